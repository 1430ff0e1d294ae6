"""The Bolt app: who we are without asking Slack each time, and what listens."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from app.flows import inbox, listening
from app.flows.muster import Muster
from app.listeners import actions, commands, edge, home, presence, shortcuts, submissions, wording
from app.store.recorder import RecordingError

log = logging.getLogger(__name__)


def build(muster: Muster, signing_secret: str, workspace: str) -> App:
    """The app for one workspace, the same for HTTP and Socket Mode.

    `process_before_response`: Bolt would otherwise acknowledge before a listener runs,
    and what the listener then fails to keep would be lost.
    """
    app = App(
        # Without a token: authorize gives it, and Bolt warns of two.
        client=WebClient(base_url=muster.clients[workspace].web.base_url),
        # Bolt wants one; in Socket Mode nothing is signed, and nobody may know it.
        signing_secret=signing_secret or secrets.token_hex(32),
        process_before_response=True,
        authorize=_authorize(muster, workspace),
        before_authorize=_record(muster),
        # The inbox knows our own posts; Bolt's filter would hide reactions of other apps.
        ignoring_self_events_enabled=True,
    )
    commands.register(app, muster)
    actions.register(app, muster)
    submissions.register(app, muster)
    wording.register(app, muster)
    shortcuts.register(app, muster)
    presence.register(app, muster)
    home.register(app, muster)
    # What nobody listens for must not be answered 404: Slack would send it again.
    app.event(re.compile(".*"))(_ignore)
    app.error(edge.on_error)
    return app


def _ignore() -> None:
    """Acknowledge."""


def _authorize(muster: Muster, workspace: str) -> Callable[..., AuthorizeResult]:
    """Answer from what auth.test said at start.

    Bolt answers 200 and drops the event when authorize fails, so it must not depend on a
    call that Slack may refuse.
    """
    identity, web = muster.identities[workspace], muster.clients[workspace].web

    def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=workspace,
            team=identity.workspace_name,
            url=identity.url,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=web.token,
        )

    return authorize


def _record(muster: Muster) -> Callable[..., BoltResponse]:
    def record(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002
        if body.get("type") == "app_rate_limited":
            listening.withheld(muster, str(body["team_id"]), int(body["minute_rate_limited"]))
            return BoltResponse(status=200)
        done: Future[int] = Future()
        if not inbox.receive(muster, body, done):
            return next()
        try:
            done.result(inbox.COMMIT_SECONDS)
        except (RecordingError, TimeoutError) as error:
            # No acknowledgement: Slack will send it again.
            log.warning("an event could not be recorded: %s", error)
            return BoltResponse(status=503)
        return BoltResponse(status=200)

    return record
