"""HTML inside Markdown: headings, items, rows and text, by line, with tags overwritten.

Pages exported from wikis and course platforms are often HTML throughout. Tags are all that is
read; no tree is built, so unclosed and crossed tags do no harm.
"""

import re

from app.postmortem.review.document.blocks import Block, Kind, Line
from app.postmortem.review.document.masking import between, blank

_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_ITEM = re.compile(r"<(li|tr|dt)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")


def html_blocks(lines: tuple[Line, ...]) -> list[Block]:
    """Return the blocks of an HTML block: one for every line that has words."""
    whole = between("\n".join(line.text for line in lines), "<!--", "-->", blank)
    blocks = []
    for line, text in zip(lines, whole.split("\n"), strict=True):
        words = _TAG.sub(lambda m: " " * len(m[0]), text)
        if words.strip():
            blocks.append(_block(line, text, words))
    return blocks


def _block(line: Line, text: str, words: str) -> Block:
    column = len(words) - len(words.lstrip())
    placed = Line(line.number, column, line.text[column : len(words.rstrip())])
    heading = _HEADING.search(text)
    if heading:
        return Block(Kind.HEADING, (placed,), level=int(heading[1]))
    if _ITEM.search(text):
        return Block(Kind.ITEM, (placed,), level=1)
    return Block(Kind.PARAGRAPH, (placed,))
