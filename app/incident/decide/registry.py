"""Every command and the function that decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.incident import commands as ask
from app.incident.actions import commands as of_actions
from app.incident.decide import actions, declare, endings, facts, notes, roles, timers, updates
from app.incident.decide.draft import Setting
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.policy import Policy

#: Command type to `(incident, command, setting) -> entries`. `Declare` alone has no incident.
DECISIONS: dict[type[ask.Command], Callable[[Incident, Any, Setting], list[Entry]]] = {
    ask.ChannelOpened: declare.channel_opened,
    ask.ChannelMoved: declare.channel_moved,
    ask.CardPosted: declare.card_posted,
    ask.AnnouncementPosted: declare.announcement_posted,
    ask.StepFailed: declare.step_failed,
    ask.StepRepaired: declare.step_repaired,
    ask.TakeRole: roles.take,
    ask.AssignRole: roles.assign,
    ask.ReleaseRole: roles.release,
    ask.GoSolo: roles.solo,
    ask.OfferHandoff: roles.offer,
    ask.AcceptHandoff: roles.accept,
    ask.WithdrawHandoff: roles.withdraw,
    ask.SetTitle: facts.set_title,
    ask.SetImpact: facts.set_impact,
    ask.SetScope: facts.set_scope,
    ask.SetTime: facts.set_time,
    ask.SetInterval: facts.set_interval,
    ask.ChangeSeverity: facts.change_severity,
    ask.ChangePhase: facts.change_phase,
    ask.PostUpdate: updates.post_update,
    ask.Snooze: updates.snooze,
    ask.PauseCadence: updates.pause,
    ask.ResumeCadence: updates.resume,
    ask.MakeCheckpoint: updates.checkpoint,
    ask.Note: notes.note,
    ask.Mark: notes.mark,
    ask.LinkSource: notes.link_source,
    ask.RedactEntry: notes.redact,
    ask.Recorded: notes.recorded,
    ask.Resolve: endings.resolve,
    ask.Reopen: endings.reopen,
    ask.Cancel: endings.cancel,
    ask.MarkDuplicate: endings.duplicate,
    ask.Close: endings.close,
    ask.TimerDue: timers.timer_due,
    of_actions.CreateAction: actions.create,
    of_actions.EditAction: actions.edit,
    of_actions.TakeAction: actions.take,
    of_actions.OfferAction: actions.offer,
    of_actions.DeclineAction: actions.decline,
    of_actions.StartAction: actions.start,
    of_actions.FinishAction: actions.finish,
    of_actions.VerifyAction: actions.verify,
    of_actions.DropAction: actions.drop,
    of_actions.PickUpAction: actions.pick_up,
}


def decide(
    incident: Incident | None, command: ask.Command, now: datetime, policy: Policy
) -> list[Entry]:
    """The entries that `command` makes of `incident` at `now` (UTC); empty: it changes nothing.

    The entries carry the command's key, numbered, so that storing them twice is one thing.

    Raises:
        RefusalError: when it cannot be done now; the message says what to do next.
        ValueError: when anything but `Declare` comes without an incident.
    """
    setting = Setting(now=now, policy=policy)
    if isinstance(command, ask.Declare):
        drafts = declare.declare(command, setting)
    elif incident is None:
        raise ValueError(f"{type(command).__name__} needs an incident")
    else:
        drafts = DECISIONS[type(command)](incident, command, setting)
    return [
        replace(entry, source_key=f"{command.key}#{number}") for number, entry in enumerate(drafts)
    ]
