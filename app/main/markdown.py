"""Markdown files that people hand to the command line."""

from __future__ import annotations

import sys
from pathlib import Path

#: Standard input.
STDIN = "-"


def text_of(file: str) -> str:
    """The text of a file, or of standard input; editors may begin it with a byte order mark.

    Raises:
        OSError, UnicodeDecodeError: see `why_unreadable`.
    """
    content = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    return content.decode("utf-8-sig")


def why_unreadable(error: OSError | UnicodeDecodeError) -> str:
    """What stands after the file's name, for a person."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    return f"is not UTF-8 text (byte {error.start}). Save it as UTF-8 Markdown."
