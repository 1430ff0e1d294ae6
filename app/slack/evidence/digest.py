"""A fingerprint of what a message says, to tell whether it changed.

The same message comes from an event and from history with different surroundings:
previews, counts, block ids, icons, the present names of channels. None of that counts.
It is taken over the payload, not over the readable text, so that a better renderer in a
later version makes no message look changed.
"""

from __future__ import annotations

import hashlib
import re

import orjson

from app.slack.text.attachments import is_preview
from app.slack.text.files import deleted
from app.slack.text.leaves import leaves
from app.slack.text.payload import Json, mapping, mappings, string

#: What Slack adds or changes by itself. The names are JSON keys: within a text their
#: quotes would be escaped.
_BLOCK_ID = re.compile(rb'"block_id":"(?:[^"\\]|\\.)*",?')
_PICTURES = re.compile(
    rb'"(?:image_width|image_height|image_bytes|is_animated|[a-z]+_icon)":'
    rb'(?:"(?:[^"\\]|\\.)*"|[^,}\]"]+),?'
    rb'|"fallback":"[0-9]+x[0-9]+px image",?'
)
_NAMES = re.compile(r"(<(?:[@#]|!subteam\^)[A-Z0-9]+)\|[^<>]*>")
_SIZE = 16


def digest(message: Json) -> str:
    """32 hex digits; equal for equal words, blocks, own attachments and files."""
    text = string(message.get("text"))
    content = [
        _NAMES.sub(r"\1>", text) if "|" in text else text,
        message.get("blocks") or [],
        [one for one in mappings(message.get("attachments")) if not is_preview(one)],
        [[one.get("id"), deleted(one)] for one in mappings(message.get("files"))],
        mapping(message.get("assistant_app_thread")).get("title"),
        mapping(message.get("room")).get("has_ended") is True,
    ]
    try:
        packed = _lasting(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
    except TypeError:
        # Lone surrogates, numbers beyond 64 bits, nesting without end: its texts must do.
        every = "\x1f".join(leaves(content, lambda _: True))
        packed = every.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(packed, digest_size=_SIZE).hexdigest()


def _lasting(packed: bytes) -> bytes:
    packed = _BLOCK_ID.sub(b"", packed)
    # Without these no picture is in it, and the slower pattern has nothing to find.
    if b'"image_' in packed or b'_icon"' in packed or b"px image" in packed:
        return _PICTURES.sub(b"", packed)
    return packed
