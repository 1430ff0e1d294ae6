"""Outbox rows to effects: one dict, effect to function."""

from app.relay.loop import Relay

__all__ = ["Relay"]
