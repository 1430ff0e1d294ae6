"""Links that cannot be opened as they stand."""

import re
from collections.abc import Iterator

from app.postmortem.review.checks.build import finding, listed
from app.postmortem.review.document.blocks import Kind, Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.result import Finding

#: A scheme with spaces or without slashes, an address cut in two, an empty or template target.
_BROKEN = re.compile(
    r"<\s{0,5}https?:(?!//)[^<>\n]{0,300}>|<\s{0,5}https?://[^<>\s]{0,300}\s[^<>\n]{0,300}>|\bhttps?:/(?!/)[\w.]{0,200}|\bhttps?//[\w.-]{1,200}"
    r"|\bhttps?:\s{1,5}(?:\w[\w-]{0,60}\.){1,8}\w{2,60}\S{0,200}|\bhttps?:\s//\S{0,200}|\bhtt?ps?p?s?:;//|\bhtp://\S{0,200}"
    r"|(?<!!)\[[^\[\]\n]{1,200}\]\(\s*(?:#|TODO|TBD|TK|link|url|\.{3}|xxx|https?://(?:\.{3})?|https?://(?:link|url|example)\b[^()\n]{0,50})?\s*\)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<!!)\[[^\[\]\n]{1,200}\]\[([^\[\]\n]{1,200})\]")
_DEFINITION = re.compile(r"^\s{0,3}\[([^\[\]\n]{1,200})\]:")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_LONGEST = 5000


def broken(document: Document) -> Iterator[Finding]:
    """Find broken addresses, empty targets and references defined nowhere, as one finding."""
    code = {line.number for b in document.blocks if b.kind is Kind.CODE for line in b.lines}
    defined = {
        " ".join(m[1].lower().split())
        for line in document.lines
        if line.lstrip().startswith("[") and (m := _DEFINITION.match(line[:_LONGEST]))
    }
    found: list[Place] = []
    for number, raw in enumerate(document.lines, 1):
        if number in code or number <= document.front:
            continue
        found += _in_line(number, raw[:_LONGEST], defined)
    if found:
        yield finding(
            "links.broken",
            found[0],
            "TK (the working address)" if len(found) == 1 else "TK (the working addresses)",
            why=f'"{found[0].quote[:80]}" cannot be opened as it stands ({listed([p.line for p in found])}).',
            lines=[p.line for p in found],
        )


def _in_line(number: int, raw: str, defined: set[str]) -> Iterator[Place]:
    text = _CODE_SPAN.sub(lambda m: " " * len(m[0]), raw)
    for match in _BROKEN.finditer(text):
        yield Place(number, match.start(), match[0])
    for match in _REFERENCE.finditer(text):
        if " ".join(match[1].lower().split()) not in defined and not match[1].strip().isdigit():
            yield Place(number, match.start(), match[0])
