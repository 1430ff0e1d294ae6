"""What the README says is what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from support.command import muster
from support.world import patient, settings_for

from app.config import Settings
from app.listeners.postmortems import POSTMORTEM_VERBS
from app.listeners.registry import VERBS
from app.main.cli import cli
from app.sandbox import running

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands() -> list[str]:
    """Every line of every shell block, in order."""
    return [
        line.strip()
        for block in _BLOCK.findall(README)
        for line in block.splitlines()
        if line.strip()
    ]


def row(words: str, does: str) -> str:
    return f"| `{words}` | {does} |".replace("\\|", "|")


def verb_rows() -> list[str]:
    named = {"incident": VERBS, "postmortem": POSTMORTEM_VERBS}
    return [
        row(f"/{command} {name} {verb.usage}".rstrip(), verb.does)
        for command, verbs in named.items()
        for name, verb in verbs.items()
    ]


def program_rows() -> list[str]:
    group = typer.main.get_group(cli)
    return [
        row(f"muster {name}", (found.help or "").splitlines()[0])
        for name, found in group.commands.items()
    ]


def rows_of(text: str) -> list[str]:
    """Table rows, whose escaped bars stand for themselves."""
    return [line.replace("\\|", "|") for line in text.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("wanted", [*verb_rows(), *program_rows()])
def test_every_verb_and_command_is_listed_with_its_help(wanted):
    assert wanted in rows_of(README)


def test_no_verb_is_listed_that_is_not_there():
    listed = {line for line in rows_of(README) if re.match(r"\| `(/|muster )", line)}
    assert listed == {*verb_rows(), *program_rows()}


def test_every_variable_is_one_that_is_read_and_none_is_missing():
    listed = set(re.findall(r"`([A-Z][A-Z_]+)`", README.split("| variable |")[1].split("\n\n")[0]))
    read = {name.upper() for name in Settings.model_fields}
    # What only the local Slack, the demo and tests set.
    assert read - listed == {"SLACK_API_URL", "MUSTER_CLOCK", "MUSTER_FAULT_POINT"}
    assert listed <= read


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("make ")])
def test_every_make_target_exists(command):
    dry = subprocess.run(
        ["make", "-n", *shlex.split(command)[1:]], cwd=TOP, capture_output=True, check=False
    )
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_every_file_that_is_linked_exists(link):
    assert (TOP / link).exists()


def test_the_commands_of_muster_run_as_they_stand(tmp_path):
    with running(patient()) as slack:
        slack.person("Aiko").invite("#incidents", "Muster")
        settings = settings_for(slack, f"sqlite:///{tmp_path / 'muster.db'}", "socket")
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(TOP),
            "SLACK_API_URL": settings.slack_api_url,
            "SLACK_BOT_TOKEN": settings.slack_bot_token,
            "SLACK_APP_TOKEN": settings.slack_app_token,
            "MUSTER_ANNOUNCE_CHANNEL": "#incidents",
            "DATABASE_URL": settings.database_url,
            "PORT": "0",
        }
        (tmp_path / "tests").symlink_to(TOP / "tests")
        for line in commands():
            ran = _run(line, tmp_path, environment)
            assert ran is None or ran[0] in _STATUS.get(shlex.split(line)[1], {0}), (line, ran)


#: Statuses that say something of what was looked at, and not of the command.
_STATUS = {"review": {0, 1, 2}, "doctor": {0, 1}}


def _run(line: str, folder: Path, environment: dict[str, str]) -> tuple[int | None, str] | None:
    words = shlex.split(line)
    if words[:2] == ["muster", "serve"]:
        return _served(folder, environment)
    if words[0] != "muster":
        return None
    return muster(*words[1:], folder=folder, **environment)


def _served(folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    with subprocess.Popen(
        [sys.executable, "-m", "app.main", "serve"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as serving:
        assert serving.stdout is not None
        said = []
        for line in serving.stdout:
            said.append(line)
            if line.startswith("Muster serves on"):
                serving.terminate()
    return serving.returncode, "".join(said)
