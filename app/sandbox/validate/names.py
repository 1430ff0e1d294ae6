"""Channel names (docs.slack.dev/reference/methods/conversations.create, Naming)."""

from __future__ import annotations

import re

from app.sandbox.errors import SlackError
from app.sandbox.state.world import World

LONGEST_NAME = 80
LONGEST_TOPIC = 250
_ALLOWED = re.compile(r"[a-z0-9_-]+")
_LETTER = re.compile(r"[a-z0-9]")


def channel_name(world: World, name: str) -> str:
    """A name that a new channel may have.

    Raises:
        SlackError: invalid_name_required, invalid_name_maxlength, invalid_name_specials,
            invalid_name_punctuation or name_taken.
    """
    if not name.strip():
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not _ALLOWED.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if not _LETTER.search(name):
        raise SlackError("invalid_name_punctuation")
    if name in world.by_name:
        raise SlackError("name_taken")
    return name
