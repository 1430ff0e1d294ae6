"""Markdown as Slack's mrkdwn, for posting a document.

markdown-it reads it; what mrkdwn lacks is drawn: headings as bold lines, tables as
aligned code, nested lists with Slack's own bullets. Text in the document stays text: an
`<@U…>` or `<!channel>` written in it reaches nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from app.slack.text.posting import encoded, escape

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_BULLETS = ("•", "◦", "▪︎")
_INDENT = "    "
_RULE = "─" * 12
_MARKS = {"strong": "*", "em": "_", "s": "~"}
_LINKED = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ENDS_LINK = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", " ": "%20", "\n": ""})
_BOXES = (("[ ] ", "☐ "), ("[x] ", "☑ "), ("[X] ", "☑ "))
#: Lets a mark begin or end beside a letter; no reader sees it.
_ZERO_WIDTH = "\u200b"


def to_mrkdwn(markdown: str) -> str:
    """A Markdown document as mrkdwn."""
    tree = SyntaxTreeNode(_PARSER.parse(markdown))
    return "\n\n".join(filter(None, (_block(node, 0) for node in tree.children)))


def _block(node: SyntaxTreeNode, depth: int) -> str:
    if node.type == "heading":
        words = _inline(node.children, bold=True)
        return f"*{words}*" if words.strip() else ""
    if node.type in ("fence", "code_block"):
        return _code(node.content)
    if node.type == "blockquote":
        inside = "\n\n".join(_block(child, depth) for child in node.children)
        return "\n".join(f"> {line}" for line in inside.split("\n"))
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node, depth)
    if node.type == "table":
        return _table(node)
    return _RULE if node.type == "hr" else _inline(node.children, bold=False)


def _list(node: SyntaxTreeNode, depth: int) -> str:
    first = int(node.attrs.get("start", 1))
    lines = []
    for number, item in enumerate(node.children, first):
        mark = f"{number}." if node.type == "ordered_list" else _BULLETS[depth % len(_BULLETS)]
        parts = [_block(child, depth + 1) for child in item.children]
        inside = "\n".join(filter(None, parts))
        lines.append(f"{_INDENT * depth}{mark} {_ticked(inside)}")
    return "\n".join(lines)


def _ticked(item: str) -> str:
    for written, box in _BOXES:
        if item.startswith(written):
            return box + item.removeprefix(written)
    return item


def _code(content: str) -> str:
    # Three backticks inside would end the block: joiners between them keep them inside.
    code = encoded(content).replace("```", "`\u2060`\u2060`").rstrip("\n")
    return f"```\n{code}\n```"


def _table(node: SyntaxTreeNode) -> str:
    rows = [
        [_plain(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    count = max(map(len, rows))
    widths = [max(_width(row[at]) for row in rows if at < len(row)) for at in range(count)]
    lines = [_row(row, widths) for row in rows]
    lines.insert(1, "-+-".join("-" * width for width in widths))
    return _code("\n".join(lines))


def _row(cells: list[str], widths: list[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return " | ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns in a fixed-width font; Japanese letters take two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide


def _plain(node: SyntaxTreeNode) -> str:
    """The words alone, as in a cell."""
    if not node.children:
        return node.content
    return "".join(map(_plain, node.children))


def _inline(nodes: Iterable[SyntaxTreeNode], *, bold: bool) -> str:
    """Inline nodes; within a bold line a bold word is bold already."""
    out, closes = "", False
    for node in nodes:
        opens = node.type in _MARKS or node.type == "code_inline"
        piece = _span(node, bold=bold)
        touches = (opens and out[-1:].isalnum()) or (closes and piece[:1].isalnum())
        out += f"{_ZERO_WIDTH}{piece}" if touches else piece
        closes = opens
    return out


def _span(node: SyntaxTreeNode, *, bold: bool) -> str:
    if node.type == "inline":
        return _inline(node.children, bold=bold)
    if node.type in _MARKS:
        bold_already = node.type == "strong" and bold
        inside = _inline(node.children, bold=bold or node.type == "strong")
        mark = "" if bold_already or not inside.strip() else _MARKS[node.type]
        return f"{mark}{inside}{mark}"
    if node.type == "code_inline":
        return f"`{encoded(node.content).replace('`', 'ˋ')}`"
    if node.type in ("link", "image"):
        return _link(node, bold=bold)
    if node.type == "hardbreak":
        return "\n"
    return " " if node.type == "softbreak" else escape(node.content)


def _link(node: SyntaxTreeNode, *, bold: bool) -> str:
    url = str(node.attrs.get("href") or node.attrs.get("src") or "")
    words = _inline(node.children, bold=bold) or escape(node.content)
    if not _LINKED.match(url):
        return f"{words} ({escape(url)})" if url else words
    target = url.translate(_ENDS_LINK).replace("&", "&amp;")
    return f"<{target}|{words}>" if words else f"<{target}>"
