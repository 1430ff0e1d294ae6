"""The table of rules: data, read by the engine in the room's other modules."""

from app.redaction.rules.chat import CHAT
from app.redaction.rules.cloud import CLOUD
from app.redaction.rules.code import CODE
from app.redaction.rules.commerce import COMMERCE
from app.redaction.rules.generic import GENERIC, Described
from app.redaction.rules.monitoring import MONITORING
from app.redaction.rules.platforms import PLATFORM
from app.redaction.rules.token import Token

#: Credentials whose issuer fixed the shape, tried in this order.
TOKENS: tuple[Token, ...] = (*CHAT, *CLOUD, *CODE, *MONITORING, *COMMERCE, *PLATFORM)
#: Every rule for secrets by its id, for reports and documentation.
RULES: dict[str, Token | Described] = {
    **{rule.id: rule for rule in TOKENS},
    **{rule.id: rule for rule in GENERIC},
}
#: Every label that a mark may carry for a secret.
LABELS = frozenset(rule.label for rule in RULES.values())

__all__ = ["GENERIC", "LABELS", "RULES", "TOKENS", "Described", "Token"]
