"""The app manifest, held to Slack's own schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from app.listeners.shortcuts import SHORTCUTS
from app.slack.manifest import BOT_EVENTS, BOT_SCOPES, manifest

SCHEMAS = Path(__file__).parents[2] / "data" / "slack-manifest"


@pytest.fixture(scope="module")
def validator():
    names = ("manifest.schema.1.0.0.json", "manifest.schema.2.0.0.json")
    address = "https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/"
    registry = Registry().with_resources(
        [
            (address + name, Resource.from_contents(json.loads((SCHEMAS / name).read_text())))
            for name in names
        ]
    )
    schema = json.loads((SCHEMAS / "manifest.schema.json").read_text())
    return Draft7Validator(schema, registry=registry)


def documents():
    names = {"incident_command": "incident", "postmortem_command": "postmortem"}
    return {
        "socket": manifest(**names),
        "http": manifest(request_url="https://muster.example.com/slack/events", **names),
    }


@pytest.mark.parametrize("name", ["socket", "http"])
def test_the_manifest_is_one_that_slack_takes(validator, name):
    assert [error.message for error in validator.iter_errors(documents()[name])] == []


def test_the_schema_refuses_what_slack_refuses(validator):
    broken = documents()["socket"]
    broken["settings"]["socket_mode_enabled"] = "yes"
    assert list(validator.iter_errors(broken))


def test_commands_escape_people_so_that_they_arrive_as_ids():
    commands = documents()["socket"]["features"]["slash_commands"]
    assert [(one["command"], one["should_escape"]) for one in commands] == [
        ("/incident", True),
        ("/postmortem", True),
    ]


def test_http_gives_every_request_the_same_address():
    document = documents()["http"]
    address = "https://muster.example.com/slack/events"
    assert document["settings"]["event_subscriptions"]["request_url"] == address
    assert document["settings"]["interactivity"]["request_url"] == address
    assert {one["url"] for one in document["features"]["slash_commands"]} == {address}
    assert not document["settings"]["socket_mode_enabled"]


def test_every_shortcut_that_is_offered_is_listened_to():
    offered = {one["callback_id"] for one in documents()["socket"]["features"]["shortcuts"]}
    assert offered == set(SHORTCUTS)


def test_scopes_and_events_are_listed_once_in_order():
    assert list(BOT_SCOPES) == sorted(BOT_SCOPES)
    assert list(BOT_EVENTS) == sorted(set(BOT_EVENTS))
