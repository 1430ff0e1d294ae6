"""The names of lanes in which several effects, of several incidents, go out one by one."""

from __future__ import annotations

_POSTS = "post:"


def channel_lane(channel: str) -> str:
    """The lane of everything posted in a channel."""
    return f"{_POSTS}{channel}"


def direct(user: str) -> str:
    """What stands for the conversation with a person in the name of a lane; nobody: empty.

    Its channel is known only when it is opened.
    """
    return f"person-{user}" if user else ""


def channel_of(lane: str) -> str:
    """The channel whose posts the lane is of; empty: it is no such lane."""
    return lane.removeprefix(_POSTS) if lane.startswith(_POSTS) else ""
