"""Rendering documents: Markdown, HTML that prints well, JSON, and Slack canvases."""

from app.postmortem.render.page import Format, RenderError, render

__all__ = ["Format", "RenderError", "render"]
