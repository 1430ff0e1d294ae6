"""`muster review`: any Markdown against the rubric, in a terminal or in CI."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import orjson
import typer

from app.config import Settings
from app.flows.lookup import named
from app.flows.reviewing import evidence_of
from app.main.build import offline
from app.main.markdown import STDIN, text_of, why_unreadable
from app.postmortem.review import Evidence, Review, exit_status, review
from app.postmortem.review.render import as_json, render_json, render_sarif, render_text

#: What cannot be read is neither ready (0), nor in need of revision (1), nor failing (2).
NO_VERDICT = 3


class Output(StrEnum):
    """How a review is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def review_files(files: Sequence[str], incident: str, output: Output) -> int:
    """Review files, write the result to standard output; returns the exit status.

    The gravest of the files decides: 0 ready, 1 needs revision, 2 fails, 3 when one could
    not be read (the others are reviewed all the same).

    Raises:
        RefusalError: when the incident is not known.
        PolicyError, DatabaseUrlError, SchemaError: when its log cannot be read.
    """
    evidence = _evidence(incident) if incident else None
    found, status = [], 0
    for file in files:
        try:
            text = text_of(file)
        except (OSError, UnicodeDecodeError) as error:
            typer.echo(f"muster: {file}: {why_unreadable(error)}", err=True)
            status = NO_VERDICT
        else:
            name = "" if file == STDIN else Path(file).as_posix()
            found.append(review(text, name=name, evidence=evidence))
    if found:
        typer.echo(_written(found, output), nl=False)
    return max([status, *(exit_status(one) for one in found)])


def _evidence(ref: str) -> Evidence:
    muster = offline(Settings.load())
    return evidence_of(muster, named(muster, ref))


def _written(found: Sequence[Review], output: Output) -> str:
    if output is Output.SARIF:
        return render_sarif(*found)
    if output is Output.TEXT:
        return "\n".join(render_text(one) for one in found)
    if len(found) == 1:
        return render_json(found[0])
    return orjson.dumps([as_json(one) for one in found], option=orjson.OPT_INDENT_2).decode() + "\n"
