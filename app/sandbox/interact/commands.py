"""Slash commands: the app's, and a few of Slack's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.sandbox.acts import channels, membership
from app.sandbox.acts.posting import Content, post
from app.sandbox.deliver.outbound import Answer
from app.sandbox.errors import SlackError
from app.sandbox.interact.answers import say_back
from app.sandbox.interact.payloads import DONE, Outcome, shown_name
from app.sandbox.manifest import Command
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import Person
from app.sandbox.text.typed import command_text, message_text
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


async def run(
    slack: Slack, person: Person, channel: Channel, line: str, thread: str = ""
) -> Outcome:
    """Runs what a person typed, such as `/incident declare`.

    Args:
        slack: the sandbox.
        person: who typed it.
        channel: where.
        line: the whole line.
        thread: the thread they typed it in, if any; apps' commands do not work there.
    """
    name, _, text = line.strip().partition(" ")
    text = text.strip()
    own = _OWN.get(name)
    if own:
        return own(slack, person, channel, text)
    command = slack.app.commands.get(name)
    if command is None:
        return _refused(
            "invalid_command",
            f"{name} is not a valid command. In Slack, all messages that start with the "
            '"/" character are interpreted as commands.',
        )
    if thread:
        return _refused("not_in_threads", f"{name} is not supported in threads. Sorry!")
    payload = _payload(slack, person, channel, command, text)
    answer = await slack.outbound.interact("slash_commands", name, payload, command.url)
    return _shown(slack, person, channel, name, answer)


def _shown(slack: Slack, person: Person, channel: Channel, name: str, answer: Answer) -> Outcome:
    if not answer.ok:
        error = "operation_timeout" if answer.outcome == "timeout" else "dispatch_failed"
        return _refused(error, f'{name} failed with the error "{error}"')
    try:
        say_back(slack, channel, person.id, answer.body)
    except SlackError as error:
        return _refused(error.error, f'{name} failed with the error "{error.error}"')
    return DONE


def _payload(slack: Slack, person: Person, channel: Channel, command: Command, text: str) -> Json:
    path = slack.response_urls.issue("commands", person.id, channel.id)
    return {
        "token": "sandbox",
        "team_id": slack.team,
        "team_domain": slack.config.team_domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command.name,
        "text": command_text(slack.world, text) if command.should_escape else text,
        "api_app_id": slack.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{slack.origin}{path}",
        "trigger_id": slack.triggers.issue(person.id),
    }


def _refused(error: str, message: str) -> Outcome:
    return Outcome(ok=False, error=error, message=message)


def _me(slack: Slack, person: Person, channel: Channel, text: str) -> Outcome:
    content = Content(text=message_text(slack.world, text), subtype="me_message")
    post(slack, channel, person, content)
    return DONE


def _topic(slack: Slack, person: Person, channel: Channel, text: str) -> Outcome:
    channels.set_topic(slack, channel, message_text(slack.world, text), person)
    return DONE


def _invite(slack: Slack, person: Person, channel: Channel, text: str) -> Outcome:
    invited = slack.world.person(text.partition(" ")[0]) if text else None
    if invited is None:
        return _refused("user_not_found", "Type /invite and then someone's @name.")
    if not membership.join(slack, channel, invited, person):
        return _refused("already_in_channel", f"{invited.real_name} is already here.")
    return DONE


def _join(slack: Slack, person: Person, _channel: Channel, text: str) -> Outcome:
    wanted = slack.world.channel(text)
    if wanted is None or not wanted.visible_to(person.id):
        return _refused("channel_not_found", f"There is no channel {text}.")
    membership.join(slack, wanted, person)
    return DONE


def _leave(slack: Slack, person: Person, channel: Channel, _text: str) -> Outcome:
    if channel.is_general or channel.is_dm:
        return _refused("cant_leave_general", "You cannot leave this conversation.")
    membership.leave(slack, channel, person)
    return DONE


def _archive(slack: Slack, person: Person, channel: Channel, _text: str) -> Outcome:
    if channel.is_general or channel.is_dm or channel.is_archived:
        return _refused("cant_archive", "You cannot archive this conversation.")
    channels.archive(slack, channel, person)
    return DONE


_OWN: dict[str, Callable[[Slack, Person, Channel, str], Outcome]] = {
    "/archive": _archive,
    "/invite": _invite,
    "/join": _join,
    "/leave": _leave,
    "/me": _me,
    "/topic": _topic,
}
#: Slack's own commands, for completion.
OWN_COMMANDS = tuple(_OWN)
