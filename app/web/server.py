"""The HTTP server: Slack's endpoint, health and metrics."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.types import ASGIApp

from app.flows.muster import Muster
from app.web.health import Health
from app.web.intake import EVENTS_PATH, Intake

log = logging.getLogger(__name__)


#: What else comes back, for the description at /openapi.json.
_SLACK: dict[int | str, dict[str, Any]] = {
    400: {"description": "No request of Slack's"},
    401: {"description": "Not signed by Slack"},
    404: {"description": "Nothing listens to this"},
    413: {"description": "Longer than any event"},
    500: {"description": "A listener broke; its failure was told to the person"},
    503: {"description": "Not recorded: Slack sends it again"},
}
_UNWELL: dict[int | str, dict[str, Any]] = {503: {"description": "What is wrong, in `problems`"}}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the endpoints need."""

    muster: Muster
    bolt: App
    #: Empty in Socket Mode: nothing that comes over HTTP can be proved to be Slack's.
    signing_secret: str
    health: Health


def serve_all(parts: Parts) -> ASGIApp:
    """The whole of it: events are taken in before the framework sees them."""
    app = create(parts)
    if not parts.signing_secret:
        return app
    return Intake(app, muster=parts.muster, signing_secret=parts.signing_secret)


def create(parts: Parts) -> FastAPI:
    """What is not evidence: commands, interactions, health and metrics."""
    app = FastAPI(title="Muster", docs_url=None, redoc_url=None, openapi_url="/openapi.json")

    if parts.signing_secret:
        _listen_to_slack(app, parts.bolt)

    @app.get("/healthz", responses=_UNWELL)
    def healthz() -> Response:
        """Whether the process works: recorder, relay and tick go round."""
        return _told(parts.health.alive())

    @app.get("/readyz", responses=_UNWELL)
    def readyz() -> Response:
        """Whether Slack's requests should come here now."""
        return _told(parts.health.ready())

    @app.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> Response:
        """Counters and gauges in Prometheus' text format."""
        return Response(parts.health.metrics(), media_type="text/plain; version=0.0.4")

    return app


def _listen_to_slack(app: FastAPI, bolt: App) -> None:
    @app.post(EVENTS_PATH, responses=_SLACK, response_class=PlainTextResponse)
    async def slack_events(request: Request) -> Response:
        """Requests of Slack: commands, interactions, and events that are no evidence."""
        body = await request.body()
        try:
            asked = to_bolt_request(request, body)
            # Bolt is synchronous; its listeners must not hold up the recording of events.
            answer = await run_in_threadpool(bolt.dispatch, asked)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # Bolt reads bodies in Slack's shapes alone, and some of it before it proves who sent
            # them. What listeners raise does not come here: Bolt's error handler has it.
            log.warning("a request that Slack does not send: %s", error)
            return Response("This is no request of Slack's.", 400, media_type="text/plain")
        return to_starlette_response(answer)


def _told(problems: list[str]) -> Response:
    status = 503 if problems else 200
    body = orjson.dumps({"ok": not problems, "problems": problems})
    return Response(body, status, media_type="application/json")
