"""`muster demo` and `muster replay` as a newcomer runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import muster

TOP = Path(__file__).parents[2]
TRANSCRIPT = TOP / "app/main/data/mybinder-2018-02-20-jupyterlab-announcement.jsonl"


def start(folder, *words, **environment):
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    return subprocess.Popen(
        [sys.executable, "-m", "app.main", *words],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(TOP), "COLUMNS": "200", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.timeout(600)
def test_the_demo_plays_the_whole_incident_and_ends_with_a_sourced_draft(tmp_path):
    # Faster than a person watches: Slack's one message a second makes a queue, no failure.
    said = []
    with start(tmp_path, "demo", "--speed", "1000") as running:
        assert running.stdout is not None
        try:
            for line in running.stdout:
                said.append(line.rstrip())
                if line.startswith("Ctrl-C"):
                    running.send_signal(signal.SIGINT)
        except BaseException:
            # Whatever ends the test ends the demo: nobody waits for it for ever.
            running.kill()
            raise
    text = "\n".join(said)
    assert not [line for line in said if line.startswith(("x ", "failed"))]
    assert running.returncode == 0, text
    assert re.search(r"Open http://127\.0\.0\.1:\d+ and be any of six people", text)
    counts = re.search(r"(\d+) entries, (\d+) key moments; (\d+) rows of timeline", text)
    assert counts
    assert int(counts[1]) > 41
    draft = (tmp_path / "demo" / "INC-1.md").read_text()
    for row in map(json.loads, TRANSCRIPT.read_text().splitlines()):
        first = re.split(r"[\n`\[*_~(]", row["text"])[0].strip()[:40]
        assert first.lower() in (tmp_path / "demo" / "scenario.jsonl").read_text().lower()
    assert "TK — author to confirm" in draft
    rows = [line for line in draft.splitlines() if re.match(r"\| 2018-02-2\d", line)]
    assert len(rows) > 40
    assert [line for line in rows if not re.search(r"\| \[?E\d+", line)] == []


def replayed(folder, *words):
    database = f"sqlite:///{folder / 'x.db'}"
    return muster("replay", *words, folder=folder, COLUMNS="200", DATABASE_URL=database)


def test_a_transcript_is_imported_once_and_drafted(tmp_path):
    status, said = replayed(tmp_path, str(TRANSCRIPT))
    assert (status, "41 entries" in said) == (0, True)
    assert (tmp_path / "INC-1.md").exists()
    status, said = replayed(tmp_path, str(TRANSCRIPT))
    assert (status, "INC-1 (imported before)" in said) == (0, True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "a.jsonl:1: expected a JSON object"),
        ('{"ts": null, "author": "x", "text": "y"}', "no row has a time"),
        ("", "no row has a time"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named(tmp_path, content, says):
    (tmp_path / "a.jsonl").write_text(content)
    status, said = replayed(tmp_path, "a.jsonl")
    assert status == 1
    assert says in said
    assert "Traceback" not in said


def test_a_file_that_is_not_there_is_named(tmp_path):
    status, said = replayed(tmp_path, "nowhere.jsonl")
    assert (status, "nowhere.jsonl cannot be read" in said) == (1, True)
