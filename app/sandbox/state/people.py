"""People and bots, and how Slack describes them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.sandbox.wire import Json


@dataclass(slots=True)
class Person:
    """A member of the workspace, human or bot."""

    id: str
    #: What follows the @.
    name: str
    real_name: str
    title: str = ""
    tz: str = "UTC"
    color: str = "4a154b"
    token: str = ""
    #: `B…` for bots, else empty.
    bot_id: str = ""
    #: `A…` for bots, else empty.
    app_id: str = ""
    updated: int = 0
    deleted: bool = False

    @property
    def is_bot(self) -> bool:
        """Whether this is a program."""
        return bool(self.bot_id)

    @property
    def email(self) -> str:
        """An address in a domain that can never exist."""
        return f"{self.name}@sandbox.example.com"

    def row(self) -> Json:
        """As it is kept in a file."""
        return asdict(self)


def user_object(person: Person, team: str, now: float, origin: str) -> Json:
    """The `user` object of users.info and users.list.

    Args:
        person: whom to describe.
        team: the workspace's id.
        now: seconds since the epoch, for the offset from UTC (daylight saving).
        origin: the sandbox's address, for the avatar.
    """
    label, offset = _zone(person.tz, int(now) // 3600)
    return {
        "id": person.id,
        "team_id": team,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": label,
        "tz_offset": offset,
        "profile": _profile(person, team, origin),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "is_email_confirmed": not person.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }


def bot_profile(person: Person, team: str, origin: str) -> Json:
    """The `bot_profile` object that a bot's messages bear."""
    return {
        "id": person.bot_id,
        "app_id": person.app_id,
        "user_id": person.id,
        "name": person.real_name,
        "icons": {
            f"image_{size}": f"{origin}/avatars/{person.id}/{size}.svg" for size in (36, 48, 72)
        },
        "deleted": person.deleted,
        "updated": person.updated,
        "team_id": team,
    }


def _profile(person: Person, team: str, origin: str) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": "" if person.is_bot else person.name,
        "display_name_normalized": "" if person.is_bot else person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": f"g{person.color}",
        "first_name": first,
        "last_name": last,
        "team": team,
    }
    for size in (24, 32, 48, 72, 192, 512):
        profile[f"image_{size}"] = f"{origin}/avatars/{person.id}/{size}.svg"
    if person.is_bot:
        profile |= {"bot_id": person.bot_id, "api_app_id": person.app_id, "always_active": True}
    else:
        profile["email"] = person.email
    return profile


@lru_cache(maxsize=256)
def _zone(name: str, hour: int) -> tuple[str, int]:
    local = datetime.fromtimestamp(hour * 3600, UTC).astimezone(ZoneInfo(name))
    offset = local.utcoffset()
    return local.tzname() or name, int(offset.total_seconds()) if offset else 0
