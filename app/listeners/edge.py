"""Where answers and refusals meet Slack: nothing typed is lost, every failure is said."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from app.incident.values import RefusalError
from app.listeners.ask import Answer, Ask, say
from app.slack.blocks import kit
from app.slack.client import Slack
from app.slack.errors import SlackError
from app.slack.respond import respond

log = logging.getLogger(__name__)

NOT_SAVED = (
    "Muster could not save that: its database does not answer. Nothing was changed. "
    "Try again in a moment."
)
BROKEN = "Something in Muster broke and nothing was changed. It is in Muster's log."


#: What is longer than so many words is given back when it is refused.
EASILY_TYPED = 3
#: Characters of one block of what is given back: escaped, they fit a section.
_PIECE = 590


def answered(run: Callable[[Ask], Answer], ask: Ask, typed: str = "") -> Answer:
    """Run a handler; a refusal or a database that is away becomes an answer in words.

    `typed`: what Slack took away when it was sent, and the person may want to mend.
    """
    try:
        return run(ask)
    except RefusalError as refusal:
        return given_back(str(refusal), typed)
    except SQLAlchemyError:
        log.exception("a command could not be kept")
        return given_back(NOT_SAVED, typed)


def given_back(message: str, typed: str) -> Answer:
    """An answer with what was typed below it, whole, to be copied and sent again."""
    if len(typed.split()) <= EASILY_TYPED:
        return say(message)
    pieces = textwrap.wrap(typed, _PIECE, replace_whitespace=False, break_on_hyphens=False)
    blocks = [kit.section(message), kit.context("What you typed:")]
    blocks += [kit.section(kit.spoken(piece)) for piece in pieces]
    return Answer(kit.Message(kit.cut(message, kit.FALLBACK_TEXT), blocks[: kit.MESSAGE_BLOCKS]))


def open_or_say(slack: Slack, answer: Answer, trigger: str, typed: str = "") -> Answer:
    """Open the answer's modal; when Slack will not, say so, for another try with what was typed."""
    if answer.view is None:
        return answer
    try:
        slack.call("views.open", trigger_id=trigger, view=answer.view)
    except SlackError as error:
        if error.code in {"expired_trigger_id", "exchanged_trigger_id"}:
            late = "That took too long and Slack closed the door. Please do it again."
            return given_back(late, typed)
        return given_back(f"The form could not be opened: {error.says}. Please do it again.", typed)
    return Answer()


def privately(ask: Ask, answer: Answer) -> None:
    """Show an answer to the asker alone, where they are."""
    message = answer.message
    if message is None:
        return
    try:
        if ask.response_url:
            respond(ask.response_url, message)
        else:
            ask.slack.call(
                "chat.postEphemeral",
                channel=ask.channel,
                user=ask.user,
                thread_ts=ask.thread or None,
                text=message.text,
                blocks=message.blocks,
            )
    except SlackError as error:
        # What was asked is done and kept; only the note about it did not arrive.
        log.warning("an answer could not be shown: %s", error)


def form_errors(view: Mapping[str, Any], refusal: RefusalError | str) -> dict[str, Any]:
    """A refusal beside the field it is about; the form keeps what was typed."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    field = refusal.field if isinstance(refusal, RefusalError) else ""
    shown = field if field in inputs else inputs[0]
    return {"response_action": "errors", "errors": {shown: kit.cut(str(refusal), 2000)}}


def on_error(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """Bolt's last edge: a defect of ours is logged, and whoever asked is told.

    Events are refused, so that Slack sends them again.
    """
    log.error("a listener broke", exc_info=error)
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=form_errors(body["view"], BROKEN))
    if "command" in body:
        typed = f"{body['command']} {body.get('text') or ''}"
        said = given_back(BROKEN, typed).message or kit.Message(BROKEN)
        answer = {"response_type": "ephemeral", "text": said.text, "blocks": said.blocks}
        return BoltResponse(status=200, body=answer)
    if "response_url" in body:
        respond(body["response_url"], kit.Message(BROKEN, [kit.section(BROKEN)]))
        return BoltResponse(status=200)
    return BoltResponse(status=500)
