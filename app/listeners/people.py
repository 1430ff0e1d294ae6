"""Whether a person is in the workspace, as Slack says now."""

from __future__ import annotations

from app.incident.values import RefusalError
from app.listeners.ask import Ask
from app.slack.errors import SlackError


def must_be_here(ask: Ask, person: str) -> None:
    """Refuse people whom Slack does not know, who left, and bots.

    Raises:
        RefusalError: with what to do instead. When Slack cannot be asked, nothing is
            refused: a role at three in the morning matters more.
    """
    try:
        user = ask.slack.call("users.info", user=person)["user"]
    except SlackError as error:
        if error.code in {"user_not_found", "user_not_visible"}:
            raise RefusalError(
                f"`{person}` is nobody in this workspace. Pick the name from the list after @."
            ) from error
        return
    if user.get("deleted"):
        raise RefusalError(f"<@{person}> has left the workspace. Name somebody who is here.")
    if user.get("is_bot"):
        raise RefusalError(f"<@{person}> is a bot: a role needs a person who answers for it.")
