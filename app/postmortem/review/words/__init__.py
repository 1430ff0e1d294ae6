"""Word lists as data: what the rules look for, each with the reason beside it."""
