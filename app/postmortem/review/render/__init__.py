"""A review for people at a terminal, for programs, and for code-scanning tools."""

from app.postmortem.review.render.as_json import as_json, from_json, render_json
from app.postmortem.review.render.as_sarif import render_sarif
from app.postmortem.review.render.as_text import render_text

__all__ = ["as_json", "from_json", "render_json", "render_sarif", "render_text"]
