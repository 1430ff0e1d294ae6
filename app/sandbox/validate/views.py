"""Modals and App Homes."""

from __future__ import annotations

from app.sandbox.validate.blocks import check_blocks
from app.sandbox.validate.check import (
    LIMITS,
    Check,
    Problem,
    Problems,
    anything,
    boolean,
    shape,
    string,
)
from app.sandbox.validate.objects import plain
from app.sandbox.wire import dumps

_VIEW: dict[str, Check] = {
    "type": string(),
    "blocks": anything,
    "private_metadata": string(LIMITS["view"]["private_metadata"]),
    "callback_id": string(LIMITS["view"]["callback_id"]),
    "external_id": string(LIMITS["ids"]["external_id"]),
}
_MODAL = shape(
    _VIEW
    | {
        "title": plain(LIMITS["view"]["title"]),
        "submit": plain(LIMITS["view"]["submit"]),
        "close": plain(LIMITS["view"]["close"]),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    ("type", "title", "blocks"),
)
_HOME = shape(_VIEW, ("type", "blocks"))


def check_view(view: object, kind: str, at: str = "/view") -> Problems:
    """What is wrong with a view of a kind, `modal` or `home`."""
    problems: Problems = []
    if not isinstance(view, dict):
        return [Problem("must provide an object", at)]
    if view.get("type") != kind:
        return [Problem(f"must be a {kind} view", f"{at}/type")]
    (_MODAL if kind == "modal" else _HOME)(view, at, problems)
    blocks = view.get("blocks")
    if blocks is not None:
        problems += check_blocks(blocks, kind, f"{at}/blocks")
    if kind == "modal" and not view.get("submit") and _has_input(blocks):
        problems.append(Problem("submit must be defined when blocks contains an input block", at))
    return problems


def view_too_large(view: object) -> bool:
    """Whether a view weighs more than Slack takes."""
    return len(dumps(view)) > int(LIMITS["surface"]["view_payload_bytes"])


def _has_input(blocks: object) -> bool:
    return isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
