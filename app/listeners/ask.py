"""What somebody asks, however they asked it, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from app.flows.lookup import incident_for, seen_by
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.slack.blocks import kit
from app.slack.client import Slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One command, mention, press or submission."""

    muster: Muster
    workspace: str
    user: str
    channel: str
    #: Unique to it: what makes a repeat one thing.
    key: str
    #: What follows the verb.
    text: str = ""
    #: Opens a modal within three seconds; empty for mentions.
    trigger: str = ""
    response_url: str = ""
    thread: str = ""
    #: The message it was about or typed in.
    message_ts: str = ""
    #: Permalink of where it was said.
    source_url: str = ""

    @property
    def slack(self) -> Slack:
        """Slack's Web API for this workspace."""
        return self.muster.clients[self.workspace]

    def incident(self, number: int | None = None) -> Incident:
        """The incident of that number or of this channel.

        Raises:
            RefusalError: when there is none that the asker may see.
        """
        return incident_for(self.muster, self.workspace, self.user, self.channel, number)

    def about(self, incident_id: int) -> Incident:
        """The incident of a button or form, which the asker may have kept for long.

        Raises:
            RefusalError: when it is not stored here, or is private and no longer theirs to see.
        """
        return seen_by(self.muster, incident_id, self.user, self.channel)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker sees, privately, or a modal to open."""

    message: kit.Message | None = None
    view: kit.Block | None = None


def say(text: str) -> Answer:
    """An answer in words."""
    return Answer(kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)]))


def show(message: kit.Message) -> Answer:
    """An answer in blocks."""
    return Answer(message)


def open_view(view: kit.Block) -> Answer:
    """A modal."""
    return Answer(view=view)


#: Done; what was posted in the channel says so.
DONE = Answer()
