"""Slack's text: what people type, what is stored, and the rich text it becomes."""
