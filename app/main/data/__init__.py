"""Data that ships with the demo."""
