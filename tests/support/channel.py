"""A channel of Slack as a value: what people do in it, the events that tell it, its history."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
PEOPLE = ("UAIKO", "UBEN", "UCHLOE")
EMOJI = ("eyes", "wrench")


def block(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "b1", "elements": [section]}


@dataclass
class Channel:
    """What stands, and everything that was told about it."""

    id: str
    #: Microseconds since 1970.
    now: int
    #: What stands, by ts: top level and replies.
    messages: dict[str, Json] = field(default_factory=dict)
    #: Ts of every message that was ever posted, in order.
    posted: list[str] = field(default_factory=list)
    #: Ts of those whose words changed after they were posted.
    changed: set[str] = field(default_factory=set)
    #: Bodies that Slack owes Muster.
    told: list[Json] = field(default_factory=list)
    #: Edits may be told without the words before them, bots' too, and several within a second.
    careless: bool = False
    _events: int = 0

    # What people do; each returns nothing and tells an event, or does nothing at all.

    def post(self, who: int, text: str) -> None:
        self._say({"user": PEOPLE[who % 3], "text": text, "blocks": [block(text)]})

    def alert(self, text: str) -> None:
        self._say({"subtype": "bot_message", "bot_id": "BMON", "username": "mon", "text": text})

    def reply(self, which: int, who: int, text: str, *, broadcast: bool) -> None:
        parents = [ts for ts, one in self.messages.items() if _is_top(one)]
        if not parents:
            return
        parent = self.messages[parents[which % len(parents)]]
        said = {"user": PEOPLE[who % 3], "text": text, "blocks": [block(text)]}
        said["thread_ts"] = parent["thread_ts"] = parent["ts"]
        if broadcast:
            root = {name: value for name, value in parent.items() if name != "root"}
            said |= {"subtype": "thread_broadcast", "root": copy.deepcopy(root)}
        self._say(said)
        parent["reply_count"] = parent.get("reply_count", 0) + 1
        parent["latest_reply"] = self.posted[-1]

    def edit(self, which: int, text: str, *, compared: bool) -> None:
        """A person's edit is marked to the second, a bot's not at all.

        Not `compared`: told without the words before, which only a mark can do without.
        """
        message = self._one(which)
        if message is None or message["text"] == text:
            return
        compared = compared or ("user" not in message and not self.careless)
        if not compared and not self.careless:
            # Marks are to the second: of two edits within one, only the words before tell which
            # is later.
            self.pass_time(1_000_000 - self.now % 1_000_000)
        before = copy.deepcopy(message)
        message["text"] = text
        if "user" in message:
            message["blocks"] = [block(text)]
            second = f"{self.now // 1_000_000}.000000"
            message["edited"] = {"user": message["user"], "ts": second}
        self.changed.add(message["ts"])
        self._changed(message, before if compared else None)

    def unfurl(self, which: int) -> None:
        """A preview comes, which is no edit."""
        message = self._one(which)
        if message is None:
            return
        before = copy.deepcopy(message)
        preview = {"from_url": "https://example.com", "id": 1, "title": "Example"}
        message["attachments"] = [{**preview, "original_url": "https://example.com"}]
        self._changed(message, before)

    def delete(self, which: int) -> None:
        message = self._one(which)
        if message is None:
            return
        if message.get("reply_count"):
            self._bury(message)
            return
        del self.messages[message["ts"]]
        self._tell(
            subtype="message_deleted",
            hidden=True,
            deleted_ts=message["ts"],
            previous_message=copy.deepcopy(message),
        )
        parent = self.messages.get(message.get("thread_ts", ""))
        if parent is not None:
            parent["reply_count"] -= 1
            replies = [one["ts"] for one in self.thread(parent["ts"])[1:]]
            if replies:
                parent["latest_reply"] = replies[-1]
            else:
                del parent["latest_reply"], parent["reply_count"]
            if not replies and parent.get("subtype") == "tombstone":
                del self.messages[parent["ts"]]

    def react(self, which: int, who: int, *, on: bool) -> None:
        message, user, name = self._one(which), PEOPLE[who % 3], EMOJI[who % 2]
        if message is None:
            return
        stand = {one["name"]: one["users"] for one in message.get("reactions", [])}
        if (user in stand.get(name, ())) == on:
            return
        users = [one for one in stand.get(name, []) if one != user] + [user] * on
        stand[name] = users
        found = [{"name": n, "users": u, "count": len(u)} for n, u in stand.items() if u]
        message.pop("reactions", None)
        if found:
            message["reactions"] = found
        self._tell(
            type="reaction_added" if on else "reaction_removed",
            user=user,
            reaction=name,
            item={"type": "message", "channel": self.id, "ts": message["ts"]},
        )

    def pin(self, which: int, *, on: bool) -> None:
        message = self._one(which)
        if message is None or bool(message.get("pinned_to")) == on:
            return
        if on:
            message["pinned_to"] = [self.id]
        else:
            del message["pinned_to"]
        item = {"type": "message", "channel": self.id, "message": copy.deepcopy(message)}
        kind = "pin_added" if on else "pin_removed"
        self._tell(type=kind, user="UAIKO", channel_id=self.id, item=item)

    # What Slack answers.

    def history(self, oldest: str = "") -> list[Json]:
        """As conversations.history: newest first."""
        shown = [
            one
            for one in self.messages.values()
            if one["ts"] >= oldest and (_is_top(one) or one.get("subtype") == "thread_broadcast")
        ]
        return copy.deepcopy(sorted(shown, key=lambda one: one["ts"], reverse=True))

    def thread(self, parent: str) -> list[Json]:
        """As conversations.replies: the parent, then the replies."""
        found = [one for one in self.messages.values() if one.get("thread_ts") == parent]
        alone = [self.messages[parent]] if parent in self.messages and not found else []
        return copy.deepcopy(sorted([*alone, *found], key=lambda one: one["ts"]))

    # How it is done.

    def pass_time(self, microseconds: int) -> None:
        self.now += microseconds

    def _ts(self) -> str:
        self.now += 1
        return f"{self.now // 1_000_000}.{self.now % 1_000_000:06d}"

    def _one(self, which: int) -> Json | None:
        live = [one for one in self.messages.values() if one.get("subtype") != "tombstone"]
        return live[which % len(live)] if live else None

    def _say(self, said: Json) -> None:
        ts = self._ts()
        message = {"type": "message", "ts": ts, "team": "T1", **said}
        self.messages[ts] = message
        self.posted.append(ts)
        self._event({**copy.deepcopy(message), "event_ts": ts, "channel": self.id})

    def _changed(self, message: Json, before: Json | None) -> None:
        more = {} if before is None else {"previous_message": before}
        self._tell(subtype="message_changed", hidden=True, message=copy.deepcopy(message), **more)

    def _bury(self, parent: Json) -> None:
        """A parent with replies leaves a tombstone."""
        before = copy.deepcopy(parent)
        kept = {name: parent[name] for name in ("ts", "thread_ts", "reply_count", "latest_reply")}
        parent.clear()
        parent |= {**kept, "type": "message", "subtype": "tombstone", "user": "USLACKBOT"}
        parent |= {"text": "This message was deleted.", "hidden": True}
        self._changed(parent, before)

    def _tell(self, **event: Any) -> None:
        ts = self._ts()
        # A reaction names its channel in its item only.
        where = {"channel": self.id, "ts": ts} if "item" not in event else {}
        self._event({"type": "message", **where, "event_ts": ts, **event})

    def _event(self, event: Json) -> None:
        self._events += 1
        self.told.append(
            {
                "type": "event_callback",
                "team_id": "T1",
                "api_app_id": "AMUSTER",
                "event_id": f"Ev{self._events}",
                "event_time": self.now // 1_000_000,
                "event": event,
            }
        )


def _is_top(message: Json) -> bool:
    return message.get("thread_ts") in {None, message["ts"]}


@dataclass
class History:
    """What backfill asks of Slack, answered from a channel; see `app.slack.client.Slack`."""

    channel: Channel
    page: int = 3

    def call(self, method: str, **given: Any) -> Json:
        if method == "conversations.replies":
            found = self.channel.thread(given["ts"])
        else:
            found = self.channel.history(given.get("oldest") or "")
        start = int(given.get("cursor") or 0)
        following = start + self.page if start + self.page < len(found) else ""
        return {
            "messages": found[start : start + self.page],
            "response_metadata": {"next_cursor": str(following)},
        }

    def pages(self, method: str, items: str, **given: Any) -> Any:
        cursor = ""
        while True:
            answer = self.call(method, **given, cursor=cursor)
            yield answer[items]
            cursor = answer["response_metadata"]["next_cursor"]
            if not cursor:
                return


def micros(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
