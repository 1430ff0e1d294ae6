"""Every event of Slack's Events API and RTM: what it is recorded as, or why it is not.

docs/recorded.md shows this table, and a test holds the two together.
"""

from __future__ import annotations

from app.incident.kinds import Kind
from app.slack.evidence.subtypes import Rule

_APP = "About an app or its installation, not about what happened in the channel"
_ASSISTANT = "About a conversation with an agent; its messages come as messages"
_CONTROL = "Part of the connection, not of the conversation"
_DIRECT = "About direct messages; an incident has a channel"
_FILE = "Says nothing that the message with the file does not; names no message"
_MESSAGE_TWIN = "The message of this subtype tells it, and history holds that message"
_METADATA = "Data between apps; the message itself is recorded, its raw payload with it"
_PERSON = "About a person, wherever they are, not about the channel"
_PERSONAL = "About one reader's own view of Slack"
_RTM = "Comes over RTM only, which Muster does not use"
_SENT_AS = "A name for subscribing: it arrives as message"
_WORKSPACE = "About the workspace, not about the channel"


def _as(kind: Kind, note: str = "") -> Rule:
    return Rule((kind,), note)


def _not(*reasons: str) -> dict[str, Rule]:
    """`reason, name, name …` as rules."""
    reason, *names = reasons
    return dict.fromkeys(names, Rule((), reason))


EVENTS: dict[str, Rule] = {
    "message": Rule((Kind.MESSAGE_POSTED,), "By its subtype, see below"),
    "reaction_added": _as(Kind.REACTION_ADDED, "To a message; also to one of Muster's own"),
    "reaction_removed": _as(Kind.REACTION_REMOVED, "From a message"),
    "pin_added": _as(Kind.PIN_ADDED, "Of a message"),
    "pin_removed": _as(Kind.PIN_REMOVED, "Of a message"),
    "channel_deleted": _as(Kind.CHANNEL_NOTICE, "The channel is gone, the log stays"),
    "group_deleted": _as(Kind.CHANNEL_NOTICE, "The same for a private channel"),
    "channel_history_changed": _as(Kind.CHANNEL_NOTICE, "Backfill must read the channel again"),
    "group_history_changed": _as(Kind.CHANNEL_NOTICE, "Backfill must read the channel again"),
    "channel_shared": _as(Kind.CHANNEL_NOTICE, "Another organisation can read along"),
    "channel_unshared": _as(Kind.CHANNEL_NOTICE, "Another organisation no longer can"),
    **_not(
        _MESSAGE_TWIN,
        "channel_archive",
        "channel_posting_permissions",
        "channel_rename",
        "channel_unarchive",
        "group_archive",
        "group_rename",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
    ),
    **_not(
        "The same message as in message, which holds its files and edits too",
        "app_mention",
    ),
    **_not(
        "Muster's own leaving: the recorder must say that recording stops. The message about "
        "it is in history, and is recorded if Muster comes back",
        "channel_left",
        "group_left",
    ),
    **_not(
        "No incident is bound to a channel that was just created; the declaration is recorded",
        "channel_created",
    ),
    **_not(
        "The state entry channel:moved tells it, in each incident that was there or was "
        "announced there; entries keep the channel's first id",
        "channel_id_changed",
    ),
    **_not("The message holds the links", "link_shared"),
    **_not(
        _SENT_AS,
        "message.app_home",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
    ),
    **_not(
        _METADATA,
        "message_metadata_deleted",
        "message_metadata_posted",
        "message_metadata_updated",
    ),
    **_not(
        _FILE,
        "file_change",
        "file_comment_added",
        "file_comment_deleted",
        "file_comment_edited",
        "file_created",
        "file_public",
        "file_shared",
        "file_unshared",
    ),
    **_not("The message that held the file changes with it, and that is recorded", "file_deleted"),
    **_not(
        "An invitation is not yet anybody in the channel; channel_shared tells when it is",
        "shared_channel_invite_accepted",
        "shared_channel_invite_approved",
        "shared_channel_invite_declined",
        "shared_channel_invite_received",
        "shared_channel_invite_requested",
    ),
    **_not(
        _ASSISTANT,
        "agent_session_stopped",
        "agent_session_title_changed",
        "app_context_changed",
        "assistant_thread_context_changed",
        "assistant_thread_started",
    ),
    **_not(
        _APP,
        "app_deleted",
        "app_home_opened",
        "app_installed",
        "app_requested",
        "app_uninstalled",
        "app_uninstalled_team",
        "bot_added",
        "bot_changed",
        "call_rejected",
        "commands_changed",
        "entity_comments_requested",
        "entity_details_requested",
        "function_executed",
        "tokens_revoked",
        "workflow_deleted",
        "workflow_published",
        "workflow_step_deleted",
        "workflow_step_execute",
        "workflow_unpublished",
    ),
    **_not(
        "Slack withholds events: the recorder must read the channels again once it is over",
        "app_rate_limited",
    ),
    **_not(_CONTROL, "goodbye", "hello", "reconnect_url", "url_verification"),
    **_not(
        _DIRECT,
        "im_close",
        "im_created",
        "im_history_changed",
        "im_marked",
        "im_open",
    ),
    **_not(
        _PERSON,
        "dnd_updated",
        "dnd_updated_user",
        "invite_requested",
        "manual_presence_change",
        "presence_change",
        "presence_query",
        "presence_sub",
        "team_join",
        "user_change",
        "user_connection",
        "user_huddle_changed",
        "user_profile_changed",
        "user_status_changed",
        "user_typing",
    ),
    **_not(
        _PERSONAL,
        "accounts_changed",
        "channel_marked",
        "group_close",
        "group_marked",
        "group_open",
        "pref_change",
        "star_added",
        "star_removed",
    ),
    **_not(_RTM, "channel_joined", "group_joined"),
    **_not(
        _WORKSPACE,
        "email_domain_changed",
        "emoji_changed",
        "external_org_migration_finished",
        "external_org_migration_started",
        "grid_migration_finished",
        "grid_migration_started",
        "subteam_created",
        "subteam_members_changed",
        "subteam_self_added",
        "subteam_self_removed",
        "subteam_updated",
        "team_access_granted",
        "team_access_revoked",
        "team_domain_change",
        "team_migration_started",
        "team_plan_change",
        "team_pref_change",
        "team_profile_change",
        "team_profile_delete",
        "team_profile_reorder",
        "team_rename",
    ),
}
