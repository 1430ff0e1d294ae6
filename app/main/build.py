"""Building what everything is handed: settings, database, policy, clients."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.config import Clock, Settings, shipped, shipped_text
from app.drafter.model import Model
from app.flows.muster import Muster
from app.incident.policy import Policy, PolicyError, parse_policy
from app.slack.client import Identity, Slack
from app.slack.errors import SlackError
from app.store import incidents, schema
from app.store.database import Database, open_engine
from app.store.recorder import Recorder


class StartError(Exception):
    """Muster cannot start; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Built:
    """Muster, and the settings it was built from."""

    settings: Settings
    muster: Muster
    workspace: str


def load_policy(settings: Settings) -> Policy:
    """The default policy with the file of MUSTER_POLICY laid over it.

    Raises:
        PolicyError: with file, line and what was expected.
    """
    base = shipped_text("app.incident", "policy.yaml")
    if not settings.muster_policy:
        return parse_policy("", "the default policy", base)
    path = Path(settings.muster_policy)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"MUSTER_POLICY: {path} cannot be read: {error.strerror}") from error
    return parse_policy(text, str(path), base)


def open_database(settings: Settings) -> Database:
    """The database, with its schema brought up to date and the log's key known.

    Raises:
        DatabaseUrlError, SchemaError: when it cannot be used.
    """
    database = Database(open_engine(settings.database_url))
    schema.upgrade(database, shipped("migrations"))
    database.log_key = schema.log_key(database, settings.muster_log_key)
    return database


def _must_listen(settings: Settings) -> None:
    if not settings.slack_bot_token:
        raise StartError(
            "SLACK_BOT_TOKEN is not set. `muster manifest` prints the app to install; its bot "
            "token starts with xoxb-. `muster demo` needs no tokens."
        )
    if not settings.slack_signing_secret and not settings.slack_app_token:
        raise StartError(
            "Set SLACK_APP_TOKEN (Socket Mode, starts with xapp-) or SLACK_SIGNING_SECRET "
            "(HTTP, from the app's Basic Information page)."
        )


def connect(settings: Settings) -> tuple[Slack, Identity]:
    """Slack's client and who we are.

    Raises:
        StartError: when Slack does not take the token, or does not answer now.
    """
    slack = Slack(settings.slack_bot_token, settings.slack_api_url)
    try:
        return slack, slack.identity()
    except SlackError as error:
        if error.transient:
            raise StartError(
                f"Slack does not say who Muster is ({error.says} to auth.test). See that it can be "
                "reached, then start it again."
            ) from error
        raise StartError(
            f"Slack does not take SLACK_BOT_TOKEN ({error.says} to auth.test). {error.remedy}."
        ) from error


def build(settings: Settings, clock: Clock | None = None) -> Built:
    """Everything that `serve` needs.

    Raises:
        StartError, PolicyError, DatabaseUrlError, SchemaError: the message says what to mend.
    """
    policy = load_policy(settings)
    _must_listen(settings)
    slack, identity = connect(settings)
    database = open_database(settings)
    clock = clock or Clock.parse(settings.muster_clock)
    with database.write() as session:
        incidents.know_workspace(
            session,
            identity.workspace,
            name=identity.workspace_name,
            url=identity.url,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
        )
    muster = Muster(
        database=database,
        policy=policy,
        clock=clock,
        recorder=Recorder(database, clock),
        clients={identity.workspace: slack},
        identities={identity.workspace: identity},
        announce_channel=announce_channel(slack, settings.muster_announce_channel),
        model=model_of(settings),
        templates=template_folders(settings),
        incident_command=settings.muster_incident_command,
        postmortem_command=settings.muster_postmortem_command,
    )
    return Built(settings, muster, identity.workspace)


def offline(settings: Settings) -> Muster:
    """Muster with its database and no Slack: for commands that only read or mend the log.

    Raises:
        PolicyError, DatabaseUrlError, SchemaError: the message says what to mend.
    """
    database, clock = open_database(settings), Clock.parse(settings.muster_clock)
    return Muster(
        database=database,
        policy=load_policy(settings),
        clock=clock,
        recorder=Recorder(database, clock),
        clients={},
        identities={},
        templates=template_folders(settings),
    )


def model_of(settings: Settings) -> Model | None:
    """The model that may propose wording; None without a key."""
    if not settings.anthropic_api_key:
        return None
    return Model(
        key=settings.anthropic_api_key,
        name=settings.muster_model,
        base_url=settings.anthropic_base_url,
    )


def template_folders(settings: Settings) -> tuple[Path, ...]:
    """Where templates are looked for: the team's own folder, then those that ship."""
    own = [Path(settings.muster_templates)] if settings.muster_templates else []
    return (*own, shipped("templates"))


def announce_channel(slack: Slack, wanted: str) -> str:
    """The id of the announcement channel, which may be named by id or by name; empty: none.

    Raises:
        StartError: when there is no such channel.
    """
    name = wanted.removeprefix("#")
    if not name or (name[0] in "CG" and name.isupper()):
        return name
    try:
        pages = slack.pages(
            "conversations.list",
            "channels",
            exclude_archived=True,
            limit=999,
            types="public_channel",
        )
        for page in pages:
            for channel in page:
                if channel["name"] == name:
                    return str(channel["id"])
    except SlackError as error:
        raise StartError(
            f"MUSTER_ANNOUNCE_CHANNEL: channels cannot be listed ({error.says}). {error.remedy}, "
            "or give the channel's id (it starts with C)."
        ) from error
    raise StartError(
        f"MUSTER_ANNOUNCE_CHANNEL: there is no public channel #{name}. Create it, or give the "
        "channel's id (it starts with C)."
    )
