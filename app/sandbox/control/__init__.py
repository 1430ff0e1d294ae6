"""The control endpoint: what goes wrong, what was sent, what time it is. Loopback only."""
