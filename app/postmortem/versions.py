"""What changed between two versions."""

from __future__ import annotations

from difflib import unified_diff


def difference(before: str, after: str, names: tuple[str, str]) -> str:
    """A unified diff of two rendered versions; empty when they are the same."""
    lines = unified_diff(
        before.splitlines(), after.splitlines(), names[0], names[1], lineterm="", n=1
    )
    return "\n".join(lines)
