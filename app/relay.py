"""Outbox rows to effects; one dict, effect to function."""
