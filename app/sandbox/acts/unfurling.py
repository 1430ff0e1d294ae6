"""Links that show what they lead to, a moment after they were posted."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.sandbox.acts.changing import unfurl
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
_SECONDS = 0.2


def consider(slack: Slack, channel: Channel, message: Message) -> None:
    """Unfurls the links of a new message soon, if the sandbox is told to."""
    if not slack.config.unfurl or b"://" not in message.doc:
        return
    links = _LINK.findall(message.fields()["text"])
    if links:
        previews = [_preview(index, link) for index, link in enumerate(links, 1)]
        loop = asyncio.get_running_loop()
        loop.call_later(_SECONDS, _unfurl, slack, channel, message, previews)


def _unfurl(slack: Slack, channel: Channel, message: Message, previews: list[Json]) -> None:
    if channel.log.by_ts.get(message.ts) is message and not channel.is_archived:
        unfurl(slack, channel, message, previews)


def _preview(index: int, link: str) -> Json:
    """What a page's title and name would say; the sandbox fetches nothing."""
    parts = urlsplit(link)
    return {
        "id": index,
        "from_url": link,
        "original_url": link,
        "fallback": f"{parts.hostname}: {parts.path or '/'}",
        "title": parts.path.strip("/") or parts.hostname,
        "title_link": link,
        "text": f"A page on {parts.hostname}",
        "service_name": parts.hostname,
    }
