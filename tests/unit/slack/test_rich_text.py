"""What people type, structured by Slack's editor, reads as it looked."""

from __future__ import annotations

from typing import Any

import pytest

from app.slack.text import message_text


def text_of(*elements: dict[str, Any], said: str = "") -> str:
    return message_text(
        {"text": said, "blocks": [{"type": "rich_text", "elements": list(elements)}]}
    )


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def items(*texts: str, style: str = "bullet", **more: int) -> dict[str, Any]:
    sections = [section(words(text)) for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": sections, **more}


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ({"type": "user", "user_id": "U1"}, "<@U1>"),
        ({"type": "channel", "channel_id": "C1"}, "<#C1>"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "<!subteam^S1>"),
        ({"type": "team", "team_id": "T1"}, "@T1"),
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "link", "url": "https://a.test/"}, "https://a.test/"),
        ({"type": "link", "url": "https://a.test/", "text": "the runbook"},
         "the runbook (https://a.test/)"),
        ({"type": "link", "url": "https://a.test/", "text": "https://a.test/"}, "https://a.test/"),
        ({"type": "link", "url": "http://a.test", "text": "a.test"}, "http://a.test"),
        ({"type": "link", "url": "mailto:a@b.test", "text": "a@b.test"}, "mailto:a@b.test"),
        ({"type": "link", "url": "https://a.test/here", "text": "here"},
         "here (https://a.test/here)"),
        ({"type": "emoji", "name": "wave", "unicode": "1f44b"}, ":wave: 👋"),
        ({"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fc", "skin_tone": 3},
         ":wave::skin-tone-3: 👋🏼"),
        ({"type": "emoji", "name": "woman-technologist", "unicode": "1f469-200d-1f4bb"},
         ":woman-technologist: 👩‍💻"),
        ({"type": "emoji", "name": "はじめる力"}, ":はじめる力:"),
        ({"type": "emoji", "name": "odd", "unicode": "d83d"}, ":odd:"),
        ({"type": "emoji", "name": "odd", "unicode": "not hex"}, ":odd:"),
        ({"type": "emoji", "name": "odd", "unicode": "ffffffff"}, ":odd:"),
        ({"type": "date", "timestamp": 1392734382, "format": "{date}", "fallback": "Feb 18"},
         "Feb 18"),
        ({"type": "date", "timestamp": 1392734382, "format": "{date}"}, "2014-02-18 14:39 UTC"),
        ({"type": "date", "timestamp": "soon", "format": "{date}", "url": "https://a.test"},
         "soon (https://a.test)"),
        ({"type": "color", "value": "#FF0000"}, "#FF0000"),
        ({"type": "canvas", "file_id": "F1"}, "canvas F1"),
    ],
)  # fmt: skip
def test_an_element_reads_as_it_looked(element: dict[str, Any], text: str) -> None:
    assert text_of(section(element)) == text


def test_entities_that_a_person_typed_stay_as_typed() -> None:
    assert text_of(section(words("a &amp; b & c")), said="a &amp;amp; b &amp; c") == "a &amp; b & c"


def test_styles_are_written_as_in_mrkdwn_and_runs_share_them() -> None:
    text = text_of(
        section(
            words("bold ", bold=True),
            words("still", bold=True),
            words(" plain "),
            words("both", bold=True, italic=True),
            words("gone", strike=True),
            words("rm -rf", code=True),
            words(" under", underline=True, bold=False),
        )
    )
    assert text == "*bold still* plain *_both_*~gone~`rm -rf` under"


def test_lists_nest_and_count_as_slack_shows_them() -> None:
    text = text_of(
        section(words("Steps")),
        items("one", "two", style="ordered"),
        items("a", style="ordered", indent=1),
        items("i", "ii", style="ordered", indent=2),
        items("three", style="ordered", offset=2),
        items("dot"),
        items("ring", indent=1),
        items("square", indent=2),
    )
    assert text.split("\n") == [
        "Steps",
        "1. one",
        "2. two",
        "    a. a",
        "        i. i",
        "        ii. ii",
        "3. three",
        "• dot",
        "    ◦ ring",
        "        ▪︎ square",
    ]


def test_a_section_that_ends_its_line_is_followed_at_once() -> None:
    assert text_of(section(words("Steps\n")), items("one")) == "Steps\n• one"


@pytest.mark.parametrize(
    ("indent", "offset", "marker"),
    [
        (1, 25, "z."),
        (1, 26, "27."),
        (2, 38, "xxxix."),
        (2, 39, "40."),
        (2, -9, "-8."),
        (0, 8, "9."),
    ],
)
def test_list_markers_beyond_letters_are_numbers(indent: int, offset: int, marker: str) -> None:
    text = text_of(items("x", style="ordered", indent=indent, offset=offset))
    assert text.strip() == f"{marker} x"


def test_an_absurd_indent_does_not_fill_the_log_with_spaces() -> None:
    assert len(text_of(items("x", indent=10**9))) < 50


def test_a_quote_of_one_line_and_one_of_several_show_where_they_end() -> None:
    one = {"type": "rich_text_quote", "elements": [words("it broke")]}
    two = {"type": "rich_text_quote", "elements": [words("it broke\nagain")]}
    assert text_of(one, section(words("no"))) == "> it broke\nno"
    assert text_of(two, section(words("no"))) == "> “it broke\nagain”\nno"


def test_quoted_lists_and_code_are_marked_as_quoted() -> None:
    code = {"type": "rich_text_preformatted", "elements": [words("x")], "border": 1}
    assert text_of(items("a", "b", border=1), code) == "> • a\n> • b\n> ```\nx\n```"


def test_code_keeps_its_lines_and_links() -> None:
    link = {"type": "link", "url": "https://a.test"}
    code = {"type": "rich_text_preformatted", "elements": [words("get "), link, words("\nend\n")]}
    assert text_of(section(words("Run:")), code) == "Run:\n```\nget https://a.test\nend\n```"


def test_a_list_item_of_a_newer_slack_keeps_its_words() -> None:
    odd = {"type": "rich_text_list", "style": "bullet",
           "elements": [{"type": "rich_text_check", "label": "done"}]}  # fmt: skip
    assert text_of(odd) == "• done"


def test_names_of_channels_and_groups_come_from_the_text_beside() -> None:
    elements = (
        {"type": "channel", "channel_id": "C1"},
        words(" "),
        {"type": "usergroup", "usergroup_id": "S1"},
    )
    said = "<#C1|general> <!subteam^S1|@sre>"
    assert text_of(section(*elements), said=said) == "<#C1|general> <!subteam^S1|@sre>"


def test_people_named_in_a_list_within_a_list_or_a_section_within_a_quote_are_named() -> None:
    named = [
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "usergroup", "usergroup_id": "S1"},
    ]
    inner = {"type": "rich_text_list", "style": "bullet", "elements": [section(*named)]}
    outer = {"type": "rich_text_list", "style": "bullet", "elements": [inner]}
    assert text_of(outer) == "• <@U1> <#C1> <!subteam^S1>"
    quote = {"type": "rich_text_quote", "elements": [section(*named)]}
    assert text_of(quote) == "> <@U1> <#C1> <!subteam^S1>"
