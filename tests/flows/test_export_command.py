"""`muster export`, as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.main.cli import cli

TRANSCRIPT = (
    Path(__file__).parents[1] / "data" / "incidents" / "rust-2020-02-20-cratesio-index.jsonl"
)


@pytest.fixture
def run(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)

    def command(*words):
        return CliRunner().invoke(cli, list(words), catch_exceptions=True)

    assert command("replay", str(TRANSCRIPT), "--title", "Index broken").exit_code == 0
    return command


def test_a_document_is_exported_as_markdown_html_and_its_own_json(run):
    assert run("export", "INC-1").stdout.startswith("# INC-1: Index broken")
    assert run("export", "INC-1", "--format", "html").stdout.startswith("<!doctype html>")
    document = json.loads(run("export", "INC-1", "--format", "document").stdout)
    assert document["ref"] == "INC-1"
    assert "tomas" in run("export", "INC-1").stdout.lower()
    assert "tomas" not in run("export", "INC-1", "--wide").stdout.lower()


def test_a_version_that_is_not_there_is_said(run):
    assert "has no version 7" in str(run("export", "INC-1", "--version", "7").exception)


def test_a_broken_template_is_named_and_the_version_kept(run, tmp_path, monkeypatch):
    own = tmp_path / "templates" / "postmortem"
    own.mkdir(parents=True)
    (own / "document.md.j2").write_text("# {{ doc.ref }\n")
    monkeypatch.setenv("MUSTER_TEMPLATES", str(tmp_path / "templates"))
    assert "document.md.j2:1" in str(run("export", "INC-1").exception)
    (own / "document.md.j2").write_text("# Ours: {{ doc.ref }}\n")
    assert run("export", "INC-1").stdout == "# Ours: INC-1\n"


def test_no_export_holds_a_secret_or_a_customers_address(run, tmp_path):
    token = "xoxb-2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
    file = tmp_path / "leak.jsonl"
    said = f"rolled back with {token} for jo.miller@customer.example"
    file.write_text(
        json.dumps({"ts": "2026-03-04T09:00:00Z", "author": "ana", "text": "checkout is down"})
        + "\n"
        + json.dumps({"ts": "2026-03-04T09:10:00Z", "author": "ana", "text": said})
    )
    assert run("replay", str(file)).exit_code == 0
    for words in (["--format", "md"], ["--format", "document"], ["--format", "json"]):
        text = run("export", "INC-2", *words).stdout
        assert "olled back with" in text
        assert token not in text
        assert "jo.miller" not in text
    assert "rotate it" in run("export", "INC-2").stdout


def test_an_export_that_somebody_edited_is_taken_back_by_name(run, tmp_path):
    text = run("export", "INC-1").stdout
    file = tmp_path / "INC-1.md"
    file.write_text(text)
    taken = run("edit", "INC-1", "INC-1.md", "--by", "Imani")
    assert "says what version 1 says. Nothing is kept." in taken.stdout
    file.write_text(text.replace("Who led the response?", "Imani led it"))
    taken = run("edit", "INC-1", "INC-1.md", "--by", "Imani")
    assert taken.stdout.startswith("INC-1, version 2: 1 changed, from version 1.")
    assert (
        "| Commander | Imani led it *(in the words of Imani)* | E" in run("export", "INC-1").stdout
    )
    # As an editor on Windows saves it.
    file.write_text(run("export", "INC-1").stdout, encoding="utf-8-sig")
    taken = run("edit", "INC-1", "INC-1.md", "--by", "Imani")
    assert "says what version 2 says. Nothing is kept." in taken.stdout
    file.write_bytes(b"\xff")
    refused = str(run("edit", "INC-1", "INC-1.md", "--by", "Imani").exception)
    assert "INC-1.md is not UTF-8 text (byte 0)" in refused
    assert "cannot be read" in str(run("edit", "INC-1", "no.md", "--by", "Imani").exception)
