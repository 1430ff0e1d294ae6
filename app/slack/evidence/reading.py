"""What a payload of Slack's tells the log: entries, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.incident.entry import Entry
from app.slack import links


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Who Muster is in a workspace (auth.test)."""

    team_id: str
    #: What permalinks start with.
    workspace_url: str
    bot_user_id: str
    bot_id: str
    app_id: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The channel that a payload is about, in its workspace."""

    own: Own
    channel: str

    def key(self, *parts: str) -> str:
        """A source key: workspace, channel, and what tells this happening from others."""
        return ":".join((self.own.team_id, self.channel, *parts))

    def link(self, ts: str, thread: str = "") -> str:
        """The permalink of a message; the channel's address where there is no message."""
        if ts:
            return links.permalink(self.own.workspace_url, self.channel, ts, thread)
        return links.channel_link(self.own.workspace_url, self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a message shows when it is read from history, for backfill to compare.

    History says what stands, not when or by whose hand it came to stand.
    """

    ts: str
    #: (user, emoji) of the reactions that stand, without Muster's own.
    reactions: frozenset[tuple[str, str]] = frozenset()
    #: Emoji of which Slack names only some of the people: absence proves nothing.
    reactions_cut: frozenset[str] = frozenset()
    pinned: bool = False
    #: Slack ts of the newest reply; empty without a thread.
    latest_reply: str = ""
    reply_count: int = 0
    #: Slack ts of the last edit; empty when never edited.
    edited_ts: str = ""
    #: Of its content, see `digest`; empty where the content is not to be compared: a
    #: tombstone, Muster's own, one that Slack withholds or that a bot is still writing.
    digest: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one payload tells."""

    team: str
    channel: str
    entries: tuple[Entry, ...] = ()
    #: Why nothing is recorded; empty when something is.
    reason: str = ""
    #: From history only.
    shown: Shown | None = None
    #: Where the payload says that history must be read again (a bulk change).
    read_again: bool = field(default=False)
