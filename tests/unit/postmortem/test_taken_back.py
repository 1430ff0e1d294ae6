"""What an edited Markdown file changes, and what in it has no place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.postmortem.document import Document
from app.postmortem.edits import Edit
from app.postmortem.parts import Factor, Layer, Line, Mitigation, Outcome, Row
from app.postmortem.render.inline import from_markdown, to_markdown
from app.postmortem.render.page import Format, render
from app.postmortem.statement import Statement
from app.postmortem.taken_back import compare

TEMPLATES = (Path(__file__).parents[3] / "templates",)
AT = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def said(text, *entries):
    return Statement(text=text, entries=entries)


DOCUMENT = Document(
    ref="INC-1",
    title="Checkout is down",
    drafted_at=AT,
    header=(Line(name="Commander", value=Statement(tk="who led the response?")),),
    summary=(said("Checkout returned 502 for 40 min.", 1, 2), said("A restart ended it.", 3)),
    timeline=(
        Row(at=AT, actor="Ben", event=said("502 | 504 from the edge", 1)),
        Row(at=AT, actor="Aiko", event=said("restarted `edge|1`", 3)),
    ),
    factors=(
        Factor(
            what=said("The edge has one replica", 2),
            layer=Layer.CONTROL,
            whys=(Statement(tk="why was this possible?"),),
        ),
    ),
    mitigations=(
        Mitigation(
            at=AT, what=said("a restart", 3), outcome=Outcome.WORKED, evidence=said("a restart", 3)
        ),
    ),
    well=(said("Ben was quick", 1), said("The *alert* was clear", 1), said("Nobody panicked", 2)),
)


def write(document):
    return render(document, Format.MARKDOWN, TEMPLATES)


TEXT = write(DOCUMENT)


def changed(*pairs):
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compare(DOCUMENT, write, text, "Carla")


def told(compared):
    assert compared.unplaced == ()
    return [(one.path, one.after) for one, _ in compared.edits]


def test_a_file_as_it_was_written_changes_nothing_however_an_editor_lays_it_out():
    assert told(changed()) == []
    laid_out = [
        line.replace("| ", "|   ").replace("- ", "* ")
        if "---" not in line
        else line.replace("--- ", "------ ")
        for line in TEXT.replace("| --- | --- | --- |", "|:----|-----|----:|").splitlines()
    ]
    found = compare(DOCUMENT, write, "\n\n".join(laid_out), "Carla")
    assert told(found) == []


def test_other_words_are_an_edit_of_that_sentence_with_its_line():
    found = changed(
        ("Checkout returned 502 for 40 min.", "Checkout \\*all\\* returned 502 &amp; 504.")
    )
    ((edit, number),) = found.edits
    assert edit == Edit(
        path="summary.0",
        before="Checkout returned 502 for 40 min.",
        after="Checkout *all* returned 502 & 504.",
        by="Carla",
    )
    assert "Checkout" in TEXT.splitlines()[number - 1]


def test_an_answer_in_the_place_of_a_question_is_an_edit_with_or_without_the_label():
    label = "**TK — author to confirm**: "
    bare = changed((f"{label}Who led the response?", "Aiko led."))
    assert told(bare) == [("header.0.value", "Aiko led.")]
    labelled = changed((f"{label}Why was this possible?", f"{label}nobody owns capacity"))
    assert told(labelled) == [("factors.0.whys.0", "nobody owns capacity")]
    assert labelled.edits[0][0].before == "why was this possible?"
    assert labelled.edits[0][0].about == "The edge has one replica"


def test_a_line_that_is_gone_takes_its_sentence_away():
    lines = TEXT.splitlines()
    text = "\n".join(line for line in lines if "Ben was quick" not in line and "edge|" not in line)
    text = text.replace("- Nobody panicked ([E2])\n", "- Nobody panicked\n")
    found = compare(DOCUMENT, write, text.replace("restarted `edge\\|1`", ""), "Carla")
    gone = [(one.path, one.removed, one.before) for one, _ in found.edits]
    assert gone == [
        ("timeline.1.event", True, "restarted `edge|1`"),
        ("well.0", True, "Ben was quick"),
    ]


def test_new_lines_are_new_sentences_of_their_section_and_a_factor_says_its_layer():
    found = changed(
        ("- Nobody panicked", "- The runbook was right\n- Nobody panicked"),
        ("## Missed defences", "2. **Detection:** No alert on 502\n\n## Missed defences"),
        ("## Where we got lucky\n", "## Where we got lucky\n\n- It was night\n"),
    )
    assert told(found) == [
        ("factors.+", "No alert on 502"),
        ("well.+", "The runbook was right"),
        ("lucky.+", "It was night"),
    ]
    assert found.edits[0][0].layer is Layer.DETECTION


def test_a_row_with_several_sentences_is_read_cell_by_cell():
    found = changed(("502 \\| 504 from the edge", "502 \\| 504 from `edge\\|1`, seen"))
    assert told(found) == [("timeline.0.event", "502 | 504 from `edge|1`, seen")]
    (mitigation,) = [line for line in TEXT.splitlines() if "| worked |" in line]
    found = changed((mitigation, mitigation.replace("| a restart |", "| a second restart |")))
    assert told(found) == [("mitigations.0.what", "a second restart")]


@pytest.mark.parametrize(
    ("old", "new", "do"),
    [
        (
            "| Time (UTC) | Actor",
            "| 12:05 | Ben | note | saw it | |\n| Time (UTC) | Actor",
            "adds a row",
        ),
        ("## Missed defences", "- no layer\n\n## Missed defences", "says its layer"),
        ("# INC-1: Checkout is down", "# Checkout was down", "Muster writes these lines"),
    ],
)
def test_what_has_no_place_is_named_with_its_line_and_what_to_do(old, new, do):
    (one,) = changed((old, new)).unplaced
    assert one.quote in new
    assert do in one.do
    assert TEXT.replace(old, new).splitlines()[one.number - 1] in new


def test_the_header_stays():
    (one,) = changed(
        ("| Commander | **TK — author to confirm**: Who led the response? |  |\n", "")
    ).unplaced
    assert (one.number, one.do) == (0, "It cannot be taken away: put the line back.")
    (one,) = changed(("**TK — author to confirm**: Who led the response?", "")).unplaced
    assert one.do == "This one cannot be empty."


@given(some.text(alphabet="ab 1.-#>_*[]|~<&;\\", max_size=30))
def test_what_is_written_as_markdown_is_read_back(text):
    words = " ".join(text.split())
    assert from_markdown(to_markdown(words)) == words
