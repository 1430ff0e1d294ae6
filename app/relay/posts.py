"""Effects that are messages: the card, announcements, posts, private notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from app.flows.aloud import Where, fallback_channel
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import Role
from app.relay.effect import VOID, Result
from app.relay.scene import incident_of, is_void, reached, reminder_ts, scene_of
from app.slack.blocks import actions as action_blocks
from app.slack.blocks import card as cards
from app.slack.blocks import kit, messages
from app.slack.blocks.messages import TEMPLATES
from app.slack.blocks.scene import Scene
from app.slack.client import Slack
from app.slack.errors import SlackError
from app.slack.respond import respond
from app.store import actions
from app.store.outbox import Job

#: Metadata of every message that Muster posts; carries an opaque id and nothing else.
EVENT_TYPE = "muster_effect"
#: Slack's and our clocks may differ by this much.
SKEW = timedelta(minutes=2)
#: The most messages that Slack gives on a page.
PAGE = 999
_NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel"})
#: The message that a thread hangs on was deleted, or nobody may reply to it.
_NO_THREAD = frozenset(
    {
        "thread_not_found",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    }
)

#: They have no direct conversation any more.
_LEFT = frozenset({"user_disabled", "user_not_found", "user_not_visible"})


def send(
    slack: Slack,
    job: Job,
    channel: str,
    message: kit.Message,
    thread: str = "",
    *,
    wide: bool = False,
) -> Result:
    """Post a message that can be found again by its metadata."""
    answer = slack.call(
        "chat.postMessage",
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        thread_ts=thread or None,
        reply_broadcast=True if wide and thread else None,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"id": job.token}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return {"channel": str(answer["channel"]), "ts": str(answer["ts"]), "thread": thread}


def find(slack: Slack, job: Job, channel: str, since: datetime, thread: str = "") -> Result | None:
    """The message of an attempt that ended without an answer, by its metadata.

    `since`, in the incident's time: what it says had happened by then.
    """
    pages = slack.pages(
        "conversations.replies" if thread else "conversations.history",
        "messages",
        channel=channel,
        ts=thread or None,
        oldest=f"{(since - SKEW).timestamp():.6f}",
        include_all_metadata=True,
        limit=PAGE,
    )
    for page in pages:
        for one in page:
            metadata = one.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("id") == job.token:
                return {"channel": channel, "ts": str(one["ts"]), "thread": thread}
    return None


def card(muster: Muster, job: Job) -> Result:
    """Post the card."""
    incident = incident_of(muster, job)
    slack, version = muster.clients[job.workspace], {"version": incident.version}
    return send(slack, job, incident.channel, cards.card(incident)) | version


def find_card(muster: Muster, job: Job) -> Result | None:
    """The card that an unanswered attempt may have posted."""
    incident = incident_of(muster, job)
    slack = muster.clients[job.workspace]
    return find(slack, job, incident.channel, incident.declared_at)


def update_card(muster: Muster, job: Job) -> Result:
    """The card as the incident stands now."""
    incident = incident_of(muster, job)
    return _edit(muster, incident, incident.channel, incident.card_ts, cards.card(incident))


def announcement(muster: Muster, job: Job) -> Result:
    """Announce the incident."""
    incident = incident_of(muster, job)
    slack, message = muster.clients[job.workspace], messages.announcement(incident)
    sent = _send_joining(slack, job, incident.announce_channel, message)
    return sent | {"version": incident.version}


def _send_joining(slack: Slack, job: Job, channel: str, message: kit.Message) -> Result:
    """Post in a channel that Muster may not be in yet.

    Public channels can be joined; a private one refuses, and the person is told.
    """
    try:
        return send(slack, job, channel, message)
    except SlackError as error:
        if error.code != "not_in_channel":
            raise
    slack.call("conversations.join", channel=channel)
    return send(slack, job, channel, message)


def find_announcement(muster: Muster, job: Job) -> Result | None:
    """The announcement that an unanswered attempt may have posted."""
    incident = incident_of(muster, job)
    slack = muster.clients[job.workspace]
    return find(slack, job, incident.announce_channel, incident.declared_at)


def update_announcement(muster: Muster, job: Job) -> Result:
    """The announcement as the incident stands now."""
    incident = incident_of(muster, job)
    message = messages.announcement(incident)
    return _edit(muster, incident, incident.announce_channel, incident.announce_ts, message)


def _edit(
    muster: Muster, incident: Incident, channel: str, ts: str, message: kit.Message
) -> Result:
    if not ts:
        return VOID
    muster.clients[incident.workspace].call(
        "chat.update", channel=channel, ts=ts, text=message.text, blocks=message.blocks
    )
    return {}


def post(muster: Muster, job: Job) -> Result:
    """Say an entry aloud, unless it has become void."""
    scene = scene_of(muster, job)
    if is_void(muster, job, scene):
        return VOID
    scene, channel, thread = _placed(muster, job, scene)
    if not channel:
        return VOID
    slack, message = muster.clients[job.workspace], TEMPLATES[job.payload["template"]](scene)
    wide = job.payload["where"] == Where.FALLBACK
    if wide and channel != scene.incident.channel:
        return _call_fallback(muster, job, scene, channel, message)
    try:
        return _send_under(slack, job, channel, message, thread, wide=wide)
    except SlackError as error:
        if scene.holds and error.code == "is_archived":
            # A reminder in a channel that nobody reads any more.
            return VOID
        raise


def _send_under(
    slack: Slack, job: Job, channel: str, message: kit.Message, thread: str, *, wide: bool
) -> Result:
    """Post under a message; where that is gone or locked, in the channel itself."""
    try:
        return send(slack, job, channel, message, thread, wide=wide)
    except SlackError as error:
        if not thread or error.code not in _NO_THREAD:
            raise
    return send(slack, job, channel, message)


def _call_fallback(
    muster: Muster, job: Job, scene: Scene, channel: str, message: kit.Message
) -> Result:
    """An escalation that its fallback cannot get is said in the incident's channel, and why."""
    try:
        return _send_joining(muster.clients[job.workspace], job, channel, message)
    except SlackError as error:
        if error.transient:
            raise
        unreached = f"<#{channel}> {error.says}. {error.remedy}."
    entry = scene.entry
    here = replace(
        scene, entry=replace(entry, data={**entry.data, "to": "", "unreached": unreached})
    )
    called = TEMPLATES[job.payload["template"]](here)
    home, thread = scene.incident.channel, reminder_ts(muster, scene.incident)
    return _send_under(muster.clients[job.workspace], job, home, called, thread, wide=True)


def find_post(muster: Muster, job: Job) -> Result | None:
    """The message that an unanswered attempt may have posted, void by now or not."""
    scene, channel, thread = _placed(muster, job, scene_of(muster, job))
    if not channel:
        return None
    found = _find_in(muster, job, scene, channel, thread)
    home = scene.incident.channel
    if found or job.payload["where"] != Where.FALLBACK or channel == home:
        return found
    # Or the fallback could not get it, and it was said at home.
    return _find_in(muster, job, scene, home, reminder_ts(muster, scene.incident))


def _find_in(muster: Muster, job: Job, scene: Scene, channel: str, thread: str) -> Result | None:
    slack, since = muster.clients[job.workspace], scene.entry.occurred_at
    # The thread may have begun or gone since that attempt: then it stands in the channel itself.
    for place in dict.fromkeys((thread, "")):
        try:
            found = find(slack, job, channel, since, place)
        except SlackError as error:
            if error.code not in _NOT_THERE | _NO_THREAD:
                raise
        else:
            if found:
                return found
    return None


def _placed(muster: Muster, job: Job, scene: Scene) -> tuple[Scene, str, str]:
    """Where a saying goes; what was for somebody who has left is said in the channel."""
    incident = scene.incident
    try:
        return (scene, *_place(muster, job, scene))
    except SlackError as error:
        if error.code not in _LEFT or not incident.channel:
            raise
    stay = {role: who for role, who in incident.roles.items() if who != incident.update_owner}
    if job.payload["where"] == Where.OWNER:
        # Nobody owes it, then: that is what the channel is asked.
        scene = replace(scene, incident=replace(incident, roles=stay))
    return scene, incident.channel, ""


def _place(muster: Muster, job: Job, scene: Scene) -> tuple[str, str]:
    """Channel and thread that a saying goes to; an empty channel: nowhere."""
    incident, where = scene.incident, Where(job.payload["where"])
    if where in {Where.OWNER, Where.DECLARER}:
        owner = incident.update_owner if where is Where.OWNER else incident.declared_by
        return (_direct(muster, job, owner) if owner else incident.channel), ""
    if where is Where.ANNOUNCE:
        return incident.announce_channel, ""
    if where is Where.PERSON:
        who = reached(muster, incident, str(scene.entry.data["to"]))
        return (_direct(muster, job, who) if who else incident.channel), ""
    if where is Where.ACTOR:
        who = reached(muster, incident, scene.entry.actor)
        return (_direct(muster, job, who) if who else ""), ""
    if where is Where.FALLBACK and (called := fallback_channel(incident, scene.entry)):
        return called, ""
    under = where in {Where.THREAD, Where.FALLBACK}
    return incident.channel, reminder_ts(muster, incident) if under else ""


def digest(muster: Muster, job: Job) -> Result:
    """A person's open action items and those they are to verify, as they stand now."""
    user = str(job.payload["user"])
    with muster.database.read() as session:
        found = actions.listed(session, job.workspace, user, owner=user)
        done = actions.to_verify(session, job.workspace, user)
    if not found and not done:
        return VOID
    pairs, asked = ([(one.incident, one.action) for one in some] for some in (found, done))
    message = action_blocks.digest(pairs, muster.now(), user, asked)
    return send(muster.clients[job.workspace], job, _direct(muster, job, user), message)


def find_digest(muster: Muster, job: Job) -> Result | None:
    """The digest that an unanswered attempt may have posted."""
    channel = _direct(muster, job, str(job.payload["user"]))
    since = datetime.fromisoformat(job.payload["since"])
    return find(muster.clients[job.workspace], job, channel, since)


def _direct(muster: Muster, job: Job, user: str) -> str:
    """The direct conversation with a person; opening it again changes nothing."""
    answer = muster.clients[job.workspace].call("conversations.open", users=user)
    return str(answer["channel"]["id"])


def answer_opened(muster: Muster, job: Job) -> Result:
    """Tell who declared it where to go, in the conversation they declared it in."""
    incident, asked = incident_of(muster, job), job.payload
    message = messages.opened(incident)
    if asked["url"]:
        respond(asked["url"], message)
        return {}
    slack, user = muster.clients[job.workspace], asked["user"]
    try:
        _whisper(slack, asked["channel"] or _direct(muster, job, user), user, message)
    except SlackError as error:
        if error.code not in _NOT_THERE or not asked["channel"]:
            raise
        # Muster is not in that conversation; a message to the person is.
        _whisper(slack, _direct(muster, job, user), user, message)
    return {}


def _whisper(slack: Slack, channel: str, user: str, message: kit.Message) -> None:
    slack.call(
        "chat.postEphemeral", channel=channel, user=user, text=message.text, blocks=message.blocks
    )


def whisper_role(muster: Muster, job: Job) -> Result:
    """A short private note of what the role does now."""
    incident, role = incident_of(muster, job), Role(job.payload["role"])
    if incident.roles.get(role) != job.payload["user"]:
        return VOID
    message = messages.role_note(incident, role, muster.policy)
    _whisper(muster.clients[job.workspace], incident.channel, job.payload["user"], message)
    return {}
