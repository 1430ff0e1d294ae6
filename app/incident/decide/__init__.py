"""Decide: what a command makes of an incident, as entries, or a refusal for a person."""

from __future__ import annotations

from app.incident.decide.registry import decide

__all__ = ["decide"]
