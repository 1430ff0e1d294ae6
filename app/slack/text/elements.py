"""What people can press, pick and fill in: label, choices, what is filled in already."""

from __future__ import annotations

from collections.abc import Iterator

from app.slack.text import tokens
from app.slack.text.dates import timestamp_text
from app.slack.text.leaves import text_of
from app.slack.text.payload import Json, mapping, mappings, string
from app.slack.text.richtext import Labels, rich_text

#: What ids of people begin with.
_PEOPLE = ("U", "W")


def element(value: Json, labels: Labels) -> str:
    """One element of a block."""
    kind = value.get("type")
    if kind == "image":
        return image(value)
    if kind in ("mrkdwn", "plain_text"):
        return text_of(value)
    if kind == "feedback_buttons":
        pair = (mapping(value.get(name)) for name in ("positive_button", "negative_button"))
        return " ".join(f"[{text_of(one.get('text'))}]" for one in pair)
    label = text_of(value.get("text")) or text_of(value.get("placeholder"))
    choices = " / ".join(_choices(value))
    filled = ", ".join(_filled(value, labels))
    inside = ": ".join(filter(None, [label, choices]))
    shown = f"[{inside}]" if inside else ""
    address = string(value.get("url")) or _trigger(value)
    return " ".join(filter(None, [shown, filled and f"= {filled}", address and f"({address})"]))


def image(value: Json) -> str:
    """Title, alt text and address of an image."""
    file = mapping(value.get("slack_file"))
    address = string(value.get("image_url")) or string(file.get("url")) or string(file.get("id"))
    alt = string(value.get("alt_text"))
    shown = f"[image: {alt}]" if alt else "[image]"
    return " ".join(filter(None, [text_of(value.get("title")), shown, address]))


def _choices(value: Json) -> Iterator[str]:
    for group in mappings(value.get("option_groups")):
        inside = ", ".join(_option(one) for one in mappings(group.get("options")))
        yield f"{text_of(group.get('label'))}: {inside}"
    for one in mappings(value.get("options")):
        yield _option(one)


def _option(value: Json) -> str:
    text, more = text_of(value.get("text")), text_of(value.get("description"))
    return tokens.link(f"{text} – {more}" if more else text, string(value.get("url")))


def _filled(value: Json, labels: Labels) -> Iterator[str]:
    initial = value.get("initial_value")
    yield from filter(None, [rich_text(mapping(initial), labels) or string(initial)])
    for one in mappings([value.get("initial_option"), *_listed(value.get("initial_options"))]):
        yield _option(one)
    for name in ("initial_date", "initial_time"):
        yield from filter(None, [string(value.get(name))])
    if "initial_date_time" in value:
        yield timestamp_text(value["initial_date_time"])
    yield from _picked(value)


def _picked(value: Json) -> Iterator[str]:
    """Who and what is picked already, where people or channels can be."""
    for name in ("initial_user", "initial_channel", "initial_conversation"):
        for ident in [value.get(name), *_listed(value.get(f"{name}s"))]:
            if isinstance(ident, str) and ident:
                is_person = ident.startswith(_PEOPLE)
                yield tokens.person(ident) if is_person else tokens.channel(ident)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _trigger(value: Json) -> str:
    return string(mapping(mapping(value.get("workflow")).get("trigger")).get("url"))
