"""The whole workspace, and its way into a file and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from operator import attrgetter

from app.sandbox.state.channels import Channel, Kind, channel_from_row
from app.sandbox.state.files import File
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.state.store import Store
from app.sandbox.state.views import View
from app.sandbox.wire import Json, packed


@dataclass(slots=True)
class Group:
    """A user group."""

    id: str
    handle: str
    name: str
    members: list[str]
    created: int


@dataclass(slots=True)
class Scheduled:
    """A message that waits for its time."""

    id: str
    channel: str
    #: Seconds since the epoch on the sandbox's clock.
    post_at: int
    created: int
    #: What chat.scheduleMessage was called with.
    arguments: Json


@dataclass(slots=True)
class World:
    """Everything that a workspace remembers."""

    store: Store
    team: str = "T0SANDBOX01"
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    #: App Homes by user.
    homes: dict[str, View] = field(default_factory=dict)
    #: Open modals by id; they do not outlive the process, as a window does not.
    modals: dict[str, View] = field(default_factory=dict)
    #: The bot user of the app under test.
    bot: str = ""
    by_name: dict[str, str] = field(default_factory=dict)
    by_token: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> Person | None:
        """Someone by id, bot id, handle, full name or first name."""
        wanted = name.removeprefix("@").casefold()
        for person in self.people.values():
            names = {person.id, person.bot_id, person.name, person.real_name}
            if wanted in {each.casefold() for each in names}:
                return person
        for person in self.people.values():
            if person.real_name.split()[0].casefold() == wanted:
                return person
        return None

    def channel(self, name: str) -> Channel | None:
        """A channel by id or by name, with or without its #."""
        if name in self.channels:
            return self.channels[name]
        found = self.by_name.get(name.removeprefix("#"))
        return self.channels[found] if found else None

    def dm(self, users: Iterable[str]) -> Channel | None:
        """The direct message that exactly these people share."""
        wanted = set(users)
        for channel in self.channels.values():
            if channel.is_dm and set(channel.members) == wanted:
                return channel
        return None

    def public_channels(self) -> frozenset[str]:
        """Ids of the public channels."""
        return frozenset(c.id for c in self.channels.values() if c.kind is Kind.CHANNEL)

    def add_person(self, person: Person) -> Person:
        """Brings someone into the workspace."""
        self.people[person.id] = person
        if person.token:
            self.by_token[person.token] = person.id
        self.store.changed("person", person.id, person.row)
        return person

    def add_channel(self, channel: Channel) -> Channel:
        """Adds a conversation."""
        self.channels[channel.id] = channel
        if channel.name:
            self.by_name[channel.name] = channel.id
        self.touch(channel)
        return channel

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Gives a channel another name."""
        del self.by_name[channel.name]
        channel.previous_names = [channel.name, *channel.previous_names]
        channel.name = name
        self.by_name[name] = channel.id
        self.touch(channel)

    def touch(self, channel: Channel) -> None:
        """Notes that something about a channel changed."""
        self.store.changed("channel", channel.id, channel.row)

    def touch_message(self, channel: Channel, message: Message) -> None:
        """Notes that a message is new or changed."""
        self.store.changed("message", message_key(channel, message.ts), message.row)

    def touch_file(self, file: File) -> None:
        """Notes that a file is new or changed."""
        self.store.changed("file", file.id, file.row)

    def touch_home(self, view: View) -> None:
        """Notes that someone's App Home changed."""
        self.store.changed("home", view.user, lambda: asdict(view))

    def add_scheduled(self, scheduled: Scheduled) -> None:
        """Keeps a message for later."""
        self.scheduled[scheduled.id] = scheduled
        self.store.changed("scheduled", scheduled.id, lambda: asdict(scheduled))

    def drop_scheduled(self, scheduled: Scheduled) -> None:
        """Forgets a message that was sent or called off."""
        self.scheduled.pop(scheduled.id, None)
        self.store.gone("scheduled", scheduled.id)


def move_in(world: World, origin: str) -> None:
    """Notes the sandbox's address, and puts it where a file has that of an earlier run."""
    before = next((row["origin"] for _, row in world.store.rows("address")), origin)
    world.store.changed("address", "origin", lambda: {"origin": origin})
    if before == origin:
        return
    old, new = before.encode(), origin.encode()
    for channel in world.channels.values():
        for message in channel.log.by_ts.values():
            if old in message.doc:
                message.doc = message.doc.replace(old, new)
                world.touch_message(channel, message)


def message_key(channel: Channel, ts: int) -> str:
    """The key of a message in the file: sorts by channel, then by time."""
    return f"{channel.id}/{ts:017d}"


def load(world: World) -> bool:
    """Fills `world` from its file; False when the file is new."""
    store = world.store
    for _, row in store.rows("person"):
        world.add_person(Person(**row))
    for _, row in store.rows("channel"):
        world.add_channel(channel_from_row(row))
    for key, row in store.rows("message"):
        channel, _, ts = key.partition("/")
        document, metadata = packed(row.pop("doc")), row.pop("metadata")
        kept = packed(metadata) if metadata else b""
        message = Message(ts=int(ts), doc=document, metadata=kept, **row)
        world.channels[channel].log.add(message)
    for _, row in store.rows("group"):
        world.groups[row["id"]] = Group(**row)
    contents = store.contents()
    for key, row in store.rows("file"):
        world.files[key] = File(**row, content=contents.get(key, b""))
    for key, row in store.rows("home"):
        world.homes[key] = View(**row)
    for key, row in store.rows("scheduled"):
        world.scheduled[key] = Scheduled(**row)
    bots = sorted(filter(attrgetter("app_id"), world.people.values()), key=attrgetter("updated"))
    world.bot = next((bot.id for bot in bots if bot.token), "")
    store.collect()
    return bool(world.people)
