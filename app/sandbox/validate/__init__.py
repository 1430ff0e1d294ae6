"""Slack's strictness: what a block, a view, a message may be."""
