"""Requests to the app as Slack signs them (docs.slack.dev, verifying requests: version v0)."""

from __future__ import annotations

import hashlib
import hmac
import time

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


def headers(secret: str, body: bytes, content_type: str) -> dict[str, str]:
    """The headers of a request, signed in real time."""
    timestamp = str(int(time.time()))
    return {
        "Content-Type": content_type,
        "User-Agent": USER_AGENT,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v0=` and the HMAC of version, time and body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
