"""Muster: a Slack incident commander. The rooms are described in the README."""
