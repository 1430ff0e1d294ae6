"""Slash commands, and the same words in a mention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App

from app.flows.answers import link
from app.flows.muster import Muster
from app.incident.values import RefusalError
from app.listeners import edge, words
from app.listeners.ask import Answer, Ask, say
from app.listeners.postmortems import POSTMORTEM_VERBS
from app.listeners.registry import VERBS
from app.listeners.verb import Verb
from app.slack.blocks import kit
from app.slack.text import readable


def register(app: App, muster: Muster) -> None:
    """Listen to both commands and to mentions."""
    app.command(f"/{muster.incident_command}")(_command(muster, VERBS, muster.incident_command))
    app.command(f"/{muster.postmortem_command}")(
        _command(muster, POSTMORTEM_VERBS, muster.postmortem_command)
    )
    app.event("app_mention")(_mention(muster))


def _command(muster: Muster, verbs: dict[str, Verb], name: str) -> Callable[..., None]:
    def command(ack: Ack, body: dict[str, Any]) -> None:
        ask = Ask(
            muster=muster,
            workspace=body["team_id"],
            user=body["user_id"],
            channel=body["channel_id"],
            key=f"command:{body['trigger_id']}",
            # Slack sends it escaped, as it does messages.
            text=readable(body.get("text") or ""),
            trigger=body["trigger_id"],
            response_url=body.get("response_url") or "",
        )
        typed = f"/{name} {ask.text}"
        answer = edge.answered(lambda one: dispatch(one, verbs, name), ask, typed)
        answer = edge.open_or_say(ask.slack, answer, ask.trigger, typed)
        if answer.message:
            ack(text=answer.message.text, blocks=answer.message.blocks, response_type="ephemeral")
        else:
            ack()

    return command


def dispatch(ask: Ask, verbs: dict[str, Verb], command: str) -> Answer:
    """Run the verb that the text begins with.

    Raises:
        RefusalError: when there is no such verb, with the nearest one; or from the verb.
    """
    word, rest = words.first(ask.text)
    verb = verbs.get(word.lower() or "help")
    if verb is None:
        near = get_close_matches(word.lower(), verbs, n=1, cutoff=0.5)
        hint = f" Did you mean `/{command} {near[0]}`?" if near else ""
        raise RefusalError(
            f"`{word}` is no verb of `/{command}`.{hint} `/{command} help` lists them."
        )
    return verb.run(replace(ask, text=rest))


def _mention(muster: Muster) -> Callable[..., None]:
    """In threads, where slash commands do not work: the same words after the mention."""

    def mention(event: dict[str, Any], body: dict[str, Any]) -> None:
        workspace, ts = body["team_id"], event["ts"]
        thread = event.get("thread_ts") or ""
        ask = Ask(
            muster=muster,
            workspace=workspace,
            user=event.get("user") or "",
            channel=event["channel"],
            key=f"mention:{event['channel']}:{ts}",
            text=readable(
                _after_mention(event.get("text") or "", muster.identities[workspace].user_id)
            ),
            thread=thread,
            message_ts=ts,
            source_url=link(muster, workspace, event["channel"], ts, thread),
        )
        answer = edge.answered(_either, ask)
        if answer.view:
            answer = _as_button(ask, muster.postmortem_command)
        edge.privately(ask, answer)

    return mention


def _either(ask: Ask) -> Answer:
    """`postmortem …` after a mention means the other command."""
    command = ask.muster.postmortem_command
    first, rest = words.first(ask.text)
    if first.lower() == command:
        return dispatch(replace(ask, text=rest), POSTMORTEM_VERBS, command)
    return dispatch(ask, VERBS, ask.muster.incident_command)


def _after_mention(text: str, me: str) -> str:
    _, found, rest = text.partition(f"<@{me}>")
    return (rest if found else text).strip()


def _as_button(ask: Ask, documents: str) -> Answer:
    """A mention cannot open a modal; a press can."""
    word = ask.text.split()[0].lower()
    if word == documents:
        return say(f"That is a form: type `/{ask.text}` in the channel, outside of threads.")
    button = kit.button("Open the form", f"verb:{word}", ask.text[:2000], style="primary")
    text = "Press to fill it in."
    return Answer(kit.Message(text, [kit.section(text), kit.actions("form", button)]))
