"""Packets as messages: checkpoint, catch-up, timeline and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.incident.incident import UNKNOWN, Incident
from app.incident.reading import Item
from app.packets.catchup import CatchUp
from app.slack.blocks import kit
from app.slack.blocks.card import phase
from app.slack.text import escape

_ICONS = {
    "hypothesis": ":mag:",
    "ruled-out": ":no_entry_sign:",
    "mitigation": ":wrench:",
    "worked": ":white_check_mark:",
    "failed": ":x:",
    "decision": ":scales:",
    "impact": ":boom:",
    "action": ":ballot_box_with_check:",
    "key": ":pushpin:",
}


def checkpoint(incident: Incident, packet: Mapping[str, Any]) -> kit.Message:
    """The checkpoint packet; what nobody stated is said to be unknown."""
    head = f"*Checkpoint of {incident.ref}* · {packet['severity']} · {packet['phase']}"
    due = packet["next_update_at"]
    named: list[tuple[str, str]] = [
        ("Impact", escape(packet["impact"]) or "_not stated_"),
        ("Scope", scope_lines(packet["scope"])),
        ("Hypothesis", _line(packet["hypothesis"]) or "_none stands_"),
        ("Tried", tried_lines(packet["tried"]) or "_nothing yet_"),
        ("Ruled out", _lines(packet["ruled_out"]) or "_nothing yet_"),
        ("Actions in flight", _lines(packet["actions"]) or "_none noted_"),
        ("Decisions pending", _lines(packet["decisions"]) or "_none_"),
        ("Promised", _lines(packet["promised"]) or "_nothing_"),
        ("Next update", kit.date_of(datetime.fromisoformat(due)) if due else "_none owed_"),
        ("Next decision", _line(packet["next_decision"]) or "_none pending_"),
    ]
    roles = " · ".join(f"{role} {kit.person(who)}" for role, who in packet["roles"].items())
    blocks = [kit.section(head)]
    blocks += [kit.section(f"*{name}*\n{text}") for name, text in named]
    text = f"Checkpoint of {incident.ref}: {packet['severity']}, {packet['phase']}"
    return kit.Message(text, [*blocks, kit.context(roles)])


def scope_lines(scope: Mapping[str, str]) -> str:
    """Every field of the scope, a line each: what nobody stated is listed as unknown."""
    stated = [
        f"• {name}: {kit.spoken(kit.cut(value, 280)) if value != UNKNOWN else '_unknown_'}"
        for name, value in scope.items()
    ]
    return "\n".join(stated)


def tried_lines(lines: Sequence[Mapping[str, Any]]) -> str:
    """What was tried, a line each."""
    return _lines(lines)


def _lines(lines: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(f"• {_line(line)}" for line in lines)


def _line(line: Mapping[str, Any] | None) -> str:
    if not line:
        return ""
    text = kit.spoken(kit.one_line(line["text"], 280))
    owner = line["owner"]
    shown = f"{text} ({kit.person(owner)})" if owner and f"<@{owner}" not in text else text
    return f"{shown} `E{line['entry']}`" if line["entry"] else shown


def catch_up(incident: Incident, found: CatchUp) -> kit.Message:
    """For one person: where it stands, the last update, how it came to this."""
    packet = checkpoint(incident, found.packet.as_data())
    blocks = [*packet.blocks]
    if found.last_update:
        last = found.last_update
        text = kit.spoken(kit.cut(last.text, 1500))
        blocks.append(kit.section(f"*Last update* {kit.date_of(last.at)}\n{text}"))
    if found.moments:
        more = f" ({found.earlier} earlier: `/incident timeline`)" if found.earlier else ""
        lines = "\n".join(moment_line(item) for item in found.moments)
        blocks.append(kit.section(f"*How it came to this*{more}\n{lines}"))
    count = f"{found.messages} messages so far. Only you see this."
    return kit.Message(f"Catch-up on {incident.ref}", [*blocks, kit.context(count)])


def timeline(incident: Incident, items: Sequence[Item], *, page: int, pages: int) -> kit.Message:
    """One page of the timeline, newest page first."""
    head = f"*Timeline of {incident.ref}* · page {page} of {pages}"
    blocks = [kit.section(head)]
    chunk: list[str] = []
    for item in items:
        line = moment_line(item)
        if chunk and len("\n".join([*chunk, line])) > kit.SECTION_TEXT:
            blocks.append(kit.section("\n".join(chunk)))
            chunk = []
        chunk.append(line)
    blocks.append(kit.section("\n".join(chunk) or "_nothing yet_"))
    hint = f"`/incident timeline {page + 1}` shows earlier ones." if page < pages else ""
    return kit.Message(head, [*blocks, *([kit.context(hint)] if hint else [])])


def moment_line(item: Item) -> str:
    """One item in one line: time, what it counts as, who, what, and its source."""
    icon = next((_ICONS[word] for word in item.words if word in _ICONS), "")
    who = kit.person(item.actor) if item.actor.startswith(("U", "W")) else item.actor
    line = " ".join(part for part in (kit.time_of(item.at), icon, f"{who}:", _said(item)) if part)
    source = f" <{item.entry.source_url}|source>" if item.entry.source_url else ""
    return f"{line}{source} `{item.entry.ref}`"


def _said(item: Item) -> str:
    if item.redacted_by:
        return f"_redacted by {kit.person(item.redacted_by)}_"
    if item.deleted_at:
        return f"_deleted {kit.time_of(item.deleted_at)}_"
    text = kit.spoken(kit.one_line(item.text, 240))
    return f"{text} {edited(item)}" if item.edited_at else text


def edited(item: Item) -> str:
    """That and when it was edited, and by whom if it was somebody else."""
    other = item.edited_by and item.edited_by != item.actor
    by = f" by {kit.person(item.edited_by)}" if other else ""
    return f"_(edited {kit.time_of(item.edited_at)}{by})_" if item.edited_at else ""


def status(incident: Incident) -> str:
    """The incident in one line, for lists."""
    lead = kit.person(incident.commander) if incident.commander else "no commander"
    where = f"<#{incident.channel}>" if incident.channel else "channel being opened"
    title = escape(incident.title)
    return f"*{incident.ref}* {incident.severity} {phase(incident)} · {title} · {lead} · {where}"


def listing(incidents: Sequence[Incident], *, everything: bool) -> kit.Message:
    """Incidents that the asker may see."""
    if not incidents:
        text = "No incident is open." if not everything else "No incident was declared yet."
        return kit.Message(text, [kit.section(f"{text} `/incident declare` opens one.")])
    head = "*Incidents*" if everything else "*Open incidents*"
    lines = [status(incident) for incident in incidents]
    blocks = [kit.section("\n".join(lines[at : at + 10])) for at in range(0, len(lines), 10)]
    return kit.Message(head, [kit.section(head), *blocks])
