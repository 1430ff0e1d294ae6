"""The first schema: incidents, their log, timers, outbox, and what is known of Slack.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: SQLite numbers rows only in a column of type INTEGER.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _workspaces()
    _incidents()
    _channels()
    _entries()
    _chains()
    _ladders()
    _timers()
    _reminders()
    _outbox()
    _limits()
    _people()
    _members()
    _postmortems()
    _actions()
    _digests()
    _parked()
    _keys()
    _search()


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.Text(), nullable=False),
        sa.Column("last_number", BIG, nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("incidents_number", "incidents", ["workspace_id", "number"], unique=True)
    op.create_index("incidents_phase", "incidents", ["workspace_id", "phase"], unique=False)


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_to", sa.Text(), nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel"),
    )
    op.create_index("channels_incident", "channels", ["incident_id"], unique=False)


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("entry_class", sa.Text(), nullable=False),
        sa.Column("seq", BIG, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("message_ts", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("link_no", BIG, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("redacted_by", BIG, nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "entries_message", "entries", ["incident_id", "message_ts", "kind"], unique=False
    )
    op.create_index(
        "entries_order", "entries", ["incident_id", "occurred_at", "id", "kind"], unique=False
    )
    op.create_index(
        "entries_redacted",
        "entries",
        ["incident_id"],
        unique=False,
        sqlite_where=sa.text("redacted_by IS NOT NULL"),
        postgresql_where=sa.text("redacted_by IS NOT NULL"),
    )
    op.create_index(
        "entries_members",
        "entries",
        ["incident_id", "actor", "occurred_at", "id"],
        unique=False,
        sqlite_where=sa.text("kind IN ('member:joined', 'member:left')"),
        postgresql_where=sa.text("kind IN ('member:joined', 'member:left')"),
    )
    op.create_index(
        "entries_seq",
        "entries",
        ["incident_id", "seq"],
        unique=True,
        sqlite_where=sa.text("seq IS NOT NULL"),
        postgresql_where=sa.text("seq IS NOT NULL"),
    )
    op.create_index("entries_source", "entries", ["workspace_id", "source_key"], unique=True)
    op.create_index(
        "entries_thread",
        "entries",
        ["incident_id", "thread"],
        unique=False,
        sqlite_where=sa.text("thread <> ''"),
        postgresql_where=sa.text("thread <> ''"),
    )


def _chains() -> None:
    op.create_table(
        "chains",
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("length", BIG, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("redactions", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("incident_id"),
    )


def _ladders() -> None:
    op.create_table(
        "ladders",
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("generation", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("incident_id", "name"),
    )


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("generation", BIG, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgency", BIG, nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "timers_due",
        "timers",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("fired_at IS NULL"),
        postgresql_where=sa.text("fired_at IS NULL"),
    )
    op.create_index(
        "timers_step", "timers", ["incident_id", "ladder", "generation", "step"], unique=True
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("generation", BIG, nullable=False),
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("closed_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reminders_incident", "reminders", ["incident_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=True),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("urgency", BIG, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("outbox_incident", "outbox", ["incident_id", "state"], unique=False)
    op.create_index("outbox_token", "outbox", ["token"], unique=True)
    op.create_index(
        "outbox_undone",
        "outbox",
        ["lane", "incident_id", "id"],
        unique=False,
        sqlite_where=sa.text("state <> 'done'"),
        postgresql_where=sa.text("state <> 'done'"),
    )


def _limits() -> None:
    op.create_table(
        "limits",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "method", "channel"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tz", sa.Text(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("incident_id", "user_id"),
    )


def _postmortems() -> None:
    op.create_table(
        "postmortems",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("postmortems_version", "postmortems", ["incident_id", "version"], unique=True)


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("actions_number", "actions", ["incident_id", "number"], unique=True)
    op.create_index("actions_owner", "actions", ["workspace_id", "owner", "status"], unique=False)
    op.create_index("actions_asked", "actions", ["workspace_id", "asked", "status"], unique=False)


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
    )
    op.create_index("digests_due", "digests", ["next_at"], unique=False)


def _parked() -> None:
    op.create_table(
        "parked",
        sa.Column("id", BIG, nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("parked_source", "parked", ["workspace_id", "source_key"], unique=True)


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _search() -> None:
    # Both hold words and, for unspaced scripts, pairs of characters (store.search).
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: the words are not kept a second time; `detail=none` halves the
        # index; words come ready made, so the tokenizer must not split them again.
        op.execute(
            "CREATE VIRTUAL TABLE entry_words "
            "USING fts5(words, content='', detail=none, tokenize='ascii')"
        )
    else:
        op.create_table(
            "entry_words",
            sa.Column("entry_id", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("words", sa.dialects.postgresql.TSVECTOR(), nullable=False),
        )
        op.create_index(
            "entry_words_gin",
            "entry_words",
            ["words"],
            postgresql_using="gin",
            # Larger than what comes until `store.words.order`: who inserts must not sort, kB.
            postgresql_with={"gin_pending_list_limit": 16384},
        )


def downgrade() -> None:
    op.execute("DROP TABLE entry_words")
    op.drop_table("keys")
    op.drop_table("parked")
    op.drop_table("actions")
    op.drop_table("postmortems")
    op.drop_table("members")
    op.drop_table("people")
    op.drop_table("limits")
    op.drop_table("outbox")
    op.drop_table("timers")
    op.drop_table("ladders")
    op.drop_table("chains")
    op.drop_table("entries")
    op.drop_table("channels")
    op.drop_table("incidents")
    op.drop_table("workspaces")
