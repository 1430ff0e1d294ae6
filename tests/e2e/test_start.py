"""Starting: what is wrong is said in one line that says what to mend."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from support.command import muster
from support.world import patient, settings_for, world

from app.main.build import build
from app.main.serve import serving
from app.sandbox import running
from app.slack.manifest import manifest


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN"),
        (
            {
                "SLACK_BOT_TOKEN": "xoxb-1",
                "SLACK_SIGNING_SECRET": "s",
                "SLACK_API_URL": "http://127.0.0.1:9/api",
            },
            "Slack cannot be reached",
        ),
        ({"MUSTER_CLOCK": "noon"}, "MUSTER_CLOCK: expected origin,speed"),
        ({"PORT": "70000"}, "PORT: "),
        ({"MUSTER_POLICY": "nowhere.yaml"}, "nowhere.yaml cannot be read"),
    ],
)
def test_a_start_that_cannot_work_says_what_to_mend(tmp_path, environment, says):
    database = f"sqlite:///{tmp_path / 'muster.db'}"
    status, said = muster("serve", **{"DATABASE_URL": database, **environment})
    assert status == 1
    assert says in said
    assert said.count("\n") == 0
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/x", "Give sqlite:///muster.db or postgresql://"),
        ("postgresql://127.0.0.1:9/x", "cannot be reached"),
        ("sqlite:////nowhere/at/all/muster.db", "cannot be reached"),
        ("not a url", "cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(url, says):
    status, said = muster("db", "upgrade", DATABASE_URL=url)
    assert status == 1
    assert says in said
    assert "Traceback" not in said


def test_a_wrong_token_and_a_policy_with_an_error_are_named(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("severities:\n  SEV1:\n    update_every: soon\n")
    with running(patient()) as slack:
        common = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'muster.db'}",
        }
        status, said = muster("serve", **common, SLACK_BOT_TOKEN="xoxb-wrong")
        assert (status, "invalid_auth" in said) == (1, True)
        good = {**common, "SLACK_BOT_TOKEN": slack.bot_token}
        slack.control.fault("ratelimit", "auth.test", retry_after=7)
        status, said = muster("serve", **good)
        assert (status, "SLACK_BOT_TOKEN" in said, "then start it again" in said) == (
            1,
            False,
            True,
        )
        status, said = muster("serve", **good, MUSTER_POLICY=str(policy))
        assert status == 1
        assert f"{policy}:3: severities.SEV1.update_every: expected a duration" in said
        status, said = muster("serve", **good, MUSTER_ANNOUNCE_CHANNEL="#nowhere")
        assert (status, "no public channel #nowhere" in said) == (1, True)
        status, said = muster("serve", **good, SLACK_APP_TOKEN="xapp-wrong", PORT="0")
        assert (status, "Slack does not take SLACK_APP_TOKEN" in said) == (1, True), said
        assert "Traceback" not in said


def test_a_second_serve_on_one_sqlite_file_is_refused(tmp_path):
    database = f"sqlite:///{tmp_path / 'muster.db'}"
    with world(database, "http") as first:
        settings = settings_for(first.slack, database, "http")
        environment = {
            # The same file, spelled otherwise.
            "DATABASE_URL": database.replace("sqlite:", "sqlite+pysqlite:") + "?timeout=5",
            "SLACK_BOT_TOKEN": settings.slack_bot_token,
            "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
            "SLACK_API_URL": settings.slack_api_url,
            "PORT": "0",
        }
        status, said = muster("serve", **environment)
    assert status == 1
    assert "SQLite takes one process" in said


def test_a_port_that_is_taken_is_named(tmp_path):
    database = f"sqlite:///{tmp_path / 'muster.db'}"
    with world(database, "http") as first:
        other = f"sqlite:///{tmp_path / 'other.db'}"
        settings = settings_for(first.slack, other, "http", port=first.muster.port)
        with pytest.raises(Exception, match="Choose another PORT"), serving(build(settings)):
            pass


def test_the_doctor_names_what_to_mend_and_what_works(tmp_path):
    database = f"sqlite:///{tmp_path / 'muster.db'}"
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    app["oauth_config"]["scopes"]["bot"].remove("pins:write")
    with running(patient(manifest=app)) as slack:
        environment = {
            "DATABASE_URL": database,
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "MUSTER_ANNOUNCE_CHANNEL": "#random",
            "COLUMNS": "300",
        }
        status, said = muster("doctor", **environment)
        assert status == 1
        assert "schema none" in said
        assert "missing: pins:write (pin the card)" in said
        assert "Muster is not in #random" in said
        assert "Socket Mode" in said
        assert muster("db", "upgrade", DATABASE_URL=database)[0] == 0
        _, said = muster("doctor", **environment)
        assert "schema 0001" in said


def test_the_manifest_is_printed_as_json_and_as_yaml():
    status, said = muster("manifest", "--url", "https://muster.example.com/slack/events")
    assert status == 0
    assert json.loads(said)["settings"]["socket_mode_enabled"] is False
    assert "slash_commands:" in muster("manifest", "--format", "yaml")[1]


def test_socket_mode_needs_no_signing_secret_and_takes_nothing_over_http(tmp_path):
    with running(patient()) as slack:
        settings = settings_for(slack, f"sqlite:///{tmp_path / 'muster.db'}", "socket")
        unsigned = settings.model_copy(update={"slack_signing_secret": ""})
        with serving(build(unsigned)) as running_muster:
            assert slack.person("Aiko").command("#general", "/incident help").ok
            address = f"http://127.0.0.1:{running_muster.port}"
            with pytest.raises(HTTPError, match="404"):
                urlopen(f"{address}/slack/events", data=b"{}")
            with urlopen(f"{address}/healthz") as answer:
                assert answer.status == 200
