"""Suppliers whose naming in public a team should confirm.

The list is the redaction room's; here stand a few services by which suppliers are known in
postmortems. Services that are bought, not software that is merely run: naming Kubernetes or
PostgreSQL breaks no confidence.
"""

from app.redaction import VENDORS as KNOWN

_MORE = (
    ("CloudWatch", "the cloud provider's monitoring"),
    ("Stackdriver", "the cloud provider's monitoring"),
    ("GKE", "the cloud provider's cluster service"),
    ("DynamoDB", "the cloud provider's database"),
    ("Gmail", "the e-mail provider"),
    ("Google Workspace", "the office suite"),
    ("SentinelOne", "the endpoint-security provider"),
    ("CrowdStrike", "the endpoint-security provider"),
    ("Ramp", "the card provider"),
)
#: A supplier's name and what may stand in its place.
VENDORS: dict[str, str] = dict((*KNOWN, *_MORE))
#: Where the incident was only handled or discussed, these are no news; where they failed, they are.
TOOLS = frozenset({"the code host", "the chat provider", "the support platform"})
FAILED = r"\b(?:outage|down|failed|failing|failure|unavailable|bug|breach|compromis\w+|degrad\w+|broken|timeouts?|rate limit\w*|issue with|problem with)\b"
