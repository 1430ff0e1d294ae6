"""One document, several formats; a team's own templates come before those that ship."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from app.postmortem.document import Document, restated
from app.postmortem.render.inline import to_html, to_markdown, to_plain
from app.postmortem.statement import TK, Origin, Statement

#: More sources than this are counted, not listed.
_MOST_CITES = 6


class Format(StrEnum):
    """What a document can be rendered to."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    #: Markdown as Slack's canvases take it: no tables, three levels of headings.
    CANVAS = "canvas"


TEMPLATES = {
    Format.MARKDOWN: "postmortem/document.md.j2",
    Format.HTML: "postmortem/document.html.j2",
    Format.CANVAS: "postmortem/canvas.md.j2",
}


class RenderError(Exception):
    """A template that cannot be used; the message names the file, the line and what is wrong."""


def render(document: Document, wanted: Format, folders: Sequence[Path]) -> str:
    """The document in a format.

    `folders` are looked through in order for `postmortem/…`: a team's own, then ours.

    Raises:
        RenderError: when a template is missing or broken.
    """
    if wanted is Format.JSON:
        return _without_withheld(document).model_dump_json(indent=2)
    name = TEMPLATES[wanted]
    try:
        return environment(tuple(folders)).get_template(name).render(doc=document, TK=TK)
    except TemplateNotFound as error:
        listed = ", ".join(str(folder) for folder in folders)
        raise RenderError(f"{error.name}: no such template in {listed}") from error
    except TemplateSyntaxError as error:
        raise RenderError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise RenderError(f"{name}: {error.message}") from error


def _without_withheld(document: Document) -> Document:
    """What failed the check is for the author's eyes in Muster, and in no export."""
    return restated(
        document,
        lambda _path, one: one.model_copy(update={"withheld": ""}) if one.withheld else one,
    )


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...]) -> Environment:
    """Jinja with the filters that templates use; HTML is escaped, unknown names are errors.

    Kept for the next document: a template that changed meanwhile is read anew.
    """
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=select_autoescape(enabled_extensions=("html", "html.j2"), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        md=to_markdown,
        html=to_html,
        plain=to_plain,
        utc=_utc,
        clock=_clock,
        day=_day,
        marks=marks,
        cites=cites,
        asked=asked,
        between=between,
        beside=beside,
    )
    return made


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def between(times: tuple[datetime, datetime]) -> str:
    """A stretch of time; a moment where it begins as it ends."""
    first, last = times
    return _utc(first) if first == last else f"{_utc(first)} to {_utc(last)}"


def beside(statement: Statement, other: Statement) -> Statement:
    """A statement with the sources of another one that goes with it, each once."""
    more = () if other.tk else other.entries
    entries = tuple(dict.fromkeys((*statement.entries, *more)))
    return statement.model_copy(update={"entries": entries})


def asked(question: str) -> str:
    """A question as a sentence."""
    return question[:1].upper() + question[1:]


def marks(statement: Statement) -> list[str]:
    """What a reader must know about a statement besides its sources."""
    found = []
    if statement.candidate and not statement.tk and not statement.accepted_by:
        found.append("candidate, to be verified")
    if statement.origin is Origin.MODEL and not statement.tk and not statement.accepted_by:
        found.append("a model's wording, not accepted yet")
    if statement.origin is Origin.PERSON:
        found.append(f"in the words of {statement.accepted_by or 'a person'}")
    elif statement.accepted_by:
        found.append(f"accepted by {statement.accepted_by}")
    return found


def cites(statement: Statement, document: Document) -> list[tuple[str, str]]:
    """The sources of a statement as reference and address; the last may only count the rest."""
    urls = {source.id: source.url for source in document.sources}
    listed = [(f"E{one}", urls.get(one, "")) for one in statement.entries]
    if len(listed) <= _MOST_CITES:
        return listed
    return [*listed[: _MOST_CITES - 1], (f"and {len(listed) - _MOST_CITES + 1} more", "")]
