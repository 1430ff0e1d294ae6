"""The door of the Web API: who calls what, is it allowed, what befalls it, what is answered."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from app.sandbox.api.call import Call, Caller
from app.sandbox.api.spec import SPECS, Spec
from app.sandbox.api.table import METHODS
from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.ledger import Call as Entry
from app.sandbox.net.messages import DROP, Request, Response, as_json
from app.sandbox.net.multipart import fields_of
from app.sandbox.wire import Json, dumps, loads, packed

if TYPE_CHECKING:
    from app.sandbox.core import Slack
    from app.sandbox.faults import CallFault

_LOG = logging.getLogger("app.sandbox")
_FORM = "application/x-www-form-urlencoded"
_TOO_MANY = 429
#: Methods that any token may call; of the others, an app's token calls one alone.
_FOR_ALL = frozenset({"auth.test", "api.test"})


async def serve(slack: Slack, request: Request) -> Response | None:
    """Answers one call; `DROP` when its connection is to be cut."""
    if slack.faults.api_down:
        return DROP
    asked = _read(slack, request)
    method, arguments = asked.method, asked.arguments
    entry = slack.ledger.call(method, asked.user, packed(arguments))
    faults = slack.faults.for_call(method, arguments) if slack.faults.calls else []
    wait = slack.faults.latency(method) + sum(f.seconds for f in faults if f.kind == "delay")
    if wait:
        await asyncio.sleep(wait)
    fault = next((fault for fault in faults if fault.kind != "delay"), None)
    if fault is not None and fault.kind not in {"drop_after", "status_after"}:
        return _struck(slack, entry, fault)
    seconds = _too_often(slack, asked)
    if seconds:
        return _limited(slack, entry, seconds)
    answer = _answer(slack, asked, entry)
    entry.ok, entry.error = bool(answer["ok"]), answer.get("error", "")
    slack.ledger.finish(entry)
    if fault is not None:
        entry.fault = fault.kind
        return DROP if fault.kind == "drop_after" else _status(fault.status)
    return _response(request, asked.caller, entry, answer)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call as it came in."""

    method: str
    token: str
    #: Whose token it is; None: nobody's.
    caller: Caller | None
    arguments: Json
    #: What is wrong with the body, if anything.
    problem: SlackError | None

    @property
    def user(self) -> str:
        return self.caller.person.id if self.caller else ""


def _read(slack: Slack, request: Request) -> _Asked:
    method = request.path.removeprefix("/api/").strip("/")
    arguments: Json = request.query if request.query_string else {}
    problem: SlackError | None = None
    content_type = request.header("content-type").partition(";")[0].strip().lower()
    if request.body:
        try:
            arguments = arguments | _body(request, content_type)
        except SlackError as error:
            problem = error
    scheme, _, token = request.header("authorization").partition(" ")
    if scheme.lower() != "bearer" or not token:
        # A JSON body's token does not count, as with Slack.
        token = "" if content_type == "application/json" else str(arguments.get("token", ""))
    arguments.pop("token", None)
    token = token.strip()
    return _Asked(method, token, _caller(slack, token), arguments, problem)


def _body(request: Request, content_type: str) -> Json:
    if content_type == "application/json":
        try:
            body = loads(request.body)
        except ValueError as error:
            raise SlackError("invalid_json") from error
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return body
    if content_type == _FORM:
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    if content_type == "multipart/form-data":
        return fields_of(request)
    raise SlackError("invalid_post_type" if content_type else "missing_post_type")


def _caller(slack: Slack, token: str) -> Caller | None:
    if token == slack.config.app_token:
        return Caller("app", slack.bot, frozenset({"connections:write"}))
    user = slack.world.by_token.get(token)
    if user is None:
        return None
    if user == slack.world.bot:
        return Caller("bot", slack.bot, slack.app.bot_scopes)
    return Caller("user", slack.world.people[user], None)


def _answer(slack: Slack, asked: _Asked, entry: Entry) -> Json:
    try:
        return {"ok": True} | _perform(slack, asked, entry)
    except SlackError as error:
        return error.answer()


def _perform(slack: Slack, asked: _Asked, entry: Entry) -> Json:
    function = METHODS.get(asked.method)
    if function is None:
        _LOG.warning("the sandbox has no method %s", asked.method)
        raise SlackError("unknown_method", details={"req_method": asked.method})
    if asked.problem:
        raise asked.problem
    spec = SPECS[asked.method]
    caller = _allowed(slack, asked, spec)
    arguments = {name: value for name, value in asked.arguments.items() if value is not None}
    _check(spec, arguments, entry)
    return function(Call(slack, asked.method, caller, arguments, entry))


def _allowed(slack: Slack, asked: _Asked, spec: Spec) -> Caller:
    caller, method = asked.caller, asked.method
    if caller is None:
        if not asked.token and method == "api.test":
            return Caller("user", slack.bot, frozenset())
        error = "token_revoked" if asked.token in slack.revoked else "invalid_auth"
        raise SlackError(error if asked.token else "not_authed")
    for_apps = method == "apps.connections.open"
    if method not in _FOR_ALL and (caller.kind == "app") != for_apps:
        raise SlackError("not_allowed_token_type")
    caller.need(spec.scopes)
    return caller


def _check(spec: Spec, arguments: Json, entry: Entry) -> None:
    missing = [name for name in spec.required if arguments.get(name) in (None, "")]
    # An empty text is a text: setTopic with none clears it.
    missing = [name for name in missing if not (name in _MAY_BE_EMPTY and name in arguments)]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))
    unknown = arguments.keys() - spec.arguments
    if unknown:
        entry.warnings += (f"unknown arguments: {', '.join(sorted(unknown))}",)


_MAY_BE_EMPTY = frozenset({"topic", "purpose", "name", "users"})


def _too_often(slack: Slack, asked: _Asked) -> int:
    if not slack.limits.enabled:
        return 0
    spec = SPECS.get(asked.method)
    posting = asked.method == "chat.postMessage"
    channel = str(asked.arguments.get("channel", "")) if posting else ""
    tier = spec.tier if spec else None
    return slack.limits.retry_after(asked.token, asked.method, tier, channel)


def _struck(slack: Slack, entry: Entry, fault: CallFault) -> Response | None:
    entry.fault = fault.kind
    if fault.kind == "ratelimit":
        return _limited(slack, entry, fault.retry_after)
    entry.error = fault.error if fault.kind == "error" else fault.kind
    entry.status = 200 if fault.kind == "error" else fault.status if fault.kind == "status" else 0
    slack.ledger.finish(entry)
    if fault.kind == "error":
        return as_json({"ok": False, "error": fault.error})
    return _status(fault.status) if fault.kind == "status" else DROP


def _limited(slack: Slack, entry: Entry, seconds: int) -> Response:
    entry.error, entry.status = "ratelimited", _TOO_MANY
    slack.ledger.finish(entry)
    response = as_json({"ok": False, "error": "ratelimited"}, _TOO_MANY)
    response.headers.append((b"retry-after", str(seconds).encode()))
    return response


def _status(status: int) -> Response:
    return Response(b"the sandbox was told to fail", status, b"text/plain; charset=utf-8")


def _response(request: Request, caller: Caller | None, entry: Entry, answer: Json) -> Response:
    warnings = _charset(request)
    if warnings:
        metadata = answer.setdefault("response_metadata", {})
        metadata["warnings"] = [*metadata.get("warnings", []), *warnings]
        answer.setdefault("warning", warnings[0])
    response = Response(dumps(answer))
    response.headers.append((b"x-slack-req-id", str(entry.seq).encode()))
    if caller is not None and caller.scopes is not None:
        response.headers.append((b"x-oauth-scopes", ",".join(sorted(caller.scopes)).encode()))
    return response


def _charset(request: Request) -> list[str]:
    content_type = request.header("content-type").lower()
    if content_type.startswith("application/json") and "charset" not in content_type:
        return ["missing_charset"]
    if content_type.startswith(_FORM) and "charset" in content_type:
        return ["superfluous_charset"]
    return []
