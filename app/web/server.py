"""The HTTP server: Slack's endpoint, health and metrics."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier

from app.flows import inbox
from app.flows.muster import Muster
from app.store.recorder import RecordingError
from app.web.health import Health

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the endpoints need."""

    muster: Muster
    bolt: App
    signing_secret: str
    health: Health


def create(parts: Parts) -> FastAPI:
    """The application."""
    app = FastAPI(title="Muster", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    verifier = SignatureVerifier(parts.signing_secret)

    @app.post("/slack/events")
    async def slack_events(request: Request) -> Response:
        """Every request of Slack: events, commands, interactions."""
        body = await request.body()
        recorded = await _record(parts, verifier, request, body)
        if recorded is not None:
            return recorded
        # Bolt is synchronous; its listeners must not hold up the recording of events.
        answer = await run_in_threadpool(parts.bolt.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    @app.get("/healthz")
    def healthz() -> Response:
        """Whether the process works: recorder, relay and tick go round."""
        return _told(parts.health.alive())

    @app.get("/readyz")
    def readyz() -> Response:
        """Whether Slack's requests should come here now."""
        return _told(parts.health.ready())

    @app.get("/metrics")
    def metrics() -> Response:
        """Counters and gauges in Prometheus' text format."""
        return Response(parts.health.metrics(), media_type="text/plain; version=0.0.4")

    return app


def _told(problems: list[str]) -> Response:
    status = 503 if problems else 200
    body = orjson.dumps({"ok": not problems, "problems": problems})
    return Response(body, status, media_type="application/json")


async def _record(
    parts: Parts, verifier: SignatureVerifier, request: Request, body: bytes
) -> Response | None:
    """Record an event without the way through Bolt; None when Bolt is to have it.

    The same `inbox.receive` stands before Bolt's authorize for Socket Mode. Here it is
    awaited, so that a hundred events that wait for one commit hold no threads.
    """
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    if not verifier.is_valid_request(body, dict(request.headers)):
        return None
    done = inbox.receive(parts.muster, _parsed(body))
    if done is None:
        return None
    try:
        await asyncio.wait_for(asyncio.wrap_future(done), inbox.COMMIT_SECONDS)
    except (RecordingError, TimeoutError) as error:
        # No acknowledgement: Slack will send it again.
        log.warning("an event could not be recorded: %s", error)
        return Response(status_code=503)
    return Response(status_code=200)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
