"""What could not be recorded is kept, shown, and recorded once it can be."""

from __future__ import annotations

import pytest

from app.flows import inbox, parked
from app.main.parked import show_parked
from app.store import incidents, timeline
from app.store.recorder import RecordingError
from tests.flows.evidence import declared, deliver, message


@pytest.fixture
def broken(muster, monkeypatch):
    """A defect of ours: one message cannot be read. It is parked."""
    incident = declared(muster)
    with muster.database.write() as session:
        incidents.know_workspace(session, "T1", url="https://acme.slack.com/", bot_user_id="UBOT")
    with monkeypatch.context() as defect:
        defect.setattr(inbox, "from_event", lambda body, _: body["no such key"])
        with pytest.raises(RecordingError):
            deliver(muster, message("kept", "1773057600.000100"))
    return incident


def test_what_is_parked_is_recorded_by_a_retry_and_then_parked_no_longer(muster, broken):
    (row,) = parked.listed(muster)
    assert "KeyError" in row.error
    assert parked.retry(muster, row) == ""
    assert parked.listed(muster) == []
    with muster.database.read() as session:
        (entry,) = timeline.about_message(session, broken.id, "1773057600.000100")
    assert entry.text == "kept"
    assert entry.source_url.startswith("https://acme.slack.com/archives/C1/p")


def test_the_command_lists_it_and_says_what_to_do(muster, broken, capsys):
    assert broken
    assert show_parked(muster, retry=False) == 1
    assert "`muster parked --retry`" in capsys.readouterr().out
