"""Scripted people: a file of timed steps, and what plays it. The format: docs/sandbox.md."""
