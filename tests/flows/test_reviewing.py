"""A document held against the log of an incident that Muster recorded."""

from __future__ import annotations

from pathlib import Path

from app.config import shipped
from app.flows.imported import read_file
from app.flows.postmortem import write_draft
from app.flows.replay import replay
from app.flows.reviewing import evidence_of
from app.incident.values import Severity
from app.postmortem.render.page import Format, render
from app.postmortem.review import review

INCIDENTS = Path(__file__).parents[1] / "data" / "incidents"
TRANSCRIPT = INCIDENTS / "mybinder-2018-02-20-jupyterlab-announcement.jsonl"


def _imported(muster):
    found = replay(muster, read_file(TRANSCRIPT), title="Launches", severity=Severity.SEV2)
    text = render(
        write_draft(muster, found.incident.id, "muster", "draft:1").document,
        Format.MARKDOWN,
        (shipped("templates"),),
    )
    return found.incident, text


def test_our_own_draft_agrees_with_the_log_it_was_written_from(muster):
    incident, text = _imported(muster)
    found = review(text, evidence=evidence_of(muster, incident)).findings
    assert not [finding for finding in found if finding.rule.startswith("evidence.")]


def test_a_mitigation_that_a_document_leaves_out_is_named(muster):
    incident, text = _imported(muster)
    evidence = evidence_of(muster, incident)
    tried = next(entry for entry in evidence.entries if entry.kind == "mitigation")
    clock = f"{tried.at:%H:%M}"
    shorter = "\n".join(
        line for line in text.splitlines() if tried.id not in line and clock not in line
    )
    found = {f.rule: f for f in review(shorter, evidence=evidence).findings}
    assert tried.id in found["evidence.omitted"].why


def test_what_the_log_says_is_quoted_without_its_secrets(muster, tmp_path):
    token = "xoxb-2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
    file = tmp_path / "leak.jsonl"
    file.write_text(
        '{"ts": "2026-03-04T09:00:00Z", "author": "ana", "text": "Alert: checkout is down"}\n'
        f'{{"ts": "2026-03-04T09:10:00Z", "author": "ana", "text": "rolled back with {token}"}}\n'
    )
    incident = replay(muster, read_file(file), title="Leak", severity=Severity.SEV2).incident
    found = review("# Leak\n", evidence=evidence_of(muster, incident)).findings
    assert token not in repr(found)
    assert any("[redacted: slack" in finding.rewrite for finding in found)
