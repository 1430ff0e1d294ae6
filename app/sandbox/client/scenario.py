"""Playing scenarios from the page, or from a program: whoever starts the sandbox hands them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.sandbox.client.bodies import FollowBody, PlayBody
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.scenario.model import Scenario, build
from app.sandbox.scenario.player import AT_ONCE, Play
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


async def show(slack: Slack, _request: Request) -> Json:
    """What can be played, and what plays."""
    return {"scenarios": [_listed(each) for each in slack.config.scenarios], "play": _shown(slack)}


async def play(slack: Slack, request: Request) -> Json:
    """Plays: `title` of one that was handed in (default: the first), or `steps`.

    `speed`: null: by the sandbox's clock; a number: scripted seconds a real second; `max`:
    each step as soon as the one before is done.
    """
    body = PlayBody.model_validate(body_of(request))
    if slack.play and slack.play.state in {"playing", "paused"}:
        raise SlackError("already_playing")
    pace = AT_ONCE if body.speed == "max" else body.speed
    if pace is not None and pace <= 0:
        raise SlackError("invalid_speed", ["the speed must be above 0"])
    slack.play = Play(slack, _wanted(slack, body), pace)
    slack.play.start()
    return {"play": _shown(slack)}


async def pause(slack: Slack, _request: Request) -> Json:
    """Pauses."""
    _current(slack).pause()
    return {"play": _shown(slack)}


async def resume(slack: Slack, _request: Request) -> Json:
    """Goes on."""
    _current(slack).resume()
    return {"play": _shown(slack)}


async def stop(slack: Slack, _request: Request) -> Json:
    """Stops."""
    await _current(slack).stop()
    return {"play": _shown(slack)}


async def follow(slack: Slack, request: Request) -> Json:
    """Waits for progress after step `since` (a number): `steps`, and the play as it is."""
    body, current = FollowBody.model_validate(body_of(request)), _current(slack)
    since = body.since

    def news() -> bool | None:
        over = current.state in {"finished", "stopped"}
        return True if over or len(current.history) > since else None

    await slack.feeds.until(news, body.within)
    return {"steps": [each.shown() for each in current.history[since:]], "play": _shown(slack)}


def _current(slack: Slack) -> Play:
    if slack.play is None:
        raise SlackError("nothing_plays")
    return slack.play


def _shown(slack: Slack) -> Json | None:
    return slack.play.shown() if slack.play else None


def _wanted(slack: Slack, body: PlayBody) -> Scenario:
    if body.steps is not None:
        return build(list(enumerate(body.steps, 1)), body.title or "", Path(body.folder))
    for scenario in slack.config.scenarios:
        if body.title in {None, scenario.title}:
            return scenario
    raise SlackError("no_such_scenario")


def _listed(scenario: Scenario) -> Json:
    return {
        "title": scenario.title,
        "steps": len(scenario.steps),
        "start": scenario.start,
        "end": scenario.end,
    }
