"""`muster doctor`: what works, and what to mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.config import Settings, shipped
from app.drafter.model import ModelError, greet
from app.flows import refused
from app.incident.policy import PolicyError, PostmortemPolicy
from app.main.build import StartError, announce_channel, load_policy, model_of
from app.slack.client import Identity, Slack
from app.slack.errors import SlackError
from app.slack.manifest import BOT_SCOPES
from app.store import channels, incidents, refusals, schema
from app.store.database import Database, DatabaseUrlError, open_engine
from app.store.schema import SchemaError

#: Slack refuses signatures older than five minutes; well before that, say so.
SKEW_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    #: True: works; False: must be mended; None: works, and something is worth knowing.
    ok: bool | None
    says: str


def examine(settings: Settings) -> Iterator[Check]:
    """Every check, in the order in which things are needed."""
    yield _policy(settings)
    database = _database(settings)
    yield database
    yield from _slack(settings)
    yield _transport(settings)
    yield _model(settings)
    if database.ok is not False:
        yield from _channels(settings)


def _policy(settings: Settings) -> Check:
    try:
        load_policy(settings)
    except PolicyError as error:
        return Check("policy", ok=False, says=str(error))
    return Check("policy", ok=True, says=settings.muster_policy or "the default that ships")


def _database(settings: Settings) -> Check:
    try:
        database = Database(open_engine(settings.database_url))
        have, want = schema.revision(database), schema.newest(shipped("migrations"))
    except (DatabaseUrlError, SchemaError) as error:
        return Check("database", ok=False, says=str(error))
    where = database.engine.url.render_as_string(hide_password=True)
    database.dispose()
    if have == want:
        return Check("database", ok=True, says=f"{where}, schema {have}")
    if schema.is_newer(have, shipped("migrations")):
        said = (
            f"{where} has schema {have}, which a later version wrote; this one knows {want} and "
            "works on it while versions roll: upgrade Muster"
        )
        return Check("database", ok=None, says=said)
    said = f"{where} has schema {have or 'none'}, this version needs {want}: `muster db upgrade`"
    return Check("database", ok=False, says=said)


def _channels(settings: Settings) -> Iterator[Check]:
    """Workspaces that Slack refuses everything, and incidents that are not recorded any more; of private ones no more than that they are."""
    database = Database(open_engine(settings.database_url))
    with database.read() as session:
        refusing = refusals.standing(session)
        lost = [(one, incidents.get(session, one.incident_id)) for one in channels.lost(session)]
    database.dispose()
    for refusal in refusing:
        yield Check("delivery", ok=False, says=refused.told(refusal))
    for one, incident in lost:
        name = incident.ref if incident and not incident.private else "a private incident"
        says = f"{name}: Muster is not in its channel since {one.lost_at:%Y-%m-%d %H:%M} UTC"
        yield Check("channels", ok=False, says=f"{says}. Invite it there (`/invite @Muster`)")


def _slack(settings: Settings) -> Iterator[Check]:
    if not settings.slack_bot_token:
        says = "SLACK_BOT_TOKEN is not set; it starts with xoxb- (`muster manifest`, then install)"
        yield Check("bot token", ok=False, says=says)
        return
    slack = Slack(settings.slack_bot_token, settings.slack_api_url)
    try:
        identity = slack.identity()
    except SlackError as error:
        yield Check("bot token", ok=False, says=f"{error.says} to auth.test. {error.remedy}")
        return
    yield Check("bot token", ok=True, says=f"{identity.workspace_name} ({identity.workspace})")
    yield _scopes(identity)
    yield _clock(identity)
    yield _announcements(settings, slack)


def _scopes(identity: Identity) -> Check:
    missing = sorted(set(BOT_SCOPES) - identity.scopes)
    if not identity.scopes:
        return Check("scopes", ok=None, says="Slack did not say which scopes the token has")
    if missing:
        listed = "; ".join(f"{scope} ({BOT_SCOPES[scope]})" for scope in missing)
        says = f"missing: {listed}. Update the app from `muster manifest` and reinstall it"
        return Check("scopes", ok=False, says=says)
    return Check("scopes", ok=True, says=f"all {len(BOT_SCOPES)}")


def _clock(identity: Identity) -> Check:
    skew = identity.clock_skew
    if skew is None:
        return Check("clock", ok=None, says="Slack did not say its time")
    if abs(skew) > SKEW_SECONDS:
        says = f"this machine is {skew:+.0f} s off Slack's time; signatures fail at 300 s. Set NTP"
        return Check("clock", ok=False, says=says)
    return Check("clock", ok=True, says=f"{skew:+.1f} s off Slack's time")


def _announcements(settings: Settings, slack: Slack) -> Check:
    name = "announcements"
    if not settings.muster_announce_channel:
        says = "MUSTER_ANNOUNCE_CHANNEL is not set: incidents are announced nowhere"
        return Check(name, ok=None, says=says)
    try:
        channel = announce_channel(slack, settings.muster_announce_channel)
        info = slack.call("conversations.info", channel=channel)["channel"]
    except StartError as error:
        return Check(name, ok=False, says=str(error))
    except SlackError as error:
        return Check(name, ok=False, says=f"MUSTER_ANNOUNCE_CHANNEL: {error.says}. {error.remedy}")
    if not info.get("is_member"):
        says = f"Muster is not in #{info['name']}: invite it there (`/invite @Muster`)"
        return Check(name, ok=False, says=says)
    return Check(name, ok=True, says=f"#{info['name']}")


def _transport(settings: Settings) -> Check:
    if settings.slack_app_token:
        try:
            token = settings.slack_app_token
            Slack(token, settings.slack_api_url).call("apps.connections.open", app_token=token)
        except SlackError as error:
            says = (
                f"SLACK_APP_TOKEN: {error.says}. It starts with xapp- and needs connections:write"
            )
            return Check("transport", ok=False, says=says)
        return Check("transport", ok=True, says="Socket Mode")
    if settings.slack_signing_secret:
        says = f"HTTP: Slack must reach POST /slack/events on {settings.host}:{settings.port}"
        return Check("transport", ok=True, says=says)
    says = "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
    return Check("transport", ok=False, says=says)


def _model(settings: Settings) -> Check:
    model = model_of(settings)
    if model is None:
        says = "no ANTHROPIC_API_KEY: postmortems are drafted from the log alone"
        return Check("model", ok=None, says=says)
    try:
        lifecycle = greet(model)
        policy = load_policy(settings).postmortem
    except ModelError as error:
        return Check("model", ok=False, says=f"{model.name}: {error}")
    except PolicyError:
        return Check("model", ok=None, says=f"{model.name} answers; mend the policy first")
    return _priced(model.name, lifecycle, policy)


def _priced(name: str, lifecycle: str, policy: PostmortemPolicy) -> Check:
    """Whether drafts will ask the model that answers."""
    if not policy.max_cost_usd:
        says = f"{name} answers, and the policy asks no model (postmortem.max_cost_usd is 0)"
        return Check("model", ok=None, says=says)
    if name not in policy.models:
        says = f"{name} answers, but has no price in the policy: add it to postmortem.models"
        return Check("model", ok=False, says=says)
    if lifecycle in {"deprecated", "retired"}:
        says = f"{name} is {lifecycle}: set MUSTER_MODEL to a current one"
        return Check("model", ok=None if lifecycle == "deprecated" else False, says=says)
    says = f"{name} answers; a draft costs at most ${policy.max_cost_usd:.2f}"
    return Check("model", ok=True, says=says)
