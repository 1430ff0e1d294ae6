"""Doing what a step says, as the person would."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.sandbox.acts import changing, marks, views
from app.sandbox.client.bodies import SayBody
from app.sandbox.client.files import store
from app.sandbox.client.messages import own_message, say_in
from app.sandbox.client.waiting import probe
from app.sandbox.errors import SlackError
from app.sandbox.forms import State
from app.sandbox.interact import actions, commands, modals, shortcuts
from app.sandbox.interact.actions import Choice
from app.sandbox.interact.filling import FillError, choose, fill
from app.sandbox.interact.payloads import Outcome
from app.sandbox.scenario import channel_acts
from app.sandbox.scenario.finding import StepError
from app.sandbox.scenario.model import Wait
from app.sandbox.scenario.stage import Doing, Made
from app.sandbox.state.views import View
from app.sandbox.text.typed import message_text
from app.sandbox.wire import Json, ts_micros, ts_text


async def do(doing: Doing) -> Made:
    """Waits for what the step waits for, then does it.

    Raises:
        StepError: saying why it could not be done.
    """
    try:
        found = await _wait(doing, doing.step.wait) if doing.step.wait else None
        act = _ACTS.get(doing.step.act)
        return await act(doing) if act else found
    except SlackError as error:
        detail = "; ".join(error.messages)
        raise StepError(f"{error.error}{': ' + detail if detail else ''}") from error
    except (FillError, OSError) as error:
        raise StepError(str(error)) from error


async def _wait(doing: Doing, wait: Wait) -> Made:
    wanted: Json = wait.model_dump(exclude_none=True, exclude={"within"})
    if "modal" in wanted:
        wanted["view"] = wanted.pop("modal")
    if doing.step.where and ("message" in wanted or "ephemeral" in wanted):
        wanted["channel"] = (await doing.finder.channel(doing.step, doing.who)).id
    found = await doing.slack.feeds.until(lambda: _probed(doing, wanted), wait.within)
    if found is None:
        raise StepError(f"no {wanted} appeared within {wait.within:g} s")
    if "channel" in wanted and "message" not in wanted and "ephemeral" not in wanted:
        return doing.slack.world.channels[found["id"]]
    if "message" not in wanted:
        return None
    channel = doing.slack.world.channels[found["channel"]]
    return channel, channel.log.by_ts[ts_micros(found["ts"]) or 0]


def _probed(doing: Doing, wanted: Json) -> Json | None:
    found = probe(doing.slack, doing.who, wanted)
    is_channel = found is not None and isinstance(wanted.get("channel"), dict)
    return None if found and is_channel and not doing.finder.is_new(found["id"]) else found


async def _say(doing: Doing) -> Made:
    return await _speak(doing, SayBody(text=doing.step.say))


async def _upload(doing: Doing) -> Made:
    step = doing.step
    content = (step.content or "").encode()
    if step.path:
        content = (doing.folder / step.path).read_bytes()
    file = store(doing.slack, doing.who, step.upload or "file", content)
    return await _speak(doing, SayBody(text=step.text, files=[file.id]))


async def _speak(doing: Doing, body: SayBody) -> Made:
    step = doing.step
    if step.thread is not None:
        channel, parent = await doing.finder.message(step, doing.who, step.thread)
        body.thread_ts, body.broadcast = ts_text(parent.ts), step.broadcast
    else:
        channel = await doing.finder.channel(step, doing.who)
    return channel, say_in(doing.slack, doing.who, channel, body, doing.when)


async def _edit(doing: Doing) -> Made:
    step, slack = doing.step, doing.slack
    channel, message = await doing.finder.message(step, doing.who, step.message)
    own_message(channel, doing.who, ts_text(message.ts))
    changes = {"text": message_text(slack.world, step.edit or "")}
    changing.edit(slack, channel, message, doing.who, changes=changes, when=doing.when)
    return channel, message


async def _delete(doing: Doing) -> Made:
    channel, message = await doing.finder.message(doing.step, doing.who, doing.step.delete)
    own_message(channel, doing.who, ts_text(message.ts))
    changing.delete(doing.slack, channel, message, when=doing.when)
    return None


async def _react(doing: Doing) -> Made:
    step = doing.step
    channel, message = await doing.finder.message(step, doing.who, step.message)
    if step.react is not None:
        done = marks.react(doing.slack, channel, message, doing.who, step.react.strip(":"))
    else:
        emoji = (step.unreact or "").strip(":")
        done = marks.unreact(doing.slack, channel, message, doing.who, emoji)
    if not done:
        raise StepError("the reaction is there already" if step.react else "no such reaction")
    return channel, message


async def _pin(doing: Doing) -> Made:
    step = doing.step
    channel, message = await doing.finder.message(step, doing.who, step.pin or step.unpin)
    act = marks.pin if step.pin is not None else marks.unpin
    if not act(doing.slack, channel, message, doing.who):
        raise StepError("it is pinned already" if step.pin else "it is not pinned")
    return channel, message


async def _command(doing: Doing) -> Made:
    channel = await doing.finder.channel(doing.step, doing.who)
    line = doing.step.command or ""
    _expect(doing, await commands.run(doing.slack, doing.who, channel, line))
    return channel


async def _press(doing: Doing) -> Made:
    label = doing.step.press or doing.step.action
    surface, action_id, block_id = await doing.finder.surface(doing.step, doing.who, label)
    chosen: Json = {}
    if doing.step.choose is not None:
        block, element = actions.find_element(surface.blocks, action_id, block_id)
        chosen = choose(doing.slack, block, element, doing.step.choose)
    choice = Choice(action_id, block_id, chosen)
    _expect(doing, await actions.act(doing.slack, surface, choice))
    if surface.channel and surface.message:
        return surface.channel, surface.message
    return None


async def _submit(doing: Doing) -> Made:
    view = await _top(doing)
    state: State = fill(doing.slack, view.content["blocks"], doing.step.submit or {})
    _expect(doing, await modals.submit(doing.slack, doing.who, view, state))
    return None


async def _close(doing: Doing) -> Made:
    _expect(doing, await modals.close(doing.slack, doing.who, await _top(doing)))
    return None


async def _shortcut(doing: Doing) -> Made:
    step = doing.step
    channel = message = None
    if step.message is not None:
        channel, message = await doing.finder.message(step, doing.who, step.message)
    callback = step.shortcut or ""
    _expect(doing, await shortcuts.use(doing.slack, doing.who, callback, channel, message))
    return None


async def _home(doing: Doing) -> Made:
    shortcuts.open_home(doing.slack, doing.who)
    return None


async def _top(doing: Doing) -> View:
    def topmost() -> View | None:
        stack = views.stack(doing.slack, doing.who.id)
        return stack[-1] if stack else None

    within = doing.step.within
    view = await doing.slack.feeds.until(topmost, within)
    if view is None:
        raise StepError(f"no modal opened within {within:g} s")
    return view


def _expect(doing: Doing, outcome: Outcome) -> None:
    """Fails unless the app took it, or refused it as the step says it would."""
    if outcome.ok != doing.step.refused:
        return
    if outcome.ok:
        raise StepError("it was to be refused, and was not")
    said = outcome.message or "; ".join(f"{k}: {v}" for k, v in outcome.errors.items())
    raise StepError(f"refused: {said or outcome.error}")


_ACTS: dict[str, Callable[[Doing], Awaitable[Made]]] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _react,
    "pin": _pin,
    "unpin": _pin,
    "upload": _upload,
    "command": _command,
    "press": _press,
    "choose": _press,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "home": _home,
    "create": channel_acts.create,
    "join": channel_acts.join,
    "leave": channel_acts.leave,
    "invite": channel_acts.invite,
    "topic": channel_acts.topic,
    "archive": channel_acts.archive,
    "unarchive": channel_acts.archive,
}
