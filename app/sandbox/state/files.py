"""Uploaded files and canvases, and how Slack describes them."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from app.sandbox.wire import Json

_TEXT_TYPES = {
    "md": ("markdown", "Markdown (raw)"),
    "txt": ("text", "Plain Text"),
    "py": ("python", "Python"),
    "json": ("json", "JSON"),
    "log": ("text", "Plain Text"),
    "csv": ("csv", "CSV"),
    "yaml": ("yaml", "YAML"),
    "sh": ("shell", "Shell"),
    "html": ("html", "HTML"),
}
_PREVIEW_LINES = 5


@dataclass(slots=True)
class File:
    """A file, or a canvas (a file of the type quip)."""

    id: str
    name: str
    title: str
    user: str
    #: Seconds since the epoch.
    created: int
    size: int
    content: bytes = b""
    alt_text: str = ""
    snippet_type: str = ""
    #: Channel id to the timestamps of the messages that share it.
    shares: dict[str, list[str]] = field(default_factory=dict)
    is_canvas: bool = False
    deleted: bool = False

    def row(self) -> Json:
        """As it is kept in a file, without its content."""
        return {key: value for key, value in asdict(self).items() if key != "content"}

    @property
    def mimetype(self) -> str:
        """Guessed from the name."""
        if self.is_canvas:
            return "application/vnd.slack-docs"
        if self.snippet_type or self.extension in _TEXT_TYPES:
            return "text/plain"
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def extension(self) -> str:
        """What follows the last dot, in lower case."""
        return PurePosixPath(self.name).suffix.removeprefix(".").lower()


def file_object(file: File, team: str, origin: str, public: frozenset[str]) -> Json:
    """The `file` object of files.info and of messages.

    Args:
        file: what to describe.
        team: the workspace's id.
        origin: the sandbox's address.
        public: ids of the public channels.
    """
    filetype, pretty = _kind(file)
    shown: Json = _addresses(file, team, origin) | {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": filetype,
        "pretty_type": pretty,
        "user": file.user,
        "user_team": team,
        "editable": file.mimetype.startswith("text/"),
        "size": file.size,
        "mode": "quip" if file.is_canvas else _mode(file),
        "is_external": False,
        "external_type": "",
        "is_public": any(channel in public for channel in file.shares),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "media_display_type": "unknown",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if file.mimetype.startswith("text/") and file.content:
        shown |= _preview(file)
    if file.alt_text:
        shown["alt_txt"] = file.alt_text
    return shown


def shares_object(file: File, public: frozenset[str], names: dict[str, str], team: str) -> Json:
    """The parts of a `file` object that say where it was shared."""
    public_shares: Json = {}
    private_shares: Json = {}
    for channel, stamps in file.shares.items():
        entries = [
            {
                "reply_users": [],
                "reply_users_count": 0,
                "reply_count": 0,
                "ts": ts,
                "channel_name": names.get(channel, ""),
                "team_id": team,
                "share_user_id": file.user,
            }
            for ts in stamps
        ]
        (public_shares if channel in public else private_shares)[channel] = entries
    shares: Json = {}
    if public_shares:
        shares["public"] = public_shares
    if private_shares:
        shares["private"] = private_shares
    return {
        "shares": shares,
        "channels": list(public_shares),
        "groups": [channel for channel in private_shares if not channel.startswith("D")],
        "ims": [channel for channel in private_shares if channel.startswith("D")],
    }


def _addresses(file: File, team: str, origin: str) -> Json:
    private = f"{origin}/files-pri/{team}-{file.id}"
    name = re.sub(r"[^a-z0-9._-]", "_", file.name.lower())
    return {
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": f"{origin}/files/{file.user}/{file.id}/{name}",
        "permalink_public": f"{origin}/files-pub/{team}-{file.id}",
    }


def _mode(file: File) -> str:
    return "snippet" if file.mimetype == "text/plain" else "hosted"


def _kind(file: File) -> tuple[str, str]:
    if file.is_canvas:
        return "quip", "Canvas"
    known = _TEXT_TYPES.get(file.snippet_type or file.extension)
    return known or (file.extension or "binary", (file.extension or "binary").upper())


def _preview(file: File) -> Json:
    lines = file.content.decode("utf-8", "replace").splitlines()
    return {
        "preview": "\n".join(lines[:_PREVIEW_LINES]),
        "lines": len(lines),
        "lines_more": max(0, len(lines) - _PREVIEW_LINES),
        "preview_is_truncated": len(lines) > _PREVIEW_LINES,
    }
