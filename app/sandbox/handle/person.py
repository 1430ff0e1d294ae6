"""Being a person in a sandbox: `sandbox.person("Aiko").say("#general", "hello")`."""

from __future__ import annotations

from app.sandbox.handle.told import NothingCameError, Told
from app.sandbox.handle.wire import SandboxError, Wire, path_of
from app.sandbox.wire import Json

#: Real seconds to wait for something to appear.
PATIENCE = 60.0


class Person:
    """One of the people in the workspace. Channels are named by `#name` or id."""

    def __init__(self, wire: Wire, name: str) -> None:
        self._wire = wire
        people = wire.ask("GET", path_of("client", "people"))["people"]
        wanted = name.removeprefix("@").casefold()
        for person in people:
            first = person["real_name"].split()[0]
            if wanted in {
                each.casefold()
                for each in (person["id"], person["name"], person["real_name"], first)
            }:
                self.id: str = person["id"]
                self.name: str = person["name"]
                self.real_name: str = person["real_name"]
                return
        raise SandboxError("person_not_found", f"there is no {name} in this workspace")

    def channels(self) -> list[Json]:
        """Every conversation this person may know of."""
        channels: list[Json] = self._get("channels")["channels"]
        return channels

    def channel(self, channel: str) -> Json:
        """One conversation."""
        shown: Json = self._get("channels", channel)["channel"]
        return shown

    def members(self, channel: str) -> list[str]:
        """Who is in a channel, by id."""
        members: list[str] = self._get("channels", channel)["members"]
        return members

    def messages(self, channel: str, limit: int = 50, before: str | None = None) -> list[Json]:
        """The newest messages of a channel, oldest first."""
        path = path_of(
            "client", self.id, "channels", channel, "messages", limit=limit, before=before
        )
        messages: list[Json] = self._wire.ask("GET", path)["messages"]
        return messages

    def thread(self, channel: str, ts: str) -> list[Json]:
        """A message and its replies."""
        messages: list[Json] = self._get("channels", channel, "messages", ts, "thread")["messages"]
        return messages

    def ephemeral(self, channel: str) -> list[Json]:
        """What only this person was shown in a channel, oldest first."""
        shown = self._get("channels", channel, "ephemeral")["messages"]
        return [each["message"] for each in shown]

    def pins(self, channel: str) -> list[Json]:
        """The pinned messages of a channel, the newest pin first."""
        items = self._get("channels", channel, "pins")["items"]
        return [item["message"] for item in items]

    def say(self, channel: str, text: str = "", **more: object) -> str:
        """Says something and gives its ts.

        Args:
            channel: where.
            text: as typed; `@name` and `#name` become mentions.
            more: `thread_ts`, `broadcast`, `blocks`, `attachments`, `files` (ids), `metadata`.
        """
        body = {"text": text, **more}
        ts: str = self._post(body, "channels", channel, "messages")["ts"]
        return ts

    def reply(self, channel: str, ts: str, text: str, *, broadcast: bool = False) -> str:
        """Replies in a thread and gives the reply's ts."""
        return self.say(channel, text, thread_ts=ts, broadcast=broadcast)

    def edit(self, channel: str, ts: str, text: str) -> None:
        """Changes one's own message."""
        path = path_of("client", self.id, "channels", channel, "messages", ts)
        self._wire.ask("PATCH", path, {"text": text})

    def delete(self, channel: str, ts: str) -> None:
        """Takes one's own message away."""
        path = path_of("client", self.id, "channels", channel, "messages", ts)
        self._wire.ask("DELETE", path)

    def react(self, channel: str, ts: str, emoji: str) -> None:
        """Puts an emoji on a message."""
        self._mark("PUT", channel, ts, "reactions", emoji.strip(":"))

    def unreact(self, channel: str, ts: str, emoji: str) -> None:
        """Takes one's emoji off a message."""
        self._mark("DELETE", channel, ts, "reactions", emoji.strip(":"))

    def pin(self, channel: str, ts: str) -> None:
        """Pins a message."""
        self._mark("PUT", channel, ts, "pin")

    def unpin(self, channel: str, ts: str) -> None:
        """Takes a pin off."""
        self._mark("DELETE", channel, ts, "pin")

    def unfurl(self, channel: str, ts: str, attachments: list[Json]) -> None:
        """Shows what a message's links lead to: a change that is no edit."""
        body = {"attachments": attachments}
        self._post(body, "channels", channel, "messages", ts, "unfurl")

    def upload(
        self, channel: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> str:
        """Uploads a file, shares it with a comment, and gives the message's ts."""
        path = path_of("client", self.id, "files", name=name)
        file = self._wire.upload(path, content)["files"][0]["id"]
        return self.say(channel, text, files=[file], thread_ts=thread_ts)

    def create_channel(self, name: str, *, private: bool = False) -> str:
        """Makes a channel and gives its id."""
        made: str = self._post({"name": name, "private": private}, "channels")["channel"]["id"]
        return made

    def open_dm(self, *others: str) -> str:
        """Opens the direct message with others and gives its id."""
        made: str = self._post({"users": list(others)}, "dms")["channel"]["id"]
        return made

    def join(self, channel: str) -> None:
        """Joins a public channel."""
        self._post({}, "channels", channel, "join")

    def leave(self, channel: str) -> None:
        """Leaves a channel."""
        self._post({}, "channels", channel, "leave")

    def invite(self, channel: str, *others: str) -> None:
        """Brings others into a channel; the app too, by its name."""
        self._post({"users": list(others)}, "channels", channel, "invite")

    def change_channel(self, channel: str, **changes: object) -> None:
        """Changes a channel's `topic`, `purpose`, `name` or `archived`."""
        self._wire.ask("PATCH", path_of("client", self.id, "channels", channel), dict(changes))

    def mark_read(self, channel: str, ts: str = "") -> None:
        """Notes what this person has read; everything without a ts."""
        self._post({"ts": ts}, "channels", channel, "read")

    def command(self, channel: str, line: str, thread_ts: str = "") -> Told:
        """Runs a slash command such as `/incident declare`."""
        body = {"text": line, "thread_ts": thread_ts}
        return Told.of(self._post(body, "channels", channel, "commands"))

    def press(self, channel: str, ts: str, action_id: str, block_id: str = "") -> Told:
        """Presses a button of a message."""
        body = {"channel": channel, "ts": ts, "action_id": action_id, "block_id": block_id}
        return Told.of(self._post(body, "actions"))

    def choose(self, channel: str, ts: str, action_id: str, value: object) -> Told:
        """Makes a choice on a message: an option by text or value, a person by name, a date."""
        body = {"channel": channel, "ts": ts, "action_id": action_id, "choose": value}
        return Told.of(self._post(body, "actions"))

    def press_in_view(self, action_id: str, value: object = None, view: str = "top") -> Told:
        """Presses a button, or makes a choice, in the topmost modal or in `home`."""
        body = {"view": view, "action_id": action_id, "choose": value}
        return Told.of(self._post(body, "actions"))

    def options(self, action_id: str, typed: str, view: str = "top") -> list[Json]:
        """The options that an external select of a view loads for what was typed."""
        body = {"view": view, "action_id": action_id, "value": typed}
        answer = self._post(body, "options")
        return answer.get("options") or answer.get("option_groups") or []

    def shortcut(self, callback_id: str, channel: str = "", ts: str = "") -> Told:
        """Uses a global shortcut, or one on a message."""
        body = {"callback_id": callback_id, "channel": channel, "ts": ts}
        return Told.of(self._post(body, "shortcuts"))

    def views(self) -> list[Json]:
        """One's open modals, lowest first."""
        views: list[Json] = self._get("views")["views"]
        return views

    def submit(self, values: Json | None = None, view: str = "top", **state: object) -> Told:
        """Submits a modal, the topmost if none is named.

        Args:
            values: plain values by label, action id or block id.
            view: its id.
            state: `state`, as Slack has it, instead of plain values.
        """
        body = {"values": values or {}, **state}
        return Told.of(self._post(body, "views", view, "submit"))

    def close(self, view: str = "top", *, everything: bool = False) -> Told:
        """Closes a modal, or all."""
        return Told.of(self._post({"all": everything}, "views", view, "close"))

    def open_home(self) -> Json | None:
        """Opens the app's Home and gives what it shows by now."""
        view: Json | None = self._post({}, "home")["view"]
        return view

    def search(self, text: str) -> Json:
        """People, channels and messages that contain a text."""
        return self._wire.ask("GET", path_of("client", self.id, "search", q=text))

    def file(self, file: str) -> bytes:
        """A file's content."""
        path = path_of("client", self.id, "files", file, "content")
        return self._wire.send("GET", path, None, "")[1]

    def wait_for_message(
        self, channel: str = "", within: float = PATIENCE, after: str = "", **where: object
    ) -> Json:
        """Waits for a message whose fields match, such as `text={"contains": "SEV2"}`.

        Raises:
            NothingCameError: when none comes within so many real seconds.
        """
        return self._wait({"channel": channel, "after": after}, "message", where, within)

    def wait_for_ephemeral(
        self, channel: str = "", within: float = PATIENCE, after: str = "", **where: object
    ) -> Json:
        """Waits for a message that only this person sees."""
        return self._wait({"channel": channel, "after": after}, "ephemeral", where, within)

    def wait_for_modal(self, within: float = PATIENCE, **where: object) -> Json:
        """Waits until the topmost modal matches, such as `callback_id="declare"`."""
        return self._wait({}, "view", where, within)

    def wait_for_home(self, within: float = PATIENCE, **where: object) -> Json:
        """Waits until App Home matches."""
        return self._wait({}, "home", where, within)

    def wait_for_channel(self, within: float = PATIENCE, **where: object) -> Json:
        """Waits for a channel that matches, such as `name={"matches": "^inc-"}`."""
        return self._wait({}, "channel", where, within)

    def _wait(self, body: Json, what: str, where: Json, within: float) -> Json:
        dotted = {path.replace("__", "."): value for path, value in where.items()}
        body = {name: value for name, value in body.items() if value}
        body |= {what: dotted, "within": within}
        found: Json | None = self._post(body, "wait", seconds=within + 30)["found"]
        if found is None:
            raise NothingCameError(
                f"{self.real_name} saw no {what} like {dotted} within {within:g} s"
            )
        return found

    def _mark(self, method: str, channel: str, ts: str, *what: str) -> None:
        path = path_of("client", self.id, "channels", channel, "messages", ts, *what)
        self._wire.ask(method, path)

    def _get(self, *parts: str) -> Json:
        return self._wire.ask("GET", path_of("client", self.id, *parts))

    def _post(self, body: Json, *parts: str, seconds: float = 60.0) -> Json:
        return self._wire.ask("POST", path_of("client", self.id, *parts), body, seconds=seconds)
