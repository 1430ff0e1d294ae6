"""`muster export` of a document: a version, as internal or wider readers may have it."""

from __future__ import annotations

from enum import StrEnum

import orjson

from app.flows.muster import Muster
from app.flows.postmortem import Drafted, newest, rendered, version_of
from app.flows.publishing import Readers, for_readers
from app.flows.whole import whole
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.postmortem.render.page import Format
from app.redaction import redact_value


class Exported(StrEnum):
    """What a document is exported as."""

    MD = "md"
    HTML = "html"
    #: The document's own JSON.
    DOCUMENT = "document"
    #: The whole incident.
    JSON = "json"


_FORMATS = {
    Exported.MD: Format.MARKDOWN,
    Exported.HTML: Format.HTML,
    Exported.DOCUMENT: Format.JSON,
}


def incident_text(muster: Muster, incident: Incident, *, history: bool) -> str:
    """The whole incident with its entries, as JSON; `history`: every earlier wording, too.

    Secrets and customers' data in it are replaced by what they are: it leaves the log here.
    """
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    clean = redact_value(whole(muster, incident, history=history)).value
    return orjson.dumps(clean, option=options).decode()


def document_text(
    muster: Muster, incident: Incident, wanted: Exported, version: int, *, wide: bool
) -> str:
    """A version of an incident's postmortem, the newest where `version` is 0.

    Raises:
        RefusalError: when there is no such version, or none for wider readers.
        RenderError: when a template is missing or broken.
    """
    readers = Readers.WIDE if wide else Readers.INTERNAL
    drafted = for_readers(muster, _version(muster, incident, version), readers)
    return rendered(muster, drafted, _FORMATS[wanted])


def _version(muster: Muster, incident: Incident, version: int) -> Drafted:
    found = version_of(muster, incident, version) if version else newest(muster, incident)
    if found:
        return found
    if version:
        raise RefusalError(f"{incident.ref} has no version {version} of its postmortem.")
    raise RefusalError(f"{incident.ref} has no postmortem yet. `/postmortem draft` writes one.")
