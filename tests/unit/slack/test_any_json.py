"""Payloads come from outside: no JSON may break the readers."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.slack.evidence import channel_of, digest, from_event, from_history, is_recordable
from app.slack.evidence.events import EVENTS
from app.slack.evidence.subtypes import SUBTYPES
from app.slack.text import message_text, original, previews_text, to_markdown
from tests.unit.slack import schemas
from tests.unit.slack.payloads import EVENT_TS, OWN, TS

ANY = schemas.ANY_JSON
TIMES = st.sampled_from([TS, EVENT_TS, "", "x", "99999999999.999999"]) | ANY
#: Fields that are read, with a value of the right sort or of any other.
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.just("message"),
        "subtype": st.sampled_from(sorted(SUBTYPES)) | ANY,
        "user": st.sampled_from(["U1", "UMUSTER"]) | ANY,
        "bot_id": ANY,
        "username": ANY,
        "bot_profile": ANY,
        "text": schemas.WORDS | schemas.ANY_TEXT | ANY,
        "ts": TIMES,
        "thread_ts": TIMES,
        "edited": st.fixed_dictionaries({}, optional={"ts": TIMES, "user": ANY}) | ANY,
        "blocks": st.lists(
            st.fixed_dictionaries(
                {"type": st.sampled_from(["rich_text", "section", "table", "card", "video"])},
                optional={
                    "elements": ANY,
                    "text": ANY,
                    "rows": ANY,
                    "fields": ANY,
                    "accessory": ANY,
                    "title": ANY,
                },
            )
            | ANY,
            max_size=3,
        )
        | ANY,
        "attachments": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "is_share": ANY,
                    "fields": ANY,
                    "message_blocks": ANY,
                    "title": ANY,
                    "files": ANY,
                },
            ),
            max_size=2,
        )
        | ANY,
        "files": st.lists(
            st.fixed_dictionaries(
                {}, optional={"name": ANY, "size": ANY, "permalink": ANY, "mode": ANY}
            ),
            max_size=2,
        )
        | ANY,
        "reactions": st.lists(
            st.fixed_dictionaries({}, optional={"name": ANY, "users": ANY, "count": ANY}),
            max_size=2,
        )
        | ANY,
        "pinned_to": ANY,
        "reply_count": ANY,
        "room": ANY,
        "comment": ANY,
        "assistant_app_thread": ANY,
        "topic": ANY,
        "name": ANY,
    },
)
EVENT = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(EVENTS)) | ANY},
    optional={
        "subtype": st.sampled_from(["message_changed", "message_deleted"]) | ANY,
        "channel": st.sampled_from(["C1"]) | ANY,
        "event_ts": TIMES,
        "ts": TIMES,
        "deleted_ts": TIMES,
        "message": MESSAGES | ANY,
        "previous_message": MESSAGES | ANY,
        "item": st.fixed_dictionaries({}, optional={"ts": TIMES, "message": MESSAGES}) | ANY,
        "user": ANY,
        "reaction": ANY,
    },
)
BODIES = st.fixed_dictionaries(
    {}, optional={"event": EVENT | MESSAGES | ANY, "event_time": st.integers() | ANY}
)


def holds_nothing_that_a_database_refuses(text: str) -> bool:
    text.encode("utf-8")
    return "\0" not in text


@settings(max_examples=150)
@given(BODIES)
def test_any_body_is_read_and_either_recorded_or_refused(body: dict[str, Any]) -> None:
    reading = from_event(body, OWN)
    assert bool(reading.entries) != bool(reading.reason)
    assert is_recordable(body) or not reading.entries
    assert channel_of(body) == reading.channel
    for entry in reading.entries:
        for text in (entry.text, entry.actor, entry.source_key, entry.source_url, entry.channel):
            assert holds_nothing_that_a_database_refuses(text)


@settings(max_examples=150)
@given(MESSAGES, st.sampled_from(["C1", "\0", ""]))
def test_any_message_of_history_is_read(message: dict[str, Any], channel: str) -> None:
    reading = from_history(message, channel, OWN)
    assert bool(reading.entries) != bool(reading.reason)
    assert reading.shown
    for entry in reading.entries:
        assert holds_nothing_that_a_database_refuses(entry.text + entry.source_key + entry.actor)
        assert original(entry.text) == "" or original(entry.text) in (
            message_text(message),
            original(entry.text),
        )


@settings(max_examples=100)
@given(MESSAGES | st.dictionaries(schemas.ANY_TEXT, ANY))
def test_any_message_has_a_text_and_a_digest(message: dict[str, Any]) -> None:
    assert isinstance(message_text(message), str)
    assert isinstance(previews_text(message), str)
    assert isinstance(to_markdown(message_text(message)), str)
    assert digest(message) == digest(message)


@given(schemas.ANY_TEXT)
def test_the_words_of_a_person_survive_to_the_entry(text: str) -> None:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    message = {"ts": TS, "blocks": [{"type": "rich_text", "elements": [section]}]}
    (entry,) = from_history(message, "C1", OWN).entries
    assert original(entry.text) == text
