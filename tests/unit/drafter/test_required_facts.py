"""The three incidents with a `facts.json`: what their drafts must say, and their traps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.config import shipped
from app.drafter import Brief, draft
from app.postmortem.document import Document, walk
from app.postmortem.parts import Moment
from app.postmortem.render import Format, render

PYTHIA = "2i2c-2026-03-09-pythia-binderhub-502"
MYBINDER = "mybinder-2018-02-20-jupyterlab-announcement"
CRATES = "rust-2020-02-20-cratesio-index"


@pytest.fixture
def drafted(published: Callable[[str], Brief]) -> Callable[[str], tuple[Document, str]]:
    def document(name: str) -> tuple[Document, str]:
        found = draft(published(name))
        return found, render(found, Format.MARKDOWN, [shipped("templates")])

    return document


def _line(document: Document, name: str) -> str:
    return next(line.value.text for line in document.header if line.name == name)


def test_the_binderhub_draft_has_its_facts(drafted: Callable[[str], tuple[Document, str]]) -> None:
    document, text = drafted(PYTHIA)
    assert _line(document, "Began").startswith("2026-03-09 14:39 UTC")
    assert "2026-03-09 19:09" in text
    assert _line(document, "Resolved").startswith("2026-03-09 22:58 UTC")
    assert _line(document, "Duration of impact").startswith("8 h 19 min")
    assert "reported by community representative" in _line(document, "Detected")
    assert "no alert comes before it" in text
    assert "both 502 and websocket failures" in text


def test_a_revert_after_which_things_work_is_not_the_end(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(PYTHIA)
    assert "more had to be done later" in _line(document, "Mitigated")
    assert "17:26" not in _line(document, "Resolved")


def test_the_first_suspicion_is_a_hypothesis_and_no_cause(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(PYTHIA)
    suspected = [one.what.text for one in document.hypotheses]
    assert any("suspects the nginx-ingress" in text for text in suspected)
    claimed = [*document.chain.mechanism, *(factor.what for factor in document.factors)]
    assert not any("suspect" in one.text for one in claimed)
    assert document.chain.mechanism[0].is_tk


def test_the_jupyterlab_draft_has_its_facts(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, text = drafted(MYBINDER)
    assert _line(document, "Began").startswith("2018-02-20 13:17 UTC")
    assert "blog post goes live" in _line(document, "Began")
    assert "2018-02-20 15:05" in text
    assert "Launch success rate is at 0%" in text
    assert "2018-02-20 17:40" in text
    assert _line(document, "Resolved").startswith("2018-02-22 06:18 UTC")
    assert "updated to v0.6" in text
    causes = " ".join(one.text for one in document.chain.mechanism)
    assert "KubeSpawner" in causes
    assert "kubernetes-client" in causes
    assert "~7000" in text
    for limit in ("limit is 300", "limit to 500", "back to 300", "303"):
        assert limit in text


def test_what_is_believed_to_be_the_cause_stays_a_candidate(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    believed = [
        one for one in document.chain.mechanism if "believed to be the root cause" in one.text
    ]
    assert [one.candidate for one in believed] == [True]


def test_a_stated_downtime_and_the_rows_are_shown_side_by_side(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    told = {line.name: line.value for line in document.impact}
    assert "~1hr of total downtime and ~4 hours" in told["Length, as stated"].text
    assert told["Length, by the entries"].text.startswith("2 h 9 min failing")
    assert told["Which length holds"].is_tk


def test_an_entry_without_a_time_is_shown_as_one(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    untimed = [row for row in document.timeline if row.at is None]
    assert len(untimed) == 1
    assert "2X:XX" in untimed[0].event.text
    assert untimed[0].when == "time not recorded; noted after 18:52 UTC"
    doubted = [row for row in document.timeline if "maybe earlier" in row.event.text]
    assert doubted[0].when == "the source doubts this time"


def test_nothing_of_a_command_with_a_token_reaches_the_document(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    _, text = drafted(MYBINDER)
    assert "CONFIGPROXY_AUTH_TOKEN" not in text
    assert "10.15.251.161" not in text


def test_both_numbers_of_a_contradiction_are_kept(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    _, text = drafted(MYBINDER)
    assert "100-users-per-repo" in text
    assert "500 user limit and is ?????" in text


def test_what_was_asked_for_in_the_record_becomes_actions(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    asked = " | ".join(item.what.text for item in document.actions)
    for words in (
        "registered as a 'failed launch'",
        "culler shouldn't exit",
        "go to a 404 page",
        "better way to identify bad nodes",
    ):
        assert words in asked
    assert all(not item.owner and not item.due for item in document.actions)


def test_a_suspicion_that_was_refuted_says_so(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    refuted = [one for one in document.hypotheses if one.ruled_out]
    assert any("pycurl" in one.what.text.lower() for one in refuted)
    assert any("this is not the case" in one.ruled_out.text for one in refuted if one.ruled_out)


def test_no_row_tells_what_was_only_known_later(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(MYBINDER)
    rows = " ".join(row.event.text for row in document.timeline)
    assert "don't know that yet" not in rows
    assert "In hindsight" not in rows
    assert "turns out" not in rows


def test_the_crates_draft_has_its_facts(drafted: Callable[[str], tuple[Document, str]]) -> None:
    document, text = drafted(CRATES)
    assert _line(document, "Began").startswith("2020-02-20 21:17 UTC")
    assert _line(document, "Detected").startswith("2020-02-20 21:28 UTC (by a report)")
    assert _line(document, "Acknowledged").startswith("2020-02-20 21:33 UTC")
    assert _line(document, "Resolved").startswith("2020-02-20 22:48 UTC")
    assert _line(document, "Duration of impact").startswith("1 h 31 min")
    for crate in ("kaze", "wasmer-runtime-core", "wasmer-win-exception-handler"):
        assert crate in text
    assert _line(document, "Responders") == "tomas, imani"


def test_a_suppliers_outage_is_a_trigger_and_not_the_defect(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, _ = drafted(CRATES)
    assert any("GitHub" in one.text for one in document.chain.trigger)
    assert not any("GitHub" in one.text for one in document.chain.mechanism)
    named = [one.text for one in document.category if "External dependency" in one.text]
    assert "as a trigger (the fix was made on our own side)" in named[0]
    outside = [row for row in document.timeline if row.moment is Moment.DEPENDENCY]
    assert len(outside) == 2
    assert "GitHub" not in _line(document, "Mitigated")


def test_what_was_found_the_next_day_is_told(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    document, text = drafted(CRATES)
    assert any("`kaze` reports their crate was affected" in one.text for one in document.residual)
    assert "2020-02-21 09:27" in text
    assert "no other crate was affected" in text


def test_every_row_has_a_link_to_its_source(
    drafted: Callable[[str], tuple[Document, str]],
) -> None:
    for name in (PYTHIA, MYBINDER, CRATES):
        document, _ = drafted(name)
        links = {source.id: source.url for source in document.sources}
        for row in document.timeline:
            assert row.event.entries
            assert all(links[one] for one in row.event.entries)


def test_a_draft_is_the_same_every_time(published: Callable[[str], Brief]) -> None:
    assert draft(published(MYBINDER)) == draft(published(MYBINDER))
    assert list(walk(draft(published(PYTHIA)))) == list(walk(draft(published(PYTHIA))))
