"""Who is there: auth, team, users, user groups, bots."""

from __future__ import annotations

from app.sandbox.api.call import Call
from app.sandbox.api.paging import paged
from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.state.people import Person, bot_profile, user_object
from app.sandbox.state.world import Group
from app.sandbox.wire import Json

_PAGE = 200


def api_test(call: Call) -> Json:
    """api.test: gives back what it got."""
    if call.has("error"):
        raise SlackError(call.text("error"), details={"args": call.arguments})
    return {"args": call.arguments}


def auth_test(call: Call) -> Json:
    """auth.test."""
    slack, person = call.slack, call.person
    answer: Json = {
        "url": f"{slack.origin}/",
        "team": slack.config.team_name,
        "user": person.name,
        "team_id": slack.team,
        "user_id": person.id,
        "is_enterprise_install": False,
    }
    if call.caller.kind == "app":
        return answer | {"app_id": slack.bot.app_id, "app_name": slack.app.name}
    return answer | ({"bot_id": person.bot_id} if person.is_bot else {})


def auth_revoke(call: Call) -> Json:
    """auth.revoke: the token is dead from now on."""
    if call.flag("test"):
        return {"revoked": False}
    call.slack.world.by_token.pop(call.person.token, None)
    call.slack.revoked.add(call.person.token)
    return {"revoked": True}


def connections_open(call: Call) -> Json:
    """apps.connections.open: an address for one Socket Mode connection."""
    slack = call.slack
    address = slack.origin.replace("http", "ws", 1)
    ticket = slack.outbound.sockets.ticket()
    return {"url": f"{address}/link/?ticket={ticket}&app_id={slack.bot.app_id}"}


def team_info(call: Call) -> Json:
    """team.info."""
    slack = call.slack
    if call.has("team") and call.text("team") != slack.team:
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": slack.team,
            "name": slack.config.team_name,
            "url": f"{slack.origin}/",
            "domain": slack.config.team_domain,
            "email_domain": "sandbox.example.com",
            "icon": {"image_default": True, "image_34": f"{slack.origin}/avatars/team/34.svg"},
            "avatar_base_url": f"{slack.origin}/avatars/",
            "is_verified": False,
        }
    }


def user_info(call: Call) -> Json:
    """users.info."""
    return {"user": _user(call, call.user())}


def user_list(call: Call) -> Json:
    """users.list."""
    people = [_user(call, person) for person in call.slack.world.people.values()]
    answer = paged(call, "members", people, _PAGE)
    return answer | {"cache_ts": int(call.slack.clock.now())}


def lookup_by_email(call: Call) -> Json:
    """users.lookupByEmail."""
    wanted = call.text("email").casefold()
    for person in call.slack.world.people.values():
        if not person.is_bot and person.email.casefold() == wanted:
            return {"user": _user(call, person)}
    raise SlackError("users_not_found")


def groups(call: Call) -> Json:
    """usergroups.list."""
    return {
        "usergroups": [
            _group(
                call,
                group,
                users=call.flag("include_users"),
                count=call.flag("include_count"),
            )
            for group in call.slack.world.groups.values()
        ]
    }


def group_users(call: Call) -> Json:
    """usergroups.users.list."""
    group = call.slack.world.groups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": group.members}


def bot_info(call: Call) -> Json:
    """bots.info."""
    if not call.has("bot"):
        raise invalid_arguments("missing required field: bot")
    wanted = call.text("bot")
    for person in call.slack.world.people.values():
        if person.is_bot and wanted in {person.bot_id, person.id}:
            profile = bot_profile(person, call.slack.team, call.slack.origin)
            profile.pop("team_id")
            return {"bot": profile}
    raise SlackError("bot_not_found")


def _user(call: Call, person: Person) -> Json:
    slack = call.slack
    shown = user_object(person, slack.team, slack.clock.now(), slack.origin)
    if not call.caller.may(("users:read.email",)):
        shown["profile"].pop("email", None)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return shown


def _group(call: Call, group: Group, *, users: bool, count: bool) -> Json:
    creator = group.members[0] if group.members else ""
    shown: Json = {
        "id": group.id,
        "team_id": call.slack.team,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 0,
        "created_by": creator,
        "updated_by": creator,
        "prefs": {"channels": [], "groups": []},
    }
    if users:
        shown["users"] = group.members
    if count:
        shown["user_count"] = len(group.members)
    return shown
