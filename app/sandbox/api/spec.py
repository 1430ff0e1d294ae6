"""What Slack's documentation says of each method; see data/LICENSES.md."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from app.sandbox.state.channels import Kind
from app.sandbox.wire import loads


@dataclass(frozen=True, slots=True)
class Spec:
    """The facts of a method."""

    arguments: frozenset[str]
    required: tuple[str, ...]
    #: Any of these scopes lets a bot call it; empty: none is needed.
    scopes: tuple[str, ...]
    #: Its rate limit, see `limits.TIERS`.
    tier: str | None


def _read() -> dict[str, Spec]:
    path = resources.files("app.sandbox").joinpath("data/methods.json")
    return {
        name: Spec(
            frozenset(row["arguments"]), tuple(row["required"]), tuple(row["scopes"]), row["tier"]
        )
        for name, row in loads(path.read_bytes()).items()
    }


SPECS = _read()

#: Which scopes a method family needs for each kind of conversation; any one will do.
READ = {
    Kind.CHANNEL: ("channels:read",),
    Kind.GROUP: ("groups:read",),
    Kind.IM: ("im:read",),
    Kind.MPIM: ("mpim:read",),
}
HISTORY = {
    Kind.CHANNEL: ("channels:history",),
    Kind.GROUP: ("groups:history",),
    Kind.IM: ("im:history",),
    Kind.MPIM: ("mpim:history",),
}
MANAGE = {
    Kind.CHANNEL: ("channels:manage", "channels:write"),
    Kind.GROUP: ("groups:write",),
    Kind.IM: ("im:write",),
    Kind.MPIM: ("mpim:write",),
}
INVITE = {
    Kind.CHANNEL: ("channels:manage", "channels:write.invites"),
    Kind.GROUP: ("groups:write", "groups:write.invites"),
    Kind.IM: ("im:write",),
    Kind.MPIM: ("mpim:write",),
}
TOPIC = {
    Kind.CHANNEL: ("channels:manage", "channels:write.topic"),
    Kind.GROUP: ("groups:write", "groups:write.topic"),
    Kind.IM: ("im:write", "im:write.topic"),
    Kind.MPIM: ("mpim:write", "mpim:write.topic"),
}
