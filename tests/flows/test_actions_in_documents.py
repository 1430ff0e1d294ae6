"""The register in the postmortem: what was agreed stands in the action section, reviewed alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.config import shipped
from app.flows import actions as flow
from app.flows import steps
from app.flows.declare import Declaration, declare
from app.flows.postmortem import rendered, write_draft
from app.incident.actions.action import ActionClass, Priority
from app.incident.actions.commands import (
    CreateAction,
    DropAction,
    EditAction,
    FinishAction,
    TakeAction,
)
from app.incident.commands import Note, Resolve
from app.incident.kinds import Kind
from app.incident.values import Severity
from app.postmortem.handon import texts
from app.postmortem.render.page import Format
from app.postmortem.review import review
from app.store import people
from app.store.people import Person

WHAT = {
    "text": "Add an alert on the 502 rate of the edge above 1 % for 5 min",
    "signal": "a provoked 502 rate of 2 % pages within 5 min",
    "action_class": ActionClass.DETECT,
    "priority": Priority.P1,
    "due": date(2026, 3, 20),
    "factor": "nobody was paged for 40 minutes",
    "ticket": "https://tickets.example/OPS-7",
}


@pytest.fixture
def incident(muster):
    asked = Declaration(workspace="T1", by="U1", key="d1", title="x", severity=Severity.SEV2)
    with muster.database.write() as session:
        people.remember(session, "T1", [Person(id="U2", name="Ben Okafor")])
    return declare(muster, asked).incident


def do(muster, incident, command, by="U1", **fields):
    do.keys = getattr(do, "keys", 0) + 1
    return flow.act(muster, incident.id, command(by=by, key=f"press:{do.keys}", **fields))


def note(muster, incident, text):
    command = Note(by="U1", key=f"note:{text}", kind=Kind.ACTION_NOTED, text=text)
    return steps.step(muster, incident.id, command).entries[0]


def drafted(muster, incident):
    return write_draft(muster, incident.id, "U1", "draft:1")


def test_what_was_agreed_stands_first_and_what_it_was_made_from_is_not_proposed_again(
    muster, incident
):
    said = note(muster, incident, "we should page on 502s at the edge")
    note(muster, incident, "Pin the base image of checkout to a digest")
    do(muster, incident, CreateAction, **WHAT, sources=(said.id,))
    do(muster, incident, TakeAction, by="U2", number=1)
    steps.step(muster, incident.id, Resolve(by="U1", key="r", verification="p99 is back"))
    document = drafted(muster, incident).document
    agreed, proposed = document.actions
    assert agreed.what.text == WHAT["text"]
    assert said.id in agreed.what.entries
    assert (agreed.number, agreed.owner, agreed.due) == (1, "Ben Okafor", "2026-03-20")
    assert (agreed.status, agreed.signal) == ("open", WHAT["signal"])
    assert (agreed.action_class, agreed.priority) == (ActionClass.DETECT, Priority.P1)
    assert proposed.number == 0
    assert "Pin the base image" in proposed.what.text


def test_the_document_follows_the_register_and_the_review_finds_nothing_wrong_with_it(
    muster, incident
):
    do(muster, incident, CreateAction, **{**WHAT, "text": "Page on 502s of the edge above 3 %"})
    do(muster, incident, EditAction, number=1, **WHAT)
    do(muster, incident, TakeAction, by="U2", number=1)
    do(muster, incident, FinishAction, by="U2", number=1, evidence="paged in staging")
    steps.step(muster, incident.id, Resolve(by="U1", key="r", verification="p99 is back"))
    shipping = replace(muster, templates=(shipped("templates"),))
    found = drafted(shipping, incident)
    (item,) = found.document.actions
    assert (item.what.text, item.status) == (WHAT["text"], "done")
    text = rendered(shipping, found, Format.MARKDOWN)
    assert "| A1 |" in text
    assert WHAT["factor"] in text
    rules = {one.rule for one in review(text, name="x").findings}
    assert {rule for rule in rules if rule.startswith("actions.")} == set()


def test_what_was_dropped_is_shown_with_its_reason_and_lacks_nothing(muster, incident):
    do(muster, incident, CreateAction, **WHAT)
    secret = "xoxb-2444333222111-2444333222112-AbCdEfGhIjKlMnOpQrStUvWx"
    do(muster, incident, DropAction, number=1, reason=f"the edge | goes away, see {secret}")
    found = drafted(muster, incident)
    (item,) = [one for one in found.document.actions if one.number == 1]
    assert item.status.startswith("dropped: The edge | goes away")
    text = rendered(replace(muster, templates=(shipped("templates"),)), found, Format.MARKDOWN)
    assert "dropped: The edge \\| goes away" in text
    assert secret not in text
    checked = next(one for one in found.document.checks if one.name == "Actions")
    assert checked.missing == ("an action item",)
    assert item.what.text not in dict(texts(found.document)).get("Tickets", "")
    assert not [f for f in review(text).findings if f.rule in {"actions.date", "actions.owner"}]


def test_a_secret_typed_into_an_action_does_not_reach_the_document(muster, incident):
    secret = "xoxb-2444333222111-2444333222112-AbCdEfGhIjKlMnOpQrStUvWx"
    leaky = {**WHAT, "signal": f"curl with {secret} answers 200 within 5 s"}
    do(muster, incident, CreateAction, **leaky)
    assert secret not in drafted(muster, incident).document.model_dump_json()
