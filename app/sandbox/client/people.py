"""Who is there, and what the workspace offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.errors import SlackError
from app.sandbox.interact.commands import OWN_COMMANDS
from app.sandbox.net.messages import Request
from app.sandbox.state.people import Person, user_object
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

BANNER = "This is a sandbox: a Slack on this machine. Nothing here reaches anyone."


def person_of(slack: Slack, name: str) -> Person:
    """The person that a path names, by id, handle or name; other bots are people too.

    Raises:
        SlackError: person_not_found, also for the app's own bot: the app speaks for it.
    """
    person = member_of(slack, name)
    if person.id == slack.world.bot:
        raise SlackError("person_not_found")
    return person


def member_of(slack: Slack, name: str) -> Person:
    """Anyone in the workspace, the app's bot too, by id, handle or name.

    Raises:
        SlackError: person_not_found.
    """
    person = slack.world.people.get(name) or slack.world.person(name)
    if person is None:
        raise SlackError("person_not_found")
    return person


def shown_person(slack: Slack, person: Person) -> Json:
    """A person as the page shows them."""
    return user_object(person, slack.team, slack.clock.now(), slack.origin)


async def people(slack: Slack, _request: Request) -> Json:
    """Everyone: one can be any of those that are no bots."""
    return {"people": [shown_person(slack, person) for person in slack.world.people.values()]}


async def workspace(slack: Slack, _request: Request) -> Json:
    """The workspace, the app, and the sandbox's time."""
    app = slack.app
    return {
        "team": {"id": slack.team, "name": slack.config.team_name, "url": f"{slack.origin}/"},
        "app": {
            "id": slack.bot.app_id,
            "name": app.name,
            "bot_user": slack.bot.id,
            "home_tab": app.home_tab,
            "messages_tab": app.messages_tab,
            "messages_tab_read_only": app.messages_tab_read_only,
            "connected": bool(slack.outbound.sockets.connections) or bool(slack.request_url),
            "commands": [
                {
                    "command": command.name,
                    "description": command.description,
                    "usage_hint": command.usage_hint,
                }
                for command in app.commands.values()
            ],
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "callback_id": shortcut.callback_id,
                    "type": shortcut.kind,
                    "description": shortcut.description,
                }
                for shortcut in app.shortcuts
            ],
        },
        "own_commands": list(OWN_COMMANDS),
        "groups": [
            {"id": group.id, "handle": group.handle, "name": group.name, "users": group.members}
            for group in slack.world.groups.values()
        ],
        "clock": clock_fields(slack),
        "banner": BANNER,
    }


def clock_fields(slack: Slack) -> Json:
    """The time now, and how fast it runs."""
    clock = slack.clock
    return {
        "now": clock.now(),
        "speed": clock.speed if clock.origin is not None else 1.0,
        "scaled": clock.origin is not None,
    }
