"""What Slack's errors mean: mapped once, where Slack answers.

Codes and their meaning: docs.slack.dev, "errors" of each method; the grouping follows
what a caller can do about them.
"""

from __future__ import annotations

import socket
import ssl
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

#: The effect is there already: as good as done.
ALREADY_DONE = frozenset(
    {
        "already_in_channel",
        "already_pinned",
        "already_reacted",
        "already_archived",
        "not_archived",
        "channel_canvas_already_exists",
        "cant_invite_self",
        "no_reaction",
        "no_pin",
    }
)

#: It may or may not have happened: look before doing it again.
AMBIGUOUS = frozenset({"internal_error", "fatal_error"})

#: Slack is busy; nothing happened.
BUSY = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout"})

#: The whole installation is broken until somebody acts.
INSTALLATION = frozenset(
    {
        "token_revoked",
        "token_expired",
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
    }
)

#: Ours: a user group that is called has nobody in it.
EMPTY_GROUP = "empty_group"

#: What a person can do about an error, by code.
REMEDIES: dict[str, str] = {
    "unreachable": "Check the network and SLACK_API_URL",
    "no_answer": "Try again; if it stays so, check the network",
    "missing_scope": "Reinstall the app with the scopes of `muster manifest`",
    "not_in_channel": "Invite Muster to the channel",
    "channel_not_found": "Invite Muster to the channel, or check the channel's id",
    "is_archived": "Unarchive the channel",
    "restricted_action": "Ask a workspace admin to let apps do this",
    "cannot_create_channel": "Ask a workspace admin to let apps create channels",
    "no_permission": "Ask a workspace admin to let apps do this, or invite Muster to the channel",
    "too_many_bookmarks": "Remove a bookmark from the channel",
    "user_disabled": "They have left the workspace: name somebody else",
    "org_user_not_in_team": "Add the person to this workspace first",
    "user_is_restricted": "Guests cannot be added by an app: invite them by hand",
    "user_not_found": "Check that the person is in this workspace",
    EMPTY_GROUP: "Put somebody in it, or name another fallback in the policy",
    "cant_invite": "Invite the person by hand",
    "too_many_pins": "Unpin something in the channel",
    "name_taken": "Rename or remove the channel that has the name",
    "token_revoked": "Reinstall the app and set the new SLACK_BOT_TOKEN",
    "invalid_auth": "Set SLACK_BOT_TOKEN to the token of the installed app",
    "account_inactive": "Reinstall the app: its account was deactivated",
}
_ASK = "See `muster outbox`; when it is mended, `/incident repair` tries again"


class SlackError(Exception):
    """A call that failed, and what can be done about it."""

    def __init__(
        self,
        method: str,
        code: str,
        *,
        retry_after: float | None = None,
        ambiguous: bool = False,
        transient: bool = False,
        needed: str = "",
        channel: str = "",
    ) -> None:
        super().__init__(f"{method}: {code}" + (f" (needs {needed})" if needed else ""))
        self.method = method
        self.code = code
        #: Seconds that Slack asks this method not to be called.
        self.retry_after = retry_after
        #: It may have happened.
        self.ambiguous = ambiguous
        #: Trying again later can help.
        self.transient = transient or ambiguous or retry_after is not None
        #: The scope that is missing.
        self.needed = needed
        #: The channel that the call named, if any.
        self.channel = channel

    @property
    def remedy(self) -> str:
        """What a person can do."""
        return REMEDIES.get(self.code, _ASK)

    @property
    def says(self) -> str:
        """The error for a person, with the missing scope when there is one."""
        if self.code == "unreachable":
            return "Slack cannot be reached"
        if self.code == "no_answer":
            return "Slack did not answer"
        if self.code == EMPTY_GROUP:
            return "The user group has nobody in it"
        return f"Slack answered {self.code}" + (f" (scope {self.needed})" if self.needed else "")


def from_response(method: str, status: int, headers: dict[str, str], error: str) -> SlackError:
    """The error of an answer that Slack gave."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or error in {"ratelimited", "rate_limited"}:
        return SlackError(method, "ratelimited", retry_after=_seconds(headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or error in AMBIGUOUS:
        return SlackError(method, error or f"http_{status}", ambiguous=True)
    return SlackError(method, error or f"http_{status}", transient=error in BUSY)


#: How long a method rests when Slack does not say, and at least and at most, seconds: no
#: herd of refused calls, and no time that no calendar has.
_REST = 30.0
_SHORTEST, _LONGEST = 1.0, 86400.0


def _seconds(headers: dict[str, str]) -> float:
    """What Retry-After says; proxies have put dates and nothing at all there."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return min(max(_SHORTEST, float(said)), _LONGEST)
    except ValueError:
        return _REST


def from_exception(method: str, error: Exception, channel: str = "") -> SlackError:
    """The error of a call that got no usable answer."""
    found = _from_exception(method, error)
    found.channel = channel
    return found


def _from_exception(method: str, error: Exception) -> SlackError:
    if isinstance(error, SlackApiError):
        return _from_api_error(method, error)
    if isinstance(error, URLError):
        reason = error.reason
        # urllib wraps what went wrong up to sending; these mean that nothing was sent.
        unsent = isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLError)
        return SlackError(method, "unreachable", transient=True, ambiguous=not unsent)
    return SlackError(method, "no_answer", ambiguous=True)


#: What the SDK puts in the place of an error code when the body is not Slack's.
_NOT_JSON = "Received a response in a non-JSON format"


def _from_api_error(method: str, error: SlackApiError) -> SlackError:
    response = error.response
    if isinstance(response, dict):
        return from_response(method, int(response.get("status") or 500), {}, "")
    data = response.data if isinstance(response.data, dict) else {}
    headers = {name: str(value) for name, value in dict(response.headers).items()}
    code = str(data.get("error") or "")
    if code.startswith(_NOT_JSON):
        # Something between us and Slack answered, or Slack broke off: we know nothing.
        code = ""
        if response.status_code == HTTPStatus.OK:
            return SlackError(method, "no_answer", ambiguous=True)
    found = from_response(method, response.status_code, headers, code)
    found.needed = str(data.get("needed") or "")
    return found


#: Every way in which a call can fail; anything else is a defect of ours.
CALL_FAILURES = (SlackClientError, URLError, HTTPException, OSError)
