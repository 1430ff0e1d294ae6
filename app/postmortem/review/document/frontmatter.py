"""Front matter (YAML or TOML) and "Label: value" lines: what the document says of itself."""

import re
from dataclasses import dataclass

_FENCES = {"---": "---", "+++": "+++"}
_PAIR = re.compile(r"^\s*[\"']?([A-Za-z][\w .-]{0,40}?)[\"']?\s*[:=]\s*(.*?)\s*$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the document says of itself ("Severity: SEV2")."""

    name: str
    value: str
    line: int


def split_front(lines: list[str]) -> tuple[list[Field], int]:
    """Return the front matter's fields and the number of lines it takes (0: there is none).

    Only plain `key: value` and `key = value` lines are read: that is all a review needs, and no
    hostile YAML is ever loaded.
    """
    fence = _FENCES.get(lines[0].strip()) if lines else None
    if fence is None:
        return [], 0
    for end in range(1, min(len(lines), _LONGEST)):
        if lines[end].strip() == fence:
            pairs = ((n, _PAIR.match(lines[n][:500])) for n in range(1, end))
            fields = [Field(m[1].lower(), m[2].strip("\"'[] "), n + 1) for n, m in pairs if m]
            return (fields, end + 1) if fields else ([], 0)
    return [], 0
