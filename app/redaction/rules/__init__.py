"""The table of rules: data, read by the engine in the room's other modules."""

from app.redaction.rules.chat import CHAT
from app.redaction.rules.cloud import CLOUD
from app.redaction.rules.code import CODE
from app.redaction.rules.commerce import COMMERCE
from app.redaction.rules.developer import DEVELOPER
from app.redaction.rules.generic import GENERIC, Described
from app.redaction.rules.hosting import HOSTING
from app.redaction.rules.monitoring import MONITORING
from app.redaction.rules.national import NATIONAL_IDS, TAX_CODE, NationalId
from app.redaction.rules.personal import PERSONAL
from app.redaction.rules.platforms import PLATFORM
from app.redaction.rules.services import SERVICES
from app.redaction.rules.token import Token

#: Credentials whose issuer fixed the shape, tried in this order.
TOKENS: tuple[Token, ...] = (
    *CHAT,
    *CLOUD,
    *HOSTING,
    *CODE,
    *MONITORING,
    *COMMERCE,
    *PLATFORM,
    *SERVICES,
    *DEVELOPER,
)
#: What a rule in the table may be.
Rule = Token | Described | NationalId
_SECRETS: tuple[Rule, ...] = (*TOKENS, *GENERIC)
_ALL: tuple[Rule, ...] = (*_SECRETS, *PERSONAL, *NATIONAL_IDS, TAX_CODE)
#: Every rule by the id that its findings carry, for reports and documentation.
RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
#: Every label that a mark may carry for a secret.
LABELS = frozenset(rule.label for rule in _SECRETS)

__all__ = ["GENERIC", "LABELS", "RULES", "TOKENS", "Described", "Rule", "Token"]
