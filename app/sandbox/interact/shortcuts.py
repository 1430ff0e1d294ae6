"""Global and message shortcuts, and opening App Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.channels import open_dm
from app.sandbox.acts.telling import subscribed
from app.sandbox.acts.views import view_object
from app.sandbox.errors import SlackError
from app.sandbox.interact.payloads import DONE, Outcome, action_ts, base, channel_part, trouble
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.state.views import View
from app.sandbox.wire import Json, dumps, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack


async def use(
    slack: Slack,
    person: Person,
    callback_id: str,
    channel: Channel | None = None,
    message: Message | None = None,
) -> Outcome:
    """Uses a shortcut, on a message when it is one for messages.

    Raises:
        SlackError: shortcut_not_found.
    """
    kind = "message" if message else "global"
    known = [s for s in slack.app.shortcuts if (s.callback_id, s.kind) == (callback_id, kind)]
    if not known:
        raise SlackError("shortcut_not_found")
    payload = base(slack, "message_action" if message else "shortcut", person) | {
        "callback_id": callback_id,
        "action_ts": action_ts(),
        "trigger_id": slack.triggers.issue(person.id),
    }
    if message and channel:
        payload |= _message_part(slack, person, channel, message)
    answer = await slack.outbound.interact(
        "interactive", f"{payload['type']}.{callback_id}", payload, slack.app.interactivity_url
    )
    return DONE if answer.ok else trouble(answer.outcome)


def open_home(slack: Slack, person: Person, tab: str = "home") -> View | None:
    """Opens the app's Home: tells the app, and shows what is there now."""
    channel, _ = open_dm(slack, [person.id, slack.bot.id])
    view = slack.world.homes.get(person.id)
    if slack.outbound.listening and subscribed(slack, "app_home_opened"):
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": channel.id,
            "tab": tab,
            "event_ts": ts_text(slack.clock.micros()),
        }
        if view is not None and tab == "home":
            event["view"] = view_object(slack, view)
        slack.outbound.events.emit("app_home_opened", channel.id, dumps(event))
    return view


def _message_part(slack: Slack, person: Person, channel: Channel, message: Message) -> Json:
    ts = ts_text(message.ts)
    path = slack.response_urls.issue("app", person.id, channel.id, ts)
    return {
        "channel": channel_part(channel),
        "message_ts": ts,
        "message": message.fields(),
        "response_url": f"{slack.origin}{path}",
    }
