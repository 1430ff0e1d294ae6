"""Bolt's own listener that does nothing, on the server that Muster uses: what HTTP costs.

Run as a process: PORT and SECRET are its arguments. Authorization asks nobody, so that all
it does for an event is what Bolt does for any: check the signature, parse, run middleware,
find the listener, call it, and only then answer.
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from slack_bolt import App
from slack_bolt.adapter.fastapi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult


def application(secret: str) -> FastAPI:
    """FastAPI around Bolt, as Bolt's documentation has it."""
    bolt = App(
        signing_secret=secret,
        process_before_response=True,
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_user_id="U1", bot_id="B1", bot_token="xoxb-1"
        ),
    )

    @bolt.event("message")
    def nothing() -> None:
        """Take the event."""

    handler, app = SlackRequestHandler(bolt), FastAPI()

    @app.post("/slack/events")
    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return app


if __name__ == "__main__":
    uvicorn.run(
        application(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        # As Muster's own server: what differs is what is measured.
        proxy_headers=False,
        server_header=False,
    )
