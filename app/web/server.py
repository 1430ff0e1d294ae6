"""The HTTP server: Slack's endpoint, health and metrics."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response

from app.flows.muster import Muster
from app.web.health import Health
from app.web.intake import EVENTS_PATH, Intake


@dataclass(frozen=True, slots=True)
class Parts:
    """What the endpoints need."""

    muster: Muster
    bolt: App
    signing_secret: str
    health: Health


def serve_all(parts: Parts) -> Intake:
    """The whole of it: events are taken in before the framework sees them."""
    return Intake(create(parts), muster=parts.muster, signing_secret=parts.signing_secret)


def create(parts: Parts) -> FastAPI:
    """What is not evidence: commands, interactions, health and metrics."""
    app = FastAPI(title="Muster", docs_url=None, redoc_url=None, openapi_url="/openapi.json")

    @app.post(EVENTS_PATH)
    async def slack_events(request: Request) -> Response:
        """Requests of Slack: commands, interactions, and events that are no evidence."""
        body = await request.body()
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
