"""Reading scenarios from files: JSON Lines, or YAML with `title` and `steps`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from app.sandbox.scenario.model import Scenario, ScenarioError, build
from app.sandbox.wire import loads


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file: `.jsonl` has a step a line, anything else is YAML.

    Raises:
        ScenarioError: naming the line and what was expected.
        OSError: when the file cannot be read.
    """
    text = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".jsonl":
            title, rows = _json_lines(text)
        else:
            title, rows = _yaml(text)
        return build(rows, title or path.stem, path.parent)
    except ScenarioError as error:
        raise ScenarioError(f"{path}: {error}") from error


def _json_lines(text: str) -> tuple[str, list[tuple[int, Any]]]:
    title, rows = "", []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = loads(line)
        except ValueError as error:
            raise ScenarioError(f"line {number}: not JSON: {error}") from error
        if isinstance(row, dict) and set(row) == {"title"}:
            title = str(row["title"])
        else:
            rows.append((number, row))
    return title, rows


def _yaml(text: str) -> tuple[str, list[tuple[int, Any]]]:
    try:
        document = yaml.safe_load(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ScenarioError(f"not YAML: {error}") from error
    steps_given = isinstance(document, dict) and isinstance(document.get("steps"), list)
    if not steps_given or not isinstance(root, yaml.MappingNode):
        raise ScenarioError("expected `steps`, a list")
    [steps] = [value for key, value in root.value if key.value == "steps"]
    lines = [node.start_mark.line + 1 for node in steps.value]
    return str(document.get("title", "")), list(zip(lines, document["steps"], strict=True))
