"""A workspace as it is on its first day."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import partial

from app.sandbox.config import ChannelSeed, PersonSeed, SandboxConfig
from app.sandbox.manifest import App
from app.sandbox.state.channels import Channel, Kind, Note
from app.sandbox.state.people import Person
from app.sandbox.state.world import Group, World, load

_BOT_COLOR = "4a154b"
_MONITOR_COLOR = "c62828"


def open_world(world: World, config: SandboxConfig, app: App, now: int) -> None:
    """Fills the workspace from its file, or from the seeds when the file is new.

    The app's name and token follow the configuration even in an old file.
    """
    if not load(world):
        _first_day(world, config, app, now)
    bot = world.people[world.bot]
    world.by_token.pop(bot.token, None)
    bot.name, bot.real_name, bot.token = app.bot_name.casefold(), app.bot_name, config.bot_token
    world.add_person(bot)


def _first_day(world: World, config: SandboxConfig, app: App, now: int) -> None:
    for seed in config.people:
        world.add_person(_person(seed, now))
    bot = _bot("U0BOT000001", "B0BOT000001", "A0BOT000001", app.bot_name, now)
    bot.token = config.bot_token
    world.bot = world.add_person(bot).id
    for index, name in enumerate(config.integrations, 1):
        number = f"{index:07d}"
        world.add_person(_bot(f"U0IN{number}", f"B0IN{number}", f"A0IN{number}", name, now))
    for channel in config.channels:
        world.add_channel(_channel(world, channel, now))
    for group in config.groups:
        members = [p.id for p in world.people.values() if p.name in group.members]
        made = Group(_padded("S", group.handle), group.handle, group.name, members, now)
        world.groups[made.id] = made
        world.store.changed("group", made.id, partial(asdict, made))


def _person(seed: PersonSeed, now: int) -> Person:
    handle = seed.handle or seed.name.split()[0].casefold()
    return Person(
        id=_padded("U", handle),
        name=handle,
        real_name=seed.name,
        title=seed.title,
        tz=seed.tz,
        color=seed.color,
        token=f"xoxp-sandbox-{handle}",
        updated=now,
    )


def _bot(user: str, bot: str, app: str, name: str, now: int) -> Person:
    color = _BOT_COLOR if user == "U0BOT000001" else _MONITOR_COLOR
    return Person(user, name.casefold(), name, color=color, bot_id=bot, app_id=app, updated=now)


def _channel(world: World, seed: ChannelSeed, now: int) -> Channel:
    people = [p.id for p in world.people.values() if not p.is_bot]
    if "*" not in seed.members:
        people = [user for user in people if world.people[user].name in seed.members]
    members = [*people, world.bot] if seed.with_bot else people
    return Channel(
        id=_padded("C", seed.name),
        name=seed.name,
        kind=Kind.GROUP if seed.private else Kind.CHANNEL,
        creator=people[0] if people else world.bot,
        created=now,
        is_general=seed.name == "general",
        purpose=Note(seed.purpose, people[0] if people else "", now),
        members=dict.fromkeys(members, now),
        updated=now * 1000,
    )


def _padded(prefix: str, name: str) -> str:
    """An id that a person debugging can read, such as `U0AIKO00000`."""
    letters = re.sub(r"[^A-Z0-9]", "", name.upper())[:9]
    return f"{prefix}0{letters.ljust(9, '0')}"
