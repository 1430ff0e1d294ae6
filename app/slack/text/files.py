"""Files shared with a message: what they are and where they lie, never a token."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.slack.text.payload import Json, mapping, string

#: `mode` of a file that is not there to be read.
_GONE = {
    "tombstone": "deleted",
    "hidden_by_limit": "hidden by the workspace's plan",
}
#: `file_access` of a file whose details Slack withholds.
_WITHHELD = {
    "access_denied": "access denied",
    "check_file_info": "details not sent by Slack",
    "file_not_found": "not found",
}
_KINDS = {"quip": "canvas", "space": "post", "list": "list", "email": "email"}
_SECRETS = frozenset({"t", "token", "pub_secret"})
#: From here on, three digits would show 1000 of a unit.
_ROUNDS_UP = 999.5
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def file_text(file: Json) -> str:
    """One line: name, title, type, size and address.

    The type is Slack's code for it: its `pretty_type` comes in the language of whoever
    asks, and the same file must read the same from an event and from history.
    """
    title, name = string(file.get("title")), string(file.get("name"))
    called = name or title or string(file.get("id"))
    if state := withheld(file):
        return f"[file {called}: {state}]"
    more = [title if title not in called else "", _kind(file), _size(file.get("size"))]
    alt = string(file.get("alt_txt"))
    comment = string(mapping(file.get("initial_comment")).get("comment"))
    parts = [called, *more, f"“{alt}”" if alt else "", address(file), comment]
    return f"[file] {' · '.join(filter(None, parts))}"


def withheld(file: Json) -> str:
    """Why the file cannot be read; empty when it can."""
    state = _GONE.get(string(file.get("mode")))
    return state or _WITHHELD.get(string(file.get("file_access")), "")


def deleted(file: Json) -> bool:
    """Whether somebody deleted the file."""
    return file.get("mode") == "tombstone"


def address(file: Json) -> str:
    """Where a member of the workspace opens the file, without any token."""
    for name in ("permalink", "external_url", "url_private"):
        if url := string(file.get(name)):
            return without_secrets(url)
    return ""


def without_secrets(url: str) -> str:
    """An address of Slack without the tokens in its query; another's is left alone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.query or not (parts.hostname or "").endswith(("slack.com", "slack-files.com")):
        return url
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in _SECRETS]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _kind(file: Json) -> str:
    kind = string(file.get("filetype"))
    return _KINDS.get(kind, kind) or string(file.get("mimetype"))


def _size(value: object) -> str:
    """`1071435` as `1.1 MB`; empty when unknown."""
    if not isinstance(value, int) or value <= 0:
        return ""
    size, unit = float(min(value, 10**18)), 0
    while size >= _ROUNDS_UP and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{value} bytes" if unit == 0 else f"{size:.3g} {_UNITS[unit]}"
