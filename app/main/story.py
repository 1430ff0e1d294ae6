"""The demo's scenario: a real transcript, cast to the people of the local Slack."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from app.config import shipped_text
from app.incident.transcript import TranscriptRow, parse_transcript

_DATA = "app.main.data"


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo plays."""

    title: str
    #: When the clock starts, UTC.
    origin: datetime
    #: Steps in the local Slack's form, in the order of their times.
    steps: list[dict[str, Any]]
    #: The lines of the transcript.
    lines: int
    #: From when to when nobody says anything.
    quiet: list[tuple[datetime, datetime]]

    def as_jsonl(self) -> str:
        """The file that the local Slack plays."""
        rows = [{"title": self.title}, *self.steps]
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def load_story(name: str = "demo.yaml") -> Story:
    """The story that ships.

    Raises:
        ValueError: when the cast does not give every line of the transcript to one person.
    """
    script = yaml.safe_load(shipped_text(_DATA, name))
    text = shipped_text(_DATA, script["transcript"])
    rows = parse_transcript(text.splitlines(), script["transcript"])
    said = _said(script, rows)
    return Story(
        title=script["title"],
        origin=_utc(script["origin"]),
        steps=_in_order([*_groups(script["steps"]), *said, *_marked(script, rows)]),
        lines=len(rows),
        quiet=[(_utc(begins), _utc(ends)) for begins, ends in script["quiet"]],
    )


def _utc(value: datetime | str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _said(script: dict[str, Any], rows: list[TranscriptRow]) -> list[list[dict[str, Any]]]:
    """Each line of the transcript, verbatim, by who the cast says."""
    cast = {line: who for who, lines in script["lines"].items() for line in lines}
    given = sum(len(lines) for lines in script["lines"].values())
    if sorted(cast) != list(range(1, len(rows) + 1)) or given != len(rows):
        raise ValueError("the cast must give every line of the transcript to one person")
    return [
        [
            {
                "at": _at(script, row, number),
                "who": cast[number],
                "in": script["channel"],
                "say": row.text,
                "name": f"line{number}",
                "within": 30,
            }
        ]
        for number, row in enumerate(rows, start=1)
    ]


def _at(script: dict[str, Any], row: TranscriptRow, number: int) -> str:
    return (row.ts or _utc(script["untimed"][number])).isoformat()


def _marked(script: dict[str, Any], rows: list[TranscriptRow]) -> list[list[dict[str, Any]]]:
    """Emoji, a minute after the line they mark."""
    found = []
    for who, number, emoji in script["marks"]:
        at = datetime.fromisoformat(_at(script, rows[number - 1], number)).timestamp() + 60
        moment = datetime.fromtimestamp(at, UTC).isoformat()
        found.append([{"at": moment, "who": who, "react": emoji, "message": f"$line{number}"}])
    return found


def _groups(steps: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Timed steps, each with those that follow it at once (a form after its press)."""
    groups: list[list[dict[str, Any]]] = []
    for step in steps:
        if "at" in step:
            groups.append([{**step, "at": _utc(step["at"]).isoformat()}])
        else:
            groups[-1].append(step)
    return groups


def _in_order(groups: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    ordered = sorted(groups, key=lambda group: datetime.fromisoformat(group[0]["at"]))
    return [step for group in ordered for step in group]
