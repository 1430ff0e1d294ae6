"""A postmortem as people live it in Slack: draft, review, publish."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from support.world import world

DATA = Path(__file__).parents[1] / "data" / "postmortems"
GOOD = (DATA / "exemplary.md").read_text(encoding="utf-8")
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """One workspace for all these tests: each has an incident of its own."""
    folder = tmp_path_factory.mktemp("desk")
    with world(f"sqlite:///{folder / 'muster.db'}", "socket") as found:
        yield found


@pytest.fixture
def resolved(desk):
    """A resolved SEV3 with a little of everything; the channel, in which Aiko and Ben are."""
    aiko, number = desk.person("Aiko"), next(_NUMBERS)
    aiko.command("#general", f"/incident declare SEV3 search is slow {number}")
    channel = aiko.wait_for_channel(name=f"inc-{number}-search-is-slow-{number}", is_member=True)[
        "id"
    ]
    card(desk, channel)
    aiko.invite(channel, "Ben")
    aiko.command(channel, "/incident solo")
    aiko.command(channel, "/incident set impact 12 % of searches took over 5 s")
    aiko.command(channel, "/incident note hypothesis the index merge holds the disk")
    aiko.command(channel, "/incident note mitigation paused the index merge")
    aiko.command(channel, "/incident note worked p99 is 200 ms again")
    aiko.command(channel, "/incident resolve p99 under 300 ms for 20 min")
    said(desk, channel, "resolved INC-")
    return channel


def card(desk, channel):
    """The channel is known to be the incident's once its card is there."""
    desk.person("Aiko").wait_for_message(channel=channel, text={"matches": r"^INC-\d+ SEV"})


def said(desk, channel, words, who="Aiko"):
    return desk.person(who).wait_for_message(channel=channel, text={"contains": words})


def told(desk, who, channel, words):
    return desk.person(who).wait_for_ephemeral(channel=channel, text={"contains": words})


def drafted(desk, channel):
    desk.person("Aiko").command(channel, "/postmortem draft")
    return said(desk, channel, "Postmortem of INC-")


def words_of(message):
    return str(message["blocks"])


def test_a_review_is_for_the_asker_alone_until_they_post_it(desk, resolved):
    drafted(desk, resolved)
    aiko = desk.person("Aiko")
    aiko.command(resolved, "/postmortem review")
    review = told(desk, "Aiko", resolved, "postmortem-v1.md: ")
    shown = words_of(review)
    for part in ("A · What meets", "B · Issues", "C · Critical", "D · Summary", "Instead:"):
        assert part in shown
    assert desk.person("Ben").ephemeral(resolved) == []
    aiko.press(resolved, review["ts"], "share_review")
    posted = said(desk, resolved, "review of the postmortem", who="Ben")
    assert "Verdict:" in words_of(posted)
    aiko.command(resolved, "/incident timeline")
    assert "reviewed the postmortem, version 1" in words_of(
        told(desk, "Aiko", resolved, "Timeline of")
    )


def test_a_file_is_reviewed_by_its_message_and_by_its_link(desk, resolved):
    ben = desk.person("Ben")
    ts = ben.upload(resolved, "search.md", GOOD.encode())
    ben.shortcut("review_message", resolved, ts)
    review = words_of(told(desk, "Ben", resolved, "Review of search.md"))
    # Not one entry of this incident's log is told by a document about another one.
    assert "evidence.omitted" in review
    file = ben.thread(resolved, ts)[0]["files"][0]["id"]
    ben.command("#general", f"/postmortem review https://acme.slack.com/files/U1/{file}/search.md")
    assert "ready to publish" in told(desk, "Ben", "#general", "Review of search.md")["text"]


def test_a_file_that_the_asker_cannot_see_is_not_read_to_them(desk):
    aiko = desk.person("Aiko")
    number = next(_NUMBERS)
    aiko.command("#general", "/incident declare")
    aiko.wait_for_modal(callback_id="declare")
    aiko.submit({"Title": "stolen key", "Severity": "SEV1", "Type": "security"})
    sealed = aiko.wait_for_channel(name=f"inc-{number}", is_member=True)["id"]
    ts = aiko.upload(sealed, "sealed.md", GOOD.encode())
    file = aiko.thread(sealed, ts)[0]["files"][0]["id"]
    link = f"https://acme.slack.com/files/U1/{file}/sealed.md"
    desk.person("Ben").command("#general", f"/postmortem review {link}")
    assert told(desk, "Ben", "#general", "There is no such file")


def test_pasted_text_is_reviewed(desk):
    ben = desk.person("Ben")
    ben.command("#general", "/postmortem review text")
    ben.wait_for_modal(callback_id="review_text")
    assert ben.submit({}).errors == {"text": "Choose a file, or paste the text."}
    text = "# Outage\n\n## Root cause\n\nHuman error: an engineer forgot to check the disk.\n"
    assert ben.submit({"Or paste its text": text}).ok
    review = words_of(told(desk, "Ben", "#general", "Review of the text: fails"))
    assert "causes.human_error" in review
    assert "share_review" not in review


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("review", "no postmortem yet. `/postmortem draft` writes one."),
        ("review v0x", "`v0x` is no version. Name one as `v2`"),
    ],
)
def test_a_review_of_what_is_not_there_says_what_to_do(desk, resolved, words, answer):
    desk.person("Aiko").command(resolved, f"/postmortem {words}")
    told(desk, "Aiko", resolved, answer)


def test_a_persons_words_are_kept_and_survive_a_redraft(desk, resolved):
    drafted(desk, resolved)
    aiko = desk.person("Aiko")
    aiko.command(resolved, "/postmortem edit")
    aiko.wait_for_modal(callback_id="edit_section")
    aiko.press_in_view("section", "lessons")
    view = aiko.wait_for_modal(callback_id="edit")
    question = next(one for one in view["blocks"] if one["type"] == "input")
    assert "TK:" in question["label"]["text"]
    assert aiko.submit({}).errors == {
        question["block_id"]: "Nothing was changed. Change a field, or close the form."
    }
    mine = "It was night in the only region that searches."
    assert aiko.submit({question["block_id"]: mine, "lessons.+": "- one\n- two"}).ok
    told(desk, "Aiko", resolved, "is kept: 1 changed, 2 added")
    aiko.command(resolved, "/postmortem diff")
    diff = words_of(told(desk, "Aiko", resolved, "from version 1 to version 2"))
    assert f"+- {mine}" in diff
    drafted_again = drafted_after(desk, resolved, "version 3")
    assert drafted_again
    aiko.command(resolved, "/postmortem show lucky")
    told(desk, "Aiko", resolved, "is no version")
    aiko.command(resolved, "/postmortem show v3")
    shown = words_of(told(desk, "Aiko", resolved, ", version 3"))
    assert mine in shown
    assert "in the words of Aiko" in shown
    aiko.command(resolved, "/postmortem versions")
    assert "*v3*" in told(desk, "Aiko", resolved, "Versions of the postmortem")["text"]


def test_a_person_adds_a_row_to_the_timeline(desk, resolved):
    drafted(desk, resolved)
    aiko = desk.person("Aiko")
    aiko.command(resolved, "/postmortem edit timeline")
    aiko.wait_for_modal(callback_id="edit")
    row = {"timeline.+": "The vendor called back.", "timeline.at": "never"}
    assert "is no time" in aiko.submit(row).errors["timeline.at"]
    row["timeline.at"] = "1m ago"
    assert aiko.submit({**row, "timeline.source": "E999999"}).errors.keys() == {"timeline.source"}
    assert aiko.submit({**row, "timeline.source": ""}).ok
    told(desk, "Aiko", resolved, "is kept: 1 added")
    aiko.command(resolved, "/postmortem show v2")
    shown = words_of(told(desk, "Aiko", resolved, ", version 2"))
    assert "The vendor called back. " in shown


def drafted_after(desk, channel, words):
    desk.person("Aiko").command(channel, "/postmortem draft")
    return said(desk, channel, words)


def test_two_people_who_edit_one_sentence_do_not_overwrite_each_other(desk, resolved):
    drafted(desk, resolved)
    forms = {}
    for name in ("Aiko", "Ben"):
        desk.person(name).command(resolved, "/postmortem edit lucky")
        view = desk.person(name).wait_for_modal(callback_id="edit")
        forms[name] = next(one["block_id"] for one in view["blocks"] if one["type"] == "input")
    assert desk.person("Aiko").submit({forms["Aiko"]: "it was night"}).ok
    refused = desk.person("Ben").submit({forms["Ben"]: "nobody searched"})
    assert "Somebody changed this sentence meanwhile" in refused.errors[forms["Ben"]]


def publish(desk, channel, version="", **values):
    """Aiko publishes the newest version, whatever its review says."""
    aiko = desk.person("Aiko")
    aiko.command(channel, f"/postmortem publish {version}".strip())
    view = aiko.wait_for_modal(callback_id="publish")
    answers = {"Publish all the same, because": "the review meeting accepted it", **values}
    assert aiko.submit(answers).ok
    return view


def test_publishing_shows_the_checks_makes_the_canvas_and_lets_the_incident_be_closed(
    desk, resolved
):
    drafted(desk, resolved)
    aiko = desk.person("Aiko")
    aiko.command(resolved, "/incident close")
    told(desk, "Aiko", resolved, "No postmortem is published yet")
    shown = words_of(publish(desk, resolved))
    assert "It is not reviewed" in shown
    for check in ("Impact", "Impact scoping", "Roles", "Timeline", "Checkpoints", "Blameless"):
        assert check in shown
    said(desk, resolved, "It is the canvas of this channel")
    canvas = aiko.channel(resolved)["properties"]["canvas"]["file_id"]
    assert b"Postmortem" not in aiko.file(canvas)[:2]
    assert b"## Timeline (UTC)" in aiko.file(canvas)
    publish(desk, resolved)
    assert aiko.channel(resolved)["properties"]["canvas"]["file_id"] == canvas
    aiko.command(resolved, "/incident close")
    said(desk, resolved, "closed the incident")


def test_where_canvases_are_off_a_file_comes(desk, resolved):
    drafted(desk, resolved)
    desk.slack.control.fault(
        "error", "conversations.canvases.create", error="canvas_disabled_user_team"
    )
    publish(desk, resolved)
    assert said(desk, resolved, "Canvases are off here, so it is a file")["files"]


def test_wide_readers_elsewhere_get_roles_and_no_names(desk, resolved):
    aiko, ben = desk.person("Aiko"), desk.person("Ben")
    aiko.command(resolved, "/incident note decision Aiko Tanaka and PagerDuty agreed to wait")
    drafted(desk, resolved)
    publish(
        desk,
        resolved,
        Readers="wide",
        **{"Also share it to a channel": "general"},
    )
    post = said(desk, "#general", "Postmortem of INC-", who="Ben")
    text = ben.file(post["files"][0]["id"]).decode()
    assert "agreed to wait" in text
    assert "Aiko" not in text
    assert "PagerDuty" not in text


def test_a_broken_team_template_is_named_and_the_draft_is_kept(tmp_path):
    own = tmp_path / "templates" / "postmortem"
    own.mkdir(parents=True)
    (own / "document.md.j2").write_text("# {{ doc.ref }\n")
    where = f"sqlite:///{tmp_path / 'muster.db'}"
    with world(where, "socket", muster_templates=str(own.parent)) as desk:
        aiko = desk.person("Aiko")
        aiko.command("#general", "/incident declare SEV3 search is slow")
        channel = aiko.wait_for_channel(name="inc-1-search-is-slow", is_member=True)["id"]
        card(desk, channel)
        aiko.command(channel, "/postmortem draft")
        gaps = told(desk, "Aiko", channel, "critical gap")
        aiko.press(channel, gaps["ts"], "draft_anyway")
        failed = said(desk, channel, "document.md.j2:1")["text"]
        assert "Mend it in the folder of MUSTER_TEMPLATES: the document is kept" in failed
        aiko.command(channel, "/postmortem versions")
        told(desk, "Aiko", channel, "*v1*")


def test_what_is_handed_on_is_the_askers_to_copy(desk, resolved):
    drafted(desk, resolved)
    desk.person("Ben").command(resolved, "/postmortem handon")
    shown = words_of(told(desk, "Ben", resolved, "To hand on INC-"))
    assert "Nothing is filed, posted or sent" in shown
    assert "Fill the gaps that only the people in the room can fill" in shown
