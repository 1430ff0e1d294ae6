"""Answering where a command was typed, through its response_url.

At most once: a response_url works five times in 30 minutes and leaves no history, so
nothing that must arrive goes this way.
"""

from __future__ import annotations

from http import HTTPStatus

from slack_sdk.webhook import WebhookClient

from app import fault_points
from app.slack.blocks.kit import Message
from app.slack.client import TIMEOUT_SECONDS
from app.slack.errors import CALL_FAILURES, from_exception, from_response
from app.slack.text.masked import masked


def respond(url: str, message: Message) -> None:
    """Answer privately.

    Raises:
        SlackError: when the address has expired or nothing answered.
    """
    client = WebhookClient(url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
    try:
        with fault_points.around("call response_url"):
            shown = masked({"text": message.text, "blocks": message.blocks})
            answer = client.send_dict({**shown, "response_type": "ephemeral"})
    except CALL_FAILURES as error:
        raise from_exception("response_url", error) from error
    if answer.status_code != HTTPStatus.OK:
        raise from_response("response_url", answer.status_code, {}, answer.body[:80])
