"""Addresses of messages, channels and people, and the tokens that name them.

`permalink` computes what chat.getPermalink answers, which saves a call a message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

_MICROS = 6
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{6}")
_PATH = re.compile(r"/archives/([A-Z0-9]+)(?:/p([0-9]{7,18}))?/?")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#([CGD][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Permalink:
    """What an address of Slack's points at."""

    #: With a slash at its end, as auth.test gives it.
    workspace_url: str
    channel: str
    #: Of the message; empty when the address is the channel's.
    ts: str = ""
    #: Of the thread's parent, for a reply.
    thread_ts: str = ""


def permalink(workspace_url: str, channel: str, ts: str, thread_ts: str = "") -> str:
    """The address of a message; `thread_ts` is its thread's parent.

    `workspace_url` is auth.test's `url`. A parent's own address has no thread in it.
    """
    link = f"{channel_link(workspace_url, channel)}/p{ts.replace('.', '')}"
    if thread_ts and thread_ts != ts:
        return f"{link}?thread_ts={thread_ts}&cid={channel}"
    return link


def channel_link(workspace_url: str, channel: str) -> str:
    """The address of a channel."""
    return f"{workspace_url.rstrip('/')}/archives/{channel}"


def parse_permalink(url: str) -> Permalink | None:
    """What a message's or channel's address points at; None for any other address.

    Takes it as people paste it and as Slack writes it into texts (`<…|…>`, `&amp;`).
    """
    address = url.strip().removeprefix("<").removesuffix(">").partition("|")[0]
    try:
        parts = urlsplit(address.replace("&amp;", "&"))
    except ValueError:
        return None
    found = _PATH.fullmatch(parts.path)
    if not found or not parts.scheme.startswith("http") or not parts.netloc:
        return None
    digits = found[2] or ""
    ts = f"{digits[:-_MICROS]}.{digits[-_MICROS:]}" if digits else ""
    thread_ts = parse_qs(parts.query).get("thread_ts", [""])[0]
    thread = thread_ts if ts and _TS.fullmatch(thread_ts) and thread_ts != ts else ""
    return Permalink(f"{parts.scheme}://{parts.netloc}/", found[1], ts, thread)


def open_channel(team: str, channel: str) -> str:
    """Opens a channel in whatever client the reader has."""
    return f"https://slack.com/app_redirect?{urlencode({'team': team, 'channel': channel})}"


def open_home(team: str, app: str) -> str:
    """Opens Muster's home tab in the desktop or mobile client."""
    return f"slack://app?{urlencode({'team': team, 'id': app, 'tab': 'home'})}"


def open_person(team: str, user: str) -> str:
    """Opens a person's profile in the desktop or mobile client."""
    return f"slack://user?{urlencode({'team': team, 'id': user})}"


def mentioned_people(text: str) -> tuple[str, ...]:
    """Ids of the people that a text mentions, each once, in order."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def mentioned_channels(text: str) -> tuple[str, ...]:
    """Ids of the channels that a text mentions, each once, in order."""
    return tuple(dict.fromkeys(_CHANNEL.findall(text)))


def mentioned_groups(text: str) -> tuple[str, ...]:
    """Ids of the user groups that a text mentions, each once, in order."""
    return tuple(dict.fromkeys(_GROUP.findall(text)))


def person_in(word: str) -> str:
    """The id in `<@U…>` or `<@U…|name>`; empty for anything else."""
    found = _PERSON.fullmatch(word.strip())
    return found[1] if found else ""


def channel_in(word: str) -> str:
    """The id in `<#C…>` or `<#C…|name>`; empty for anything else."""
    found = _CHANNEL.fullmatch(word.strip())
    return found[1] if found else ""
