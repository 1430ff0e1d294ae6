"""`muster review` as a docs repository runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.main.cli import cli

DATA = Path(__file__).parents[2] / "data" / "postmortems"
READY, REVISE, FAILS = (
    str(DATA / name)
    for name in ("exemplary.md", "mybinder-2018-01-18-ssl-outdated.md", "moj-2020-02-12.md")
)


def run(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, ["review", *arguments], input=stdin)


@pytest.mark.parametrize(("file", "status"), [(READY, 0), (REVISE, 1), (FAILS, 2)])
def test_the_exit_status_is_the_verdict(file, status):
    assert run(file).exit_code == status


def test_of_several_files_the_gravest_decides_and_each_is_shown():
    result = run(READY, FAILS, REVISE)
    assert result.exit_code == 2
    assert [line for line in result.stdout.splitlines() if "(score" in line] == [
        f"{READY}: ready to publish (score 98 of 100)",
        f"{FAILS}: fails the rubric: return to author (score 0 of 100)",
        f"{REVISE}: needs revision (score 43 of 100)",
    ]


def test_a_file_that_cannot_be_read_is_no_verdict_and_the_others_are_reviewed(tmp_path):
    odd = tmp_path / "odd.md"
    odd.write_bytes(b"# Outage \xff\xfe")
    result = run(str(tmp_path / "none.md"), str(odd), READY)
    assert result.exit_code == 3
    assert f"{tmp_path / 'none.md'}: cannot be read: No such file or directory" in result.stderr
    assert f"{odd}: is not UTF-8 text (byte 9)" in result.stderr
    assert "ready to publish" in result.stdout


def test_an_incident_that_is_not_known_is_no_verdict(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    result = run(READY, "--incident", "INC-7")
    assert result.exit_code == 3
    assert "There is no INC-7." in result.stderr


def test_standard_input_is_reviewed():
    result = run("-", "--format", "json", stdin=Path(FAILS).read_bytes())
    assert result.exit_code == 2
    assert json.loads(result.stdout)["verdict"] == "fails"


def test_several_files_are_a_list_in_json_and_one_run_in_sarif():
    as_json = json.loads(run(READY, FAILS, "--format", "json").stdout)
    assert [one["verdict"] for one in as_json] == ["ready", "fails"]
    sarif = json.loads(run(READY, FAILS, REVISE, "--format", "sarif").stdout)
    (only,) = sarif["runs"]
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in only["results"]
    }
    assert uris == {FAILS, REVISE}
    assert [one["verdict"] for one in only["properties"]["documents"]] == [
        "ready to publish",
        "fails the rubric: return to author",
        "needs revision",
    ]


def test_a_secret_is_a_critical_finding_and_never_printed(tmp_path):
    token = "xoxb-2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
    file = tmp_path / "leaky.md"
    file.write_text(f"# Outage\n\nWe saw `{token}` in the log.\n\n- 10:00 used {token}\n")
    for form in ("text", "json", "sarif"):
        result = run(str(file), "--format", form)
        assert token not in result.output
        assert "redaction.secret" in result.stdout
