"""Pure: finds and replaces secrets and personal data.

`redact` gives a text with marks and the findings, `redact_value` does the same for
every string of a JSON-like value, `redact_line` for a line of a log. `hide` puts
stable placeholders for a model, and `Vault.restore` puts personal data back, secrets
never. `wide` makes the audience outside the team. Nothing here reads a file, the
environment or the clock.
"""

from app.redaction.audiences import INTERNAL, OPERATORS, TEAM, Audience, wide
from app.redaction.replace import Redacted, redact, redact_line
from app.redaction.rules import RULES
from app.redaction.rules.vendors import VENDORS
from app.redaction.scan import find
from app.redaction.structures import Json, RedactedValue, redact_value
from app.redaction.values import Finding, Kind, Person, Severity
from app.redaction.vault import Hidden, Vault, hide

__all__ = [
    "INTERNAL",
    "OPERATORS",
    "RULES",
    "TEAM",
    "VENDORS",
    "Audience",
    "Finding",
    "Hidden",
    "Json",
    "Kind",
    "Person",
    "Redacted",
    "RedactedValue",
    "Severity",
    "Vault",
    "find",
    "hide",
    "redact",
    "redact_line",
    "redact_value",
    "wide",
]
