"""Scenario files: what they may say, and what is said of a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sandbox.scenario.model import ScenarioError, build
from app.sandbox.scenario.reading import read_scenario

YAML = """
title: A story
steps:
- {at: 2018-02-20T13:17:00Z, who: Aiko, in: "#general", say: it begins, name: first}
- {at: +90s, who: Ben, message: $first, react: eyes}
- who: Ben
  wait: {channel: {name: {matches: "^inc-"}}}
  after: first
"""
LINES = """{"title": "Lines"}
{"at": "2018-02-20T13:17:00Z", "who": "Aiko", "in": "#general", "say": "a\\nb"}

{"who": "Ben", "command": "/incident declare", "in": "#general", "refused": true}
"""


def test_yaml_and_json_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML)
    story = read_scenario(tmp_path / "a.yaml")
    assert story.title == "A story"
    assert [(step.line, step.act, step.at) for step in story.steps] == [
        (4, "say", 1519132620.0),
        (5, "react", 1519132710.0),
        (6, "wait", None),
    ]
    assert (story.start, story.end) == (1519132620.0, 1519132710.0)
    (tmp_path / "b.jsonl").write_text(LINES)
    lines = read_scenario(tmp_path / "b.jsonl")
    assert lines.title == "Lines"
    assert [step.line for step in lines.steps] == [2, 4]
    assert lines.steps[0].describe() == "Aiko: say in #general: a"


def test_a_scenario_survives_the_way_to_another_process(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML)
    story = read_scenario(tmp_path / "a.yaml")
    again = build(list(enumerate(story.rows(), 1)), story.title, story.folder)
    assert again == story


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"who": "Aiko"}, "line 7: expected one act"),
        ({"who": "Aiko", "say": "a", "react": "b"}, "found say, react"),
        ({"say": "a"}, "line 7: who: Field required"),
        ({"who": "Aiko", "say": "a", "colour": "red"}, "line 7: colour"),
        ({"who": "Aiko", "say": "a", "at": "soon"}, "at: expected a time such as"),
        ({"who": "Aiko", "say": "a", "at": "+5m"}, "needs an earlier step with a time"),
        ({"who": "Aiko", "say": "a", "after": "first"}, "no earlier step is named 'first'"),
        ({"who": "Aiko", "wait": {"modal": {}, "home": {}}}, "expected one of message"),
        ("say hello", "line 7: expected an object"),
    ],
)
def test_a_mistake_is_named_with_its_line(row: object, says: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        build([(7, row)])
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.jsonl", '{"who": "Aiko"', "line 1: not JSON"),
        ("a.yaml", "steps: [", "not YAML"),
        ("a.yaml", "title: x", "expected `steps`, a list"),
        ("a.yaml", "- a\n- b", "expected `steps`, a list"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ScenarioError) as raised:
        read_scenario(tmp_path / name)
    assert says in str(raised.value)
    assert name in str(raised.value)
