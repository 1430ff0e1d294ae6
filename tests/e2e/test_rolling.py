"""Versions roll: processes of this one live, die and start beside the schema of a later one."""

from __future__ import annotations

import pytest
from soak.acts import Stage
from sqlalchemy import select
from support.exactly_once import problems
from support.fleet import Fleet
from support.later import later_migrations
from support.world import settings_for

from app.incident.kinds import Kind
from app.sandbox import SandboxConfig, running
from app.slack.manifest import manifest
from app.store import schema
from app.store.database import Database, open_engine
from app.store.tables import IncidentRow


@pytest.mark.timeout(600)
def test_a_later_version_migrates_while_processes_of_this_one_live_and_start_again(
    postgres_url, tmp_path
):
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    database = Database(open_engine(postgres_url))
    with running(SandboxConfig(manifest=app)) as slack:
        fleet = Fleet(settings_for(slack, postgres_url, "socket"), tmp_path, 2)
        try:
            fleet.start()
            stage, aiko = Stage(slack, database, fleet, tmp_path), slack.person("Aiko")
            assert aiko.command("#general", "/incident declare SEV1 before").ok
            assert stage.settle()
            schema.upgrade(database, later_migrations(tmp_path))
            # Those that live go on,
            aiko.say(stage.channel(), "seen by an old process")
            # and one that dies starts again, on a schema that it does not know.
            fleet.kill(0)
            assert fleet.reap() == 1
            assert aiko.command("#general", "/incident declare SEV1 after").ok
            assert stage.settle()
            assert schema.revision(database) == "9999"
            assert stage.count(Kind.MESSAGE_POSTED) >= 1
            with database.read() as session:
                assert all(session.scalars(select(IncidentRow.channel)))
            assert problems(slack, database) == []
        finally:
            fleet.stop()
            database.dispose()
