"""Lists of words, written as lines."""


def words(text: str) -> frozenset[str]:
    """The words of a text, however its lines are broken."""
    return frozenset(text.split())
