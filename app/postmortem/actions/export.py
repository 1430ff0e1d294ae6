"""The register as a table for other tools: CSV, JSON, or aligned text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from app.incident.actions.action import Action, flags
from app.incident.incident import Incident
from app.redaction import redact

#: What people typed: secrets and customers' data in it stay here.
_TYPED = (
    "action",
    "verification_signal",
    "factor",
    "evidence",
    "verification",
    "reason",
    "incident",
)
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportFormat(StrEnum):
    """How the register is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def row(
    incident: Incident, action: Action, names: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """One action, every field as text; people by name, where a name is known."""

    def name(user: str) -> str:
        return names.get(user, user)

    fields = {
        "ref": incident.ref_of(action),
        "action": action.text,
        "status": action.status.value,
        "owner": name(action.owner),
        "owner_id": action.owner,
        "due": action.due.isoformat() if action.due else "",
        "class": action.action_class or "",
        "priority": action.priority or "",
        "verification_signal": action.signal,
        "factor": action.factor,
        "ticket": action.ticket,
        "evidence": action.evidence,
        "done_by": name(action.done_by),
        "verified_by": name(action.verified_by),
        "verification": action.verification,
        "reason": action.reason,
        "flags": ", ".join(flags(action, now)),
        "incident": incident.title,
        "created_at": action.created_at.isoformat(),
    }
    return fields | {field: redact(fields[field]).text for field in _TYPED}


#: What the aligned text shows: the rest is too wide for a terminal.
SHOWN = ("ref", "status", "owner", "due", "priority", "class", "action", "flags")
_COLUMNS = (
    *("ref", "action", "status", "owner", "owner_id", "due", "class", "priority"),
    *("verification_signal", "factor", "ticket", "evidence", "done_by", "verified_by"),
    *("verification", "reason", "flags", "incident", "created_at"),
)


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """With a header; a cell that a spreadsheet would compute begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([_safe(one[name]) for name in _COLUMNS] for one in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_json(rows: Sequence[Mapping[str, str]]) -> str:
    """A list of objects."""
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
