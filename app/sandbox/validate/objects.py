"""Composition objects: texts, options, confirmations."""

from __future__ import annotations

from app.sandbox.validate.check import (
    LIMITS,
    Check,
    Problem,
    Problems,
    array,
    boolean,
    by_type,
    one_of,
    shape,
    string,
    url,
)

_LONGEST_TEXT = LIMITS["text_object"]["max"]
_COLORS = one_of("primary", "danger")


def plain(longest: int = _LONGEST_TEXT, shortest: int = 1) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": _plain(longest, shortest)})


def text(longest: int = _LONGEST_TEXT, shortest: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    return by_type({"plain_text": _plain(longest, shortest), "mrkdwn": _mrkdwn(longest, shortest)})


def mrkdwn(longest: int = _LONGEST_TEXT) -> Check:
    """A mrkdwn object."""
    return by_type({"mrkdwn": _mrkdwn(longest, 1)})


def _plain(longest: int, shortest: int) -> Check:
    return shape(
        {"type": string(), "text": string(longest, shortest), "emoji": boolean},
        ("type", "text"),
    )


def _mrkdwn(longest: int, shortest: int) -> Check:
    return shape(
        {"type": string(), "text": string(longest, shortest), "verbatim": boolean},
        ("type", "text"),
    )


def _option(label: Check) -> Check:
    limits = LIMITS["option"]
    return shape(
        {
            "text": label,
            "value": string(limits["value"]),
            "description": text(limits["description"]),
            "url": url(limits["url"]),
        },
        ("text",),
    )


PLAIN_OPTION = _option(plain(LIMITS["option"]["text"]))
OPTION = _option(text(LIMITS["option"]["text"]))
OPTION_GROUP = shape(
    {
        "label": plain(LIMITS["option_group"]["label"]),
        "options": array(PLAIN_OPTION, LIMITS["option_group"]["options"], 1),
    },
    ("label", "options"),
)
CONFIRM = shape(
    {
        "title": plain(LIMITS["confirm"]["title"]),
        "text": text(LIMITS["confirm"]["text"]),
        "confirm": plain(LIMITS["confirm"]["confirm"]),
        "deny": plain(LIMITS["confirm"]["deny"]),
        "style": _COLORS,
    },
    ("text",),
)
DISPATCH = shape(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2, 1)}
)
SLACK_FILE = shape({"id": string(), "url": url(LIMITS["image"]["image_url"])})
IMAGE_FIELDS: dict[str, Check] = {
    "type": string(),
    "image_url": url(LIMITS["image"]["image_url"]),
    "slack_file": SLACK_FILE,
    "alt_text": string(LIMITS["image"]["alt_text"]),
}


def has_image(value: object, at: str, problems: Problems) -> None:
    """An image has an address or a file, not both."""
    if isinstance(value, dict) and (value.get("image_url") is None) == (
        value.get("slack_file") is None
    ):
        problems.append(Problem("must provide exactly one of image_url or slack_file", at))


IMAGE_ELEMENT = shape(IMAGE_FIELDS, ("type", "alt_text"), has_image)
