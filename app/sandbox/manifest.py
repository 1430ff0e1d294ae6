"""What the sandbox knows of the app under test: an app manifest, read once.

The form is Slack's own (docs.slack.dev/reference/app-manifest), version 1 or 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from app.sandbox.wire import Json, loads


class ManifestError(ValueError):
    """The manifest cannot be used; the message says what was expected where."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    name: str
    description: str
    usage_hint: str
    #: `@person` and `#channel` reach the app as ids only when this is set.
    should_escape: bool
    url: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global or message shortcut."""

    name: str
    callback_id: str
    #: `global` or `message`.
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class App:
    """The app that talks to this workspace."""

    name: str
    bot_name: str
    commands: dict[str, Command]
    shortcuts: tuple[Shortcut, ...]
    bot_scopes: frozenset[str]
    bot_events: frozenset[str]
    interactive: bool
    home_tab: bool
    messages_tab: bool
    messages_tab_read_only: bool
    socket_mode: bool
    events_url: str
    interactivity_url: str
    options_url: str


def default_manifest() -> Json:
    """The manifest of an app that may do everything and has no commands."""
    text = resources.files("app.sandbox").joinpath("data/manifest.json").read_bytes()
    manifest: Json = loads(text)
    return manifest


def parse_manifest(manifest: Json) -> App:
    """The app that `manifest` describes.

    Raises:
        ManifestError: when a part is missing or of the wrong kind.
    """
    features = _object(manifest, "features")
    settings = _object(manifest, "settings")
    events = _object(settings, "event_subscriptions")
    interactivity = _object(settings, "interactivity")
    home = _object(features, "app_home")
    name = _object(manifest, "display_information").get("name")
    if not isinstance(name, str) or not name:
        raise ManifestError("display_information.name: expected the app's name")
    scopes = _object(_object(manifest, "oauth_config"), "scopes").get("bot", [])
    return App(
        name=name,
        bot_name=_object(features, "bot_user").get("display_name") or name,
        commands={c.name: c for c in map(_command, _list(features, "slash_commands"))},
        shortcuts=tuple(map(_shortcut, _list(features, "shortcuts"))),
        bot_scopes=frozenset(scopes),
        bot_events=frozenset(events.get("bot_events", [])),
        interactive=bool(interactivity.get("is_enabled", False)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        events_url=events.get("request_url", ""),
        interactivity_url=interactivity.get("request_url", ""),
        options_url=interactivity.get("message_menu_options_url", ""),
    )


def _command(row: Json) -> Command:
    name = row.get("command")
    if not isinstance(name, str) or not name.startswith("/"):
        raise ManifestError(
            f"features.slash_commands: expected a command such as /hello, got {name!r}"
        )
    return Command(
        name=name,
        description=row.get("description", ""),
        usage_hint=row.get("usage_hint", ""),
        should_escape=bool(row.get("should_escape", False)),
        url=row.get("url", ""),
    )


def _shortcut(row: Json) -> Shortcut:
    if row.get("type") not in {"global", "message"} or not row.get("callback_id"):
        raise ManifestError(
            f"features.shortcuts: expected a type, global or message, and a callback_id, got {row}"
        )
    return Shortcut(
        row.get("name", ""), row["callback_id"], row["type"], row.get("description", "")
    )


def _object(parent: Json, key: str) -> Json:
    value = parent.get(key) or {}
    if not isinstance(value, dict):
        raise ManifestError(f"{key}: expected an object, got {type(value).__name__}")
    return value


def _list(parent: Json, key: str) -> list[Json]:
    value = parent.get(key) or []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ManifestError(f"{key}: expected a list of objects")
    return value
