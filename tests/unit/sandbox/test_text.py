"""Slack's text: escaping, rich text, what people type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.clock import Clock
from app.sandbox.config import SandboxConfig
from app.sandbox.manifest import default_manifest, parse_manifest
from app.sandbox.state.seed import open_world
from app.sandbox.state.store import Store
from app.sandbox.state.world import World
from app.sandbox.text.mrkdwn import escaped, rich_text, unescaped
from app.sandbox.text.typed import command_text, message_text
from app.sandbox.validate.blocks import check_blocks

SCHEMA = Path(__file__).parents[2] / "data" / "slack" / "payload-schemas" / "KnownBlock.schema.json"
KNOWN_BLOCK = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
LIVELY = st.text(alphabet="ab *_~`<>&@#!|:/.-\n•1http", max_size=60)


@pytest.fixture(scope="module")
def world() -> World:
    made = World(Store(None))
    open_world(made, SandboxConfig(), parse_manifest(default_manifest()), int(Clock().now()))
    return made


def elements(text: str, *, lists: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rich_text(text, lists=lists)["elements"]
    return found


def leaves(value: Any) -> list[str]:
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + leaves(value.get("elements"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&c=2>."),
        ("<https://example.com|here> <@U123> <#C123|x>", None),
        ("<!here> <!subteam^S123> <!date^1700000000^{date}|x>", None),
        ("<mailto:a@b.c|a>", None),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_stray_control_characters_are_escaped_and_addresses_become_links(
    typed: str, stored: str | None
) -> None:
    assert escaped(typed) == (stored or typed)


def test_styles_mentions_links_and_emoji_become_elements() -> None:
    [section] = elements(
        "*b _i_* `c` ~s~ <@U1> <#C1|x> <https://e.com|l> <!here> :tada: <!subteam^S1> 10:30:45"
    )
    kinds = [(e["type"], e.get("style")) for e in section["elements"] if e.get("text") != " "]
    assert kinds == [
        ("text", {"bold": True}),
        ("text", {"bold": True, "italic": True}),
        ("text", {"code": True}),
        ("text", {"strike": True}),
        ("user", None),
        ("channel", None),
        ("link", None),
        ("broadcast", None),
        ("emoji", None),
        ("usergroup", None),
        ("text", None),
    ]
    assert section["elements"][-1]["text"] == " 10:30:45"


def test_code_blocks_quotes_and_lists_are_parts_of_their_own() -> None:
    text = "a\n```x = 1\ny < 2```\n&gt; q1\n&gt; q2\nb\n• one\n• two\n1. first"
    kinds = [part["type"] for part in elements(escaped(text), lists=True)]
    assert kinds == [
        "rich_text_section",
        "rich_text_preformatted",
        "rich_text_quote",
        "rich_text_section",
        "rich_text_list",
        "rich_text_list",
    ]
    code = elements(escaped(text))[1]["elements"][0]["text"]
    assert code == "x = 1\ny < 2"


def test_a_date_becomes_a_date() -> None:
    [section] = elements("<!date^1392734382^{date_num} {time}|Feb 18>")
    assert section["elements"] == [
        {
            "type": "date",
            "timestamp": 1392734382,
            "format": "{date_num} {time}",
            "fallback": "Feb 18",
        }
    ]


@given(LIVELY)
def test_escaping_twice_is_escaping_once(text: str) -> None:
    assert escaped(escaped(text)) == escaped(text)


@given(text=LIVELY, lists=st.booleans())
def test_rich_text_of_anything_is_valid(text: str, *, lists: bool) -> None:
    block = rich_text(escaped(text), lists=lists)
    assert check_blocks([block], "message") == []
    KNOWN_BLOCK.validate(block)


@given(st.text(alphabet="ab c\n", max_size=60))
def test_plain_words_lose_nothing(text: str) -> None:
    assert "".join(leaves(elements(text))) == unescaped(text)


def test_people_type_names_and_the_message_has_mentions(world: World) -> None:
    typed = "@aiko and @Ben: look at #incidents, not #nowhere or `@aiko` or a@aiko.com @here @sre"
    assert message_text(world, typed) == (
        "<@U0AIKO00000> and <@U0BEN000000>: look at <#C0INCIDENTS|incidents>, not #nowhere or "
        "`@aiko` or a@aiko.com <!here> <!subteam^S0SRE000000|@sre>"
    )


def test_a_command_that_asks_for_it_gets_ids_with_names(world: World) -> None:
    assert command_text(world, "assign @aiko #general now") == (
        "assign <@U0AIKO00000|aiko> <#C0GENERAL00|general> now"
    )


def test_dashes_that_people_type_become_bullets(world: World) -> None:
    assert message_text(world, "- one\n- two") == "• one\n• two"
