from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.config import shipped
from app.postmortem.document import Document
from app.postmortem.render import Format, RenderError, render
from app.postmortem.render.inline import to_html, to_markdown, to_plain
from app.postmortem.statement import TK

FOLDERS = [shipped("templates")]
HOSTILE = "a|b\n| c | `x|y` <script>alert(1)</script> [go](javascript:alert(1)) ``` **b** # h ~~s~~"


def document(text: str = "It broke", **more: object) -> Document:
    said = {"text": text, "entries": [2]}
    return Document.model_validate(
        {
            "ref": "INC-1",
            "title": "checkout returns 502",
            "drafted_at": "2026-03-10T09:00:00Z",
            "header": [{"name": "Severity", "value": said}],
            "summary": [said],
            "impact": [{"name": "Users", "value": {"tk": "how many users?"}}],
            "timeline": [
                {"at": "2026-03-09T14:00:00Z", "actor": text, "moment": "alert", "event": said},
                {"at": None, "when": "time not recorded", "actor": "", "event": said},
            ],
            "chain": {"trigger": [said], "mechanism": [said], "impact": [said]},
            "factors": [{"what": said, "layer": "detection", "whys": [{"tk": "why?"}]}],
            "missed_defences": [said],
            "mitigations": [
                {
                    "at": "2026-03-09T14:21:00Z",
                    "what": said,
                    "outcome": "worked",
                    "evidence": {"text": text, "entries": [3]},
                }
            ],
            "hypotheses": [
                {
                    "at": "2026-03-09T14:10:00Z",
                    "what": said,
                    "ruled_out": said,
                    "ruled_out_at": "2026-03-09T14:20:00Z",
                },
                {"at": None, "what": said},
            ],
            "well": [said],
            "wrong": [said],
            "lucky": [{**said, "candidate": True}],
            "lessons": [{**said, "origin": "model"}],
            "actions": [
                {
                    "what": said,
                    "owner": text,
                    "due": "2026-04-01",
                    "signal": text,
                    "weak": "is vague",
                }
            ],
            "similar": [
                {"ref": "INC-9", "title": text, "because": "same type", "open_actions": [text]}
            ],
            "distribution": [text],
            "gaps": [{"what": text, "changes": "much", "critical": True}],
            "critical": [said],
            "checks": [{"name": "Roles", "asks": "roles", "missing": [text]}],
            "verdict": {"ready": True, "says": "ready"},
            "judgement": {
                "supported": 3,
                "asked": 2,
                "withheld": 1,
                "reasons": [{"why": "a time in it", "count": 1}],
            },
            "sources": [{"id": 2, "at": None, "actor": "", "url": "https://example.slack.com/p2"}],
            **more,
        }
    )


@pytest.mark.parametrize("wanted", [Format.MARKDOWN, Format.HTML, Format.CANVAS])
def test_every_format_shows_sources_and_tk(wanted: Format) -> None:
    text = render(document(), wanted, FOLDERS)
    assert "checkout returns 502" in text
    assert "https://example.slack.com/p2" in text
    assert TK in text
    assert "How many users?" in text


def test_json_holds_the_whole_document_and_nothing_that_was_withheld() -> None:
    withheld = {"tk": "withheld: a time in it", "withheld": "At 03:17 it exploded"}
    text = render(document(summary=[withheld]), Format.JSON, FOLDERS)
    assert json.loads(text)["ref"] == "INC-1"
    assert "03:17" not in text


def _rows(text: str) -> list[int]:
    """How many cells each table row has, as CommonMark with tables reads them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            cells.append(0)
        if token.type in {"td_open", "th_open"}:
            cells[-1] += 1
    return cells


@given(st.text(max_size=80))
def test_no_text_breaks_a_table_of_the_markdown(text: str) -> None:
    if not any(char.isalnum() for char in text):
        text = f"x{text}"
    plain = _rows(render(document(), Format.MARKDOWN, FOLDERS))
    assert _rows(render(document(text), Format.MARKDOWN, FOLDERS)) == plain


def test_hostile_text_breaks_neither_tables_nor_pages() -> None:
    markdown = render(document(HOSTILE), Format.MARKDOWN, FOLDERS)
    assert _rows(markdown) == _rows(render(document(), Format.MARKDOWN, FOLDERS))
    shown = MarkdownIt("commonmark").enable("table").render(markdown)
    assert "<script>" not in shown
    assert 'href="javascript' not in shown
    page = render(document(HOSTILE), Format.HTML, FOLDERS)
    assert "<script>" not in page
    assert 'href="javascript' not in page


@given(st.text(max_size=200))
def test_html_of_any_text_holds_no_markup_of_its_own(text: str) -> None:
    shown = str(to_html(text))
    for part in ("<code>", "</code>", "</a>"):
        shown = shown.replace(part, "")
    while '<a href="http' in shown:
        start = shown.index('<a href="http')
        shown = shown[:start] + shown[shown.index(">", start) + 1 :]
    assert "<" not in shown
    assert ">" not in shown


def test_inline_code_links_and_addresses_keep_their_meaning() -> None:
    text = "run `a|b`, see [PR #428](https://x.org/p/428), https://x.org/a_(b)."
    assert to_markdown(text) == (
        "run `a\\|b`, see [PR #428](https://x.org/p/428), <https://x.org/a_(b)>."
    )
    assert '<code>a|b</code>, see <a href="https://x.org/p/428">PR #428</a>' in str(to_html(text))
    assert to_plain(text) == "run a|b, see PR #428, https://x.org/a_(b)."


@pytest.mark.parametrize("text", ["# no heading", "- no item", "> no quote", "1. no list"])
def test_the_start_of_a_line_is_no_markup(text: str) -> None:
    assert (
        to_markdown(text) == f"\\{text}"
        or to_markdown(text).startswith("1\\.")
        or "&gt;" in to_markdown(text)
    )


def test_an_interim_document_has_no_conclusions() -> None:
    for wanted in (Format.MARKDOWN, Format.HTML, Format.CANVAS):
        text = render(document(form="interim"), wanted, FOLDERS)
        assert "Interim draft" in text
        for heading in ("Contributing factors", "Causal chain", "Lessons", "went well", "lucky"):
            assert heading not in text


def test_the_light_form_leaves_out_what_a_small_incident_does_not_need() -> None:
    text = render(document(form="light"), Format.MARKDOWN, FOLDERS)
    for heading in ("Causal chain", "Missed defences", "Category"):
        assert f"# {heading}" not in text
    for heading in ("Customer impact", "Timeline", "Contributing factors", "Action items"):
        assert f"# {heading}" in text


def test_a_private_and_a_near_miss_document_say_so() -> None:
    text = render(document(private=True, near_miss=True), Format.MARKDOWN, FOLDERS)
    assert "**Private.**" in text
    assert "## Customer impact avoided" in text


def test_marks_tell_who_vouches_for_a_sentence() -> None:
    text = render(document(), Format.MARKDOWN, FOLDERS)
    assert "*(candidate, to be verified)*" in text
    assert "*(a model's wording, not accepted yet)*" in text
    accepted = {"text": "It broke", "entries": [2], "origin": "model", "accepted_by": "Ines"}
    mine = {"text": "It broke", "origin": "person"}
    text = render(document(lessons=[accepted, mine]), Format.MARKDOWN, FOLDERS)
    assert "*(accepted by Ines)*" in text
    assert "*(in the words of a person)*" in text


def test_many_sources_are_counted() -> None:
    many = {"text": "It broke", "entries": list(range(2, 30))}
    assert "and 23 more" in render(document(summary=[many]), Format.MARKDOWN, FOLDERS)


def test_an_empty_document_renders() -> None:
    bare = Document.model_validate(
        {"ref": "INC-1", "title": "x", "drafted_at": "2026-03-10T09:00:00Z"}
    )
    for wanted in Format:
        assert "INC-1" in render(bare, wanted, FOLDERS)


def test_a_teams_own_template_comes_first(tmp_path: Path) -> None:
    (tmp_path / "postmortem").mkdir()
    (tmp_path / "postmortem" / "document.md.j2").write_text("Ours: {{ doc.title | md }}")
    assert render(document(), Format.MARKDOWN, [tmp_path, *FOLDERS]) == "Ours: checkout returns 502"
    assert "Timeline" in render(document(), Format.CANVAS, [tmp_path, *FOLDERS])


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ doc.title", r"document\.md\.j2:1: "),
        ("{{ doc.titel }}", "titel"),
        ("{% include 'nowhere' %}", "nowhere: no such template"),
    ],
)
def test_a_broken_template_is_named_with_what_is_wrong(
    tmp_path: Path, template: str, says: str
) -> None:
    (tmp_path / "postmortem").mkdir()
    (tmp_path / "postmortem" / "document.md.j2").write_text(template)
    with pytest.raises(RenderError, match=says):
        render(document(), Format.MARKDOWN, [tmp_path, *FOLDERS])


def test_a_missing_template_names_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no such template in"):
        render(document(), Format.MARKDOWN, [tmp_path])
