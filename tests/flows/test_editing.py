"""People's edits in the log, through redrafts, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import shipped
from app.flows import editing, postmortem
from app.flows.imported import read_file
from app.flows.replay import replay
from app.flows.take_back import take_back
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Severity
from app.postmortem.document import walk
from app.postmortem.edits import Edit, about, text_of
from app.postmortem.render.inline import to_markdown
from app.postmortem.render.page import Format
from app.store import timeline
from app.store.people import Person, remember

INCIDENTS = Path(__file__).parents[1] / "data" / "incidents"


@pytest.fixture
def drafted(muster):
    with muster.database.write() as session:
        remember(session, "local", [Person(id="U1", name="Aiko Tanaka")])
    file = INCIDENTS / "rust-2020-02-20-cratesio-index.jsonl"
    incident = replay(muster, read_file(file), title="Index", severity=Severity.SEV2).incident
    return postmortem.write_draft(muster, incident.id, "U1", "draft:1")


def question(document, section):
    return next(
        (path, one) for path, one in walk(document) if path.startswith(section) and one.is_tk
    )


def answer(drafted, section, words):
    path, one = question(drafted.document, section)
    return Edit(
        path=path,
        before=text_of(one),
        about=about(drafted.document, path),
        after=words,
        by="U1",
    )


def again(muster, incident, key):
    return postmortem.write_draft(muster, incident.id, "U1", key)


def test_an_edit_is_an_entry_and_the_next_version_and_stays_through_redrafts(muster, drafted):
    incident = drafted.incident
    edit = answer(drafted, "lessons", "Two systems that commit apart need a repair that runs.")
    version = editing.edit(muster, incident, [edit], "U1", "form:1")
    assert version.version == 2
    found = postmortem.newest(muster, incident)
    (lesson,) = [one for one in found.document.lessons if one.text == edit.after]
    assert lesson.accepted_by == "Aiko Tanaka"
    cited = {source.id for source in found.document.sources}
    assert set(lesson.entries) <= cited
    assert found.document.judgement.asked == drafted.document.judgement.asked - 1
    assert not [gap for gap in found.document.gaps if gap.what == edit.before]
    with muster.database.read() as session:
        (entry,) = timeline.entries(session, incident.id, kinds=[Kind.POSTMORTEM_EDITED])
    assert entry.text == "edited the postmortem, version 2: 1 changed"
    redraft = again(muster, incident, "draft:2")
    assert edit.after in [one.text for one in redraft.document.lessons]


def test_the_same_form_twice_is_one_version(muster, drafted):
    edit = answer(drafted, "lessons", "Once.")
    first = editing.edit(muster, drafted.incident, [edit], "U1", "form:1")
    second = editing.edit(muster, drafted.incident, [edit], "U1", "form:1")
    assert first.version == second.version == 2


def test_an_edit_of_an_edit_survives_a_redraft_and_the_last_words_count(muster, drafted):
    incident = drafted.incident
    first = answer(drafted, "lessons", "First words.")
    editing.edit(muster, incident, [first], "U1", "form:1")
    second = first.model_copy(update={"before": "First words.", "after": "Last words."})
    editing.edit(muster, incident, [second], "U1", "form:2")
    lessons = [one.text for one in again(muster, incident, "draft:2").document.lessons]
    assert "Last words." in lessons
    assert "First words." not in lessons


def test_an_edit_of_a_sentence_that_somebody_changed_is_refused_at_its_field(muster, drafted):
    edit = answer(drafted, "lessons", "Mine.")
    editing.edit(muster, drafted.incident, [edit], "U1", "form:1")
    with pytest.raises(RefusalError, match="Somebody changed this sentence") as refused:
        editing.edit(muster, drafted.incident, [edit], "U2", "form:2")
    assert refused.value.field == edit.path


def test_a_secret_in_somebodys_words_is_taken_out(muster, drafted):
    token = "xoxb-2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
    edit = answer(drafted, "lessons", f"We logged {token} in clear.")
    editing.edit(muster, drafted.incident, [edit], "U1", "form:1")
    stored = postmortem.newest(muster, drafted.incident)
    assert token not in stored.document.model_dump_json()
    with muster.database.read() as session:
        kept = timeline.entries(session, drafted.incident.id, kinds=[Kind.POSTMORTEM_EDITED])
    assert token not in str(kept)


def test_a_document_that_is_closed_again_unedited_is_the_same(muster, drafted):
    with muster.database.read() as session:
        brief = postmortem.brief_in(muster, session, drafted.incident)
    assert editing.closed(drafted.document, brief).judgement == drafted.document.judgement


@pytest.fixture
def shipping(muster):
    return replace(muster, templates=(shipped("templates"),))


def file_of(muster, drafted):
    return postmortem.rendered(muster, drafted, Format.MARKDOWN)


def test_an_edited_file_is_the_next_version_once_and_stays_through_redrafts(shipping, drafted):
    incident = drafted.incident
    text = file_of(shipping, drafted)
    assert take_back(shipping, incident, text, "Aiko Tanaka").edits == []
    (well,) = [one for one in text.splitlines() if one.startswith("## What went well")]
    mine = "The database said which crates were affected."
    text = text.replace(well, f"{well}\n\n- {mine}\n")
    old = drafted.document.summary[-1].text
    text = text.replace(to_markdown(old), "It ended with the deploy.")
    taken = take_back(shipping, incident, text, "aiko tanaka")
    assert (taken.base, taken.version, len(taken.edits)) == (1, 2, 2)
    # The same file again is the same version, or says nothing that version 2 does not.
    assert take_back(shipping, incident, text, "U1").version == 2
    assert len(postmortem.versions(shipping, incident)) == 2
    document = again(shipping, incident, "draft:2").document
    found = [one for one in (*document.well, *document.summary) if one.accepted_by]
    assert {one.text for one in found} == {mine, "It ended with the deploy."}
    assert {one.accepted_by for one in found} == {"Aiko Tanaka"}
    with shipping.database.read() as session:
        (entry,) = timeline.entries(session, incident.id, kinds=[Kind.POSTMORTEM_EDITED])
    assert entry.actor == "U1"


def test_a_file_with_a_line_that_has_no_place_keeps_nothing_and_says_which(shipping, drafted):
    text = file_of(shipping, drafted) + "\nOne more thing.\n"
    number = len(text.splitlines())
    with pytest.raises(RefusalError, match=f"line {number}: One more thing."):
        take_back(shipping, drafted.incident, text, "U1")
    assert len(postmortem.versions(shipping, drafted.incident)) == 1
    with pytest.raises(RefusalError, match="Nobody is called Zoe here"):
        take_back(shipping, replace(drafted.incident, workspace="T1"), text, "Zoe")
    with pytest.raises(RefusalError, match="has no version 7"):
        take_back(shipping, drafted.incident, text, "U1", 7)


def test_a_file_of_an_older_version_keeps_what_still_stands_and_refuses_the_rest(shipping, drafted):
    incident = drafted.incident
    first, second = drafted.document.summary[:2]
    old = file_of(shipping, drafted)
    other = Edit(path="summary.0", before=first.text, after="Somebody else's.", by="U2")
    editing.edit(shipping, incident, [other], "U2", "form:1")
    mine = old.replace(to_markdown(first.text), "Mine.")
    with pytest.raises(RefusalError, match=r"Line \d+: version 1 has been edited since"):
        take_back(shipping, incident, mine, "U1", 1)
    fine = old.replace(to_markdown(second.text), "Mine.")
    assert take_back(shipping, incident, fine, "U1", 1).version == 3
    summary = [one.text for one in postmortem.newest(shipping, incident).document.summary]
    assert summary[:2] == ["Somebody else's.", "Mine."]


def test_a_persons_row_stands_at_its_time_marked_and_stays_through_redrafts(muster, drafted):
    incident = drafted.incident
    first, second = drafted.document.timeline[1:3]
    between = first.at + (second.at - first.at) / 2
    source = first.event.entries[0]
    row = Edit(path="timeline.+", after="Vendor called.", at=between, sources=(source,), by="U1")
    editing.edit(muster, incident, [row], "U1", "form:1")
    # The same words at another time are another row.
    later = row.model_copy(update={"at": second.at, "sources": ()})
    editing.edit(muster, incident, [later], "U1", "form:2")
    for document in (
        postmortem.newest(muster, incident).document,
        again(muster, incident, "draft:2").document,
    ):
        rows = document.timeline[1:5]
        assert [one.at for one in rows] == [first.at, between, second.at, second.at]
        mine = rows[1].event
        assert (mine.text, mine.accepted_by) == ("Vendor called.", "Aiko Tanaka")
        assert rows[3].event.text == "Vendor called."
        assert mine.entries[0] == source
        assert set(mine.entries) <= {one.id for one in document.sources}
    other = row.model_copy(update={"sources": (10**6,)})
    with pytest.raises(RefusalError, match="E1000000 is no entry of INC-1") as refused:
        editing.edit(muster, incident, [other], "U1", "form:3")
    assert refused.value.field == "timeline.source"
