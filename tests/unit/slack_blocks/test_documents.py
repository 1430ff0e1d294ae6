"""The forms of a document: that Slack takes them at their largest, and what they change."""

from __future__ import annotations

from unit.slack_blocks.documents import LONG, largest_document

from app.postmortem.edits import SECTIONS
from app.postmortem.parts import Check
from app.sandbox.validate.views import check_view
from app.slack.blocks import editing, publishing


def test_the_forms_of_a_document_fit_at_their_largest(story):
    story.declare()
    incident, document = story.incident, largest_document()
    place = {"channel": "C1", "url": "https://hooks.slack.com/" + "x" * 200}
    views = [editing.choose(incident, 7, document, place)]
    views += [editing.fields(incident, 7, document, name, place) for name in SECTIONS]
    checks = [Check(name="Impact", asks="x", missing=(LONG,) * 9)] * 7
    vendors = [f"Vendor {n}" for n in range(40)]
    views.append(
        publishing.form(incident, 7, checks, against=[LONG[:300]], vendors=vendors, place=place)
    )
    for view in views:
        assert check_view(view, "modal") == []


def test_fields_that_nobody_touched_change_nothing():
    document = largest_document()
    for name in SECTIONS:
        values = {path: one.text for path, one in editing.of_section(document, name)}
        assert editing.changes(document, name, values, "U1") == []
