"""The client API: every path under /client."""

from __future__ import annotations

from app.sandbox.client import channels, files, interactions, marks, messages, people, scenario
from app.sandbox.client.search import search
from app.sandbox.client.waiting import wait
from app.sandbox.net.routing import Routes

_ME = "/client/{person}"
_CHANNEL = f"{_ME}/channels/{{channel}}"
_MESSAGE = f"{_CHANNEL}/messages/{{ts}}"

CLIENT = Routes()
for _method, _path, _handler in (
    ("GET", "/client/workspace", people.workspace),
    ("GET", "/client/people", people.people),
    ("GET", "/client/scenario", scenario.show),
    ("POST", "/client/scenario/play", scenario.play),
    ("POST", "/client/scenario/pause", scenario.pause),
    ("POST", "/client/scenario/resume", scenario.resume),
    ("POST", "/client/scenario/stop", scenario.stop),
    ("POST", "/client/scenario/follow", scenario.follow),
    ("GET", f"{_ME}/channels", channels.list_channels),
    ("POST", f"{_ME}/channels", channels.create),
    ("POST", f"{_ME}/dms", channels.open_dm),
    ("GET", _CHANNEL, channels.show_channel),
    ("PATCH", _CHANNEL, channels.change),
    ("POST", f"{_CHANNEL}/join", channels.join),
    ("POST", f"{_CHANNEL}/leave", channels.leave),
    ("POST", f"{_CHANNEL}/invite", channels.invite),
    ("POST", f"{_CHANNEL}/read", channels.mark_read),
    ("POST", f"{_CHANNEL}/commands", interactions.command),
    ("GET", f"{_CHANNEL}/pins", messages.read_pins),
    ("GET", f"{_CHANNEL}/ephemeral", messages.read_ephemeral),
    ("GET", f"{_CHANNEL}/messages", messages.read),
    ("POST", f"{_CHANNEL}/messages", messages.say),
    ("GET", _MESSAGE, messages.read_one),
    ("PATCH", _MESSAGE, messages.edit),
    ("DELETE", _MESSAGE, messages.delete),
    ("GET", f"{_MESSAGE}/thread", messages.read_thread),
    ("PUT", f"{_MESSAGE}/reactions/{{name}}", marks.react),
    ("DELETE", f"{_MESSAGE}/reactions/{{name}}", marks.unreact),
    ("PUT", f"{_MESSAGE}/pin", marks.pin),
    ("DELETE", f"{_MESSAGE}/pin", marks.unpin),
    ("POST", f"{_MESSAGE}/unfurl", marks.unfurl),
    ("POST", f"{_ME}/actions", interactions.action),
    ("POST", f"{_ME}/options", interactions.options),
    ("POST", f"{_ME}/shortcuts", interactions.shortcut),
    ("POST", f"{_ME}/home", interactions.home),
    ("GET", f"{_ME}/views", interactions.open_views),
    ("POST", f"{_ME}/views/{{view}}/submit", interactions.submit),
    ("POST", f"{_ME}/views/{{view}}/close", interactions.close),
    ("POST", f"{_ME}/files", files.upload),
    ("GET", f"{_ME}/files/{{file}}", files.show),
    ("GET", f"{_ME}/files/{{file}}/content", files.content),
    ("GET", f"{_ME}/search", search),
    ("POST", f"{_ME}/wait", wait),
):
    CLIENT.add(_method, _path, _handler)
