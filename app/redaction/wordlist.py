"""Lists of words, written as lines, and the cheapest question about a text."""


def words(text: str) -> frozenset[str]:
    """The words of a text, however its lines are broken."""
    return frozenset(text.split())


def mentions(text: str, hints: tuple[str, ...]) -> bool:
    """Whether any of the hints occurs; spares the search for patterns in most texts."""
    return any(hint in text for hint in hints)
