"""Slack's mrkdwn read: its `<…>` tokens and its three entities.

Readable text keeps `<@U…>`, `<#C…|name>` and `<!subteam^S…|@handle>`, because who and what
they name is looked up when it is shown; every other token is replaced by what a reader
sees. `&amp;`, `&lt;` and `&gt;` are the only entities that Slack writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.slack.text.dates import timestamp_text

_TOKEN = re.compile(r"<([^<>]+)>")
_ID = re.compile(r"[A-Z0-9]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?")
_NAMED = re.compile(r"<(@|#|!subteam\^)([A-Z0-9]+)(?:\|([^<>]*))?>")
_BROADCASTS = frozenset({"here", "channel", "everyone", "group"})


def readable(mrkdwn: str) -> str:
    """Text as Slack sends it, made readable."""
    if "<" in mrkdwn:
        mrkdwn = _TOKEN.sub(_shown, mrkdwn)
    return decoded(mrkdwn)


def decoded(text: str) -> str:
    """Entities decoded, once: `&amp;lt;` is `&lt;`."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def labels_of(mrkdwn: str) -> dict[str, str]:
    """Names that the tokens of a text carry (`<#C1|general>`), by id.

    The blocks of the same message name the ids alone.
    """
    if "|" not in mrkdwn:
        return {}
    return {found[2]: decoded(found[3]) for found in _NAMED.finditer(mrkdwn) if found[3]}


def person(user: str) -> str:
    """The token of a person."""
    return f"<@{user}>"


def channel(channel_id: str, name: str = "") -> str:
    """The token of a channel."""
    return f"<#{channel_id}|{name}>" if name else f"<#{channel_id}>"


def group(group_id: str, handle: str = "") -> str:
    """The token of a user group."""
    return f"<!subteam^{group_id}|{handle}>" if handle else f"<!subteam^{group_id}>"


def link(label: str, url: str) -> str:
    """A link with text and address, each once: `text (https://…)`."""
    if not url or not label or label == url:
        return url or label
    bare = url[found.end() :] if (found := _SCHEME.match(url)) else url
    same = label in url and label.rstrip("/") in {url.rstrip("/"), bare.rstrip("/")}
    return url if same else f"{label} ({url})"


def named(text: str, names: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Readable text with people and groups as `@name` and channels as `#name`.

    `names` and `channels` are by id; one that is unknown is called what the token calls
    it, or by its id.
    """

    def name(found: re.Match[str]) -> str:
        sigil, ident, label = found.groups(default="")
        if sigil == "#":
            return f"#{channels.get(ident) or label or ident}"
        return f"@{names.get(ident) or label.removeprefix('@') or ident}"

    return _NAMED.sub(name, text) if "<" in text else text


def _shown(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    sigil, rest = target[0], target[1:]
    if sigil == "@":
        return person(rest) if _ID.fullmatch(rest) else found[0]
    if sigil == "#":
        return channel(rest, label) if _ID.fullmatch(rest) else found[0]
    if sigil == "!":
        return _special(rest, label) or found[0]
    return link(label, target) if _SCHEME.match(target) else found[0]


def _special(body: str, label: str) -> str:
    """`here`, `subteam^S1`, `date^1392734382^{date}^https://…`; empty for what nobody knows."""
    name, *rest = body.split("^")
    if name in _BROADCASTS:
        return f"@{name}"
    if name == "subteam" and rest and _ID.fullmatch(rest[0]):
        return group(rest[0], label)
    if name == "date" and rest:
        seconds, *form_and_link = rest
        return link(label or timestamp_text(seconds), "".join(form_and_link[1:2]))
    return label
