"""FastAPI: the Slack endpoint, health and metrics."""
