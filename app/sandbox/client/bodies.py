"""What requests to the client API carry."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.sandbox.wire import Json

#: `state.values`: block id to action id to value.
State = dict[str, dict[str, Json]]


class NewChannelBody(BaseModel):
    """A channel to make."""

    name: str = ""
    private: bool = False


class ChannelBody(BaseModel):
    """What is to be other about a channel."""

    topic: str | None = None
    purpose: str | None = None
    name: str | None = None
    archived: bool | None = None


class PeopleBody(BaseModel):
    """Some people, by id, handle or name."""

    users: list[str] = Field(default_factory=list)


class ReadBody(BaseModel):
    """How far one has read; empty: everything."""

    ts: str = ""


class SayBody(BaseModel):
    """What is said: `text` as typed, or `blocks`; in a thread; with files by id."""

    text: str | None = None
    blocks: list[Any] | None = None
    attachments: list[Any] | None = None
    metadata: Json | None = None
    files: list[str] | None = None
    thread_ts: str | None = None
    broadcast: bool | None = None


class EditBody(BaseModel):
    """What a message is to say."""

    text: str = ""
    blocks: list[Any] | None = None


class UnfurlBody(BaseModel):
    """What a message's links lead to."""

    attachments: list[Any] = Field(default_factory=list)


class CommandBody(BaseModel):
    """A typed command, and the thread it was typed in, if any."""

    text: str = ""
    thread_ts: str | None = None


class ActionBody(BaseModel):
    """A press: on a message (`channel` and `ts`) or on a view (`view`)."""

    action_id: str
    block_id: str = ""
    channel: str = ""
    ts: str = ""
    view: str = ""
    #: What was chosen, as Slack names it: `{"selected_option": {...}}`.
    chosen: Json = Field(default_factory=dict)
    #: Or by its text, name or value, as one reads it.
    choose: Any = None
    #: What was entered so far.
    state: State = Field(default_factory=dict)
    #: What was typed, for options that load.
    value: str = ""


class SubmitBody(BaseModel):
    """A modal's contents: `state` as Slack has it, or `values` by label or id."""

    state: State = Field(default_factory=dict)
    values: Json = Field(default_factory=dict)


class CloseBody(BaseModel):
    """Whether all modals are to close."""

    all: bool = False


class ShortcutBody(BaseModel):
    """A shortcut, and the message it is used on, if any."""

    callback_id: str = ""
    channel: str | None = None
    ts: str | None = None


class HomeBody(BaseModel):
    """Which tab of the app is opened."""

    tab: Literal["home", "messages"] = "home"


class PlayBody(BaseModel):
    """What to play: one that was handed in, by its title, or `steps`."""

    title: str | None = None
    steps: list[Any] | None = None
    #: Where paths in the steps begin.
    folder: str = ""
    #: None: by the sandbox's clock; `max`: each step as soon as the one before is done.
    speed: Literal["max"] | float | None = None


class FollowBody(BaseModel):
    """Progress after step `since`, waited for `within` real seconds."""

    since: int = Field(default=0, ge=0)
    within: float = Field(default=30.0, ge=0)


class WaitBody(BaseModel):
    """What to wait for: exactly one of the patterns.

    `message` and `ephemeral` are looked for in `channel` (a name), or anywhere, `after` a ts;
    `channel` as patterns is what is waited for itself.
    """

    message: Json | None = None
    ephemeral: Json | None = None
    view: Json | None = None
    home: Json | None = None
    channel: str | Json | None = None
    after: str = ""
    #: Real seconds.
    within: float = Field(default=5.0, ge=0)
