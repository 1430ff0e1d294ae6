"""Effects on a channel: opening it, topic, invites, pin, bookmark."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.flows.answers import link
from app.flows.declare import channel_name
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.relay.effect import Result
from app.relay.posts import SKEW
from app.relay.scene import incident_of
from app.slack.blocks.card import topic
from app.slack.client import Slack
from app.slack.errors import ALREADY_DONE, EMPTY_GROUP, SlackError
from app.store.outbox import Job

#: How many suffixes are tried when strangers have the name.
SUFFIXES = 9
#: People that Slack takes in one invitation.
INVITED = 100
BOOKMARK = "Incident card"


def open_channel(muster: Muster, job: Job) -> Result:
    """Take the channel that the incident was declared in, if it can be, or create one.

    A name that is taken is ours after a crash (we created it, since the declaration), or
    a stranger's: then the next suffix is tried.
    """
    slack, incident = muster.clients[job.workspace], incident_of(muster, job)
    if found := _given(slack, incident, job.payload["here"]):
        return found
    for suffix in range(1, SUFFIXES + 1):
        name = channel_name(incident, suffix)
        try:
            made = slack.call("conversations.create", name=name, is_private=incident.private)
        except SlackError as error:
            if error.code != "name_taken":
                raise
            if found := _ours(muster, incident, {name}):
                return found
        else:
            return {"channel": made["channel"]["id"], "name": made["channel"]["name"]}
    raise SlackError("conversations.create", "name_taken")


def _given(slack: Slack, incident: Incident, channel: str) -> Result | None:
    """The channel, joined; None: the incident needs one of its own.

    A private incident never stands in a public channel (design, decision 13), and of a
    conversation of several people Slack tells an app nothing.
    """
    if not channel:
        return None
    info = slack.call("conversations.info", channel=channel)["channel"]
    if (incident.private and not info.get("is_private")) or info.get("is_mpim"):
        return None
    if not info.get("is_member") and not info.get("is_private"):
        slack.call("conversations.join", channel=channel)
    return {"channel": channel, "name": info.get("name") or channel}


def find_channel(muster: Muster, job: Job) -> Result | None:
    """The channel that an unanswered attempt may have created."""
    incident = incident_of(muster, job)
    if job.payload["here"]:
        return None
    names = {channel_name(incident, suffix) for suffix in range(1, SUFFIXES + 1)}
    return _ours(muster, incident, names)


def _ours(muster: Muster, incident: Incident, names: Collection[str]) -> Result | None:
    """A channel of one of these names that we created since the declaration."""
    me = muster.identities[incident.workspace].user_id
    pages = muster.clients[incident.workspace].pages(
        "users.conversations",
        "channels",
        types="private_channel" if incident.private else "public_channel",
        exclude_archived=True,
        limit=999,
    )
    since = (incident.declared_at - SKEW).timestamp()
    for page in pages:
        for one in page:
            mine = one.get("creator") == me and one.get("created", 0) >= since
            if one.get("name") in names and mine:
                return {"channel": one["id"], "name": one["name"]}
    return None


def set_topic(muster: Muster, job: Job) -> Result:
    """The topic as the incident stands now."""
    incident = incident_of(muster, job)
    slack = muster.clients[job.workspace]
    slack.call("conversations.setTopic", channel=incident.channel, topic=topic(incident))
    return {}


def invite(muster: Muster, job: Job) -> Result:
    """Bring people in; who is in already stays in, and who cannot come stops nobody else."""
    incident = incident_of(muster, job)
    me = muster.identities[job.workspace].user_id
    wanted = job.payload.get("users") or _group(muster, job)
    users = [user for user in wanted if user != me]
    refused: list[str] = []
    for start in range(0, len(users), INVITED):
        answer = muster.clients[job.workspace].call(
            "conversations.invite",
            channel=incident.channel,
            users=",".join(users[start : start + INVITED]),
            force=True,
        )
        refused += [str(one.get("error")) for one in answer.get("errors") or []]
    for code in refused:
        if code not in ALREADY_DONE:
            raise SlackError("conversations.invite", code)
    return {}


def _group(muster: Muster, job: Job) -> list[str]:
    """The people of a user group."""
    answer = muster.clients[job.workspace].call(
        "usergroups.users.list", usergroup=job.payload["group"]
    )
    users = [str(user) for user in answer["users"]]
    if not users:
        raise SlackError("usergroups.users.list", EMPTY_GROUP)
    return users


def pin(muster: Muster, job: Job) -> Result:
    """Pin the card."""
    incident = incident_of(muster, job)
    slack = muster.clients[job.workspace]
    slack.call("pins.add", channel=incident.channel, timestamp=incident.card_ts)
    return {}


def bookmark(muster: Muster, job: Job) -> Result:
    """A bookmark to the card."""
    incident = incident_of(muster, job)
    muster.clients[job.workspace].call(
        "bookmarks.add",
        channel_id=incident.channel,
        title=BOOKMARK,
        type="link",
        link=_card_link(muster, incident),
    )
    return {}


def find_bookmark(muster: Muster, job: Job) -> Result | None:
    """Whether the bookmark is there already."""
    incident = incident_of(muster, job)
    slack = muster.clients[job.workspace]
    listed = slack.call("bookmarks.list", channel_id=incident.channel).get("bookmarks") or []
    wanted = _card_link(muster, incident)
    return {} if any(_links_to(one, wanted) for one in listed) else None


def _links_to(one: dict[str, Any], wanted: str) -> bool:
    return one.get("link") == wanted


def _card_link(muster: Muster, incident: Incident) -> str:
    return link(muster, incident.workspace, incident.channel, incident.card_ts)
