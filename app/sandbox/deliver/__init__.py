"""The way to the app: Socket Mode, signed HTTP, retries, and what goes wrong on it."""
