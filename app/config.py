"""Settings and the clock; nothing else reads the environment or the time."""
