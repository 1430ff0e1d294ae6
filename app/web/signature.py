"""Slack's signature over a request: a keyed hash over its time and its body.

What `slack_sdk.signature.SignatureVerifier` takes and refuses, this does, and a test holds the
two together. It is written out because every event passes here: the SDK decodes the whole body
and encodes it again, and derives the key anew each time. The rule:
docs.slack.dev, authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import hashlib
import hmac

#: Further from now a request may be an old one that somebody sends again.
MOST_SECONDS = 5 * 60
#: No time is longer, and Python refuses to read numbers without end.
_MOST_DIGITS = 20


class Signatures:
    """Tells requests that Slack signed from others."""

    def __init__(self, secret: str) -> None:
        #: With the key in it; copied for each request.
        self._keyed = hmac.new(secret.encode(), digestmod=hashlib.sha256)

    def is_valid(self, body: bytes, timestamp: bytes, signature: bytes, now: float) -> bool:
        """Whether `signature` is Slack's for this body at this time, and the time is `now`.

        `timestamp` and `signature` are the headers as they came; any bytes are taken. `now` is
        in seconds since 1970.
        """
        if not timestamp.isdigit() or len(timestamp) > _MOST_DIGITS:
            return False
        if abs(now - int(timestamp)) > MOST_SECONDS:
            return False
        signed = self._keyed.copy()
        signed.update(b"v0:%b:" % timestamp)
        signed.update(body)
        return hmac.compare_digest(f"v0={signed.hexdigest()}".encode(), signature)
