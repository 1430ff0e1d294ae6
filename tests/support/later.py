"""The migrations of a later version: what a schema looks like while versions roll."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.config import shipped
from app.store import schema

_LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{newest}"


def upgrade():
    for table in ("outbox", "incidents", "entries", "timers"):
        op.add_column(table, sa.Column("of_a_later_version", sa.Text(), nullable=True))
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
"""


def later_migrations(folder: Path) -> Path:
    """Ours and one more, that adds columns and a table: revision 9999."""
    newer = folder / "migrations"
    shutil.copytree(shipped("migrations"), newer)
    later = _LATER.format(newest=schema.newest(shipped("migrations")))
    (newer / "versions" / "9999_later.py").write_text(later, encoding="utf-8")
    return newer
