"""The command line: builds settings, engine and clients once and hands them down."""

from app.main.cli import main

__all__ = ["main"]
