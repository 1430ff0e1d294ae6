"""`muster outbox`: what is owed to Slack, and giving what failed another chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.config import Settings
from app.flows import refused
from app.flows.muster import Muster
from app.incident.incident import REF_PREFIX
from app.main.build import StartError, offline
from app.store import dead_letters, refusals
from app.store.dead_letters import Owed

outbox_cli = typer.Typer(help="What is owed to Slack: pending, sending, failed.")
console = Console()

_HEADS = ("id", "state", "age", "incident", "effect", "tries", "error")


@outbox_cli.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    *,
    failed: Annotated[bool, typer.Option("--failed", help="Only what failed.")] = False,
) -> None:
    """Show what is not done, oldest first."""
    if context.invoked_subcommand:
        return
    with _offline() as muster, muster.database.read() as session:
        rows = dead_letters.owed(session, failed_only=failed)
        counts = dead_letters.count_by_state(session)
        standing = refusals.standing(session)
        now = muster.real()
    if rows:
        console.print(table_of(rows, now))
    states = ("failed",) if failed else ("pending", "sending", "failed")
    typer.echo(", ".join(f"{counts.get(state, 0)} {state}" for state in states))
    for one in standing:
        typer.echo(refused.told(one))
    if counts.get("failed"):
        typer.echo("`muster outbox retry ID` (or --all) tries again; so does `/incident repair`.")


@outbox_cli.command("retry")
def retry(
    ids: Annotated[list[int] | None, typer.Argument(help="Ids of failed effects.")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Everything that failed.")] = False,
) -> None:
    """Give failed effects another chance; what may have happened is looked up first."""
    if bool(ids) == all_:
        raise StartError("Name the effects to retry by their ids, or give --all.")
    with _offline() as muster, muster.database.write() as session:
        found = dead_letters.retry(session, None if all_ else ids, muster.real())
    unknown = sorted(set(ids or ()) - set(found))
    typer.echo(f"{len(found)} will be tried again by `muster serve`.")
    if unknown:
        listed = ", ".join(map(str, unknown))
        raise StartError(f"Not failed, or not there: {listed}. `muster outbox` shows what is.")


@contextmanager
def _offline() -> Iterator[Muster]:
    muster = offline(Settings.load())
    try:
        yield muster
    finally:
        muster.database.dispose()


def table_of(rows: Sequence[Owed], now: datetime) -> Table:
    """What is owed, aligned."""
    table = Table(*_HEADS, box=None, pad_edge=False)
    for one in rows:
        ref = f"{REF_PREFIX}-{one.incident_number}" if one.incident_number else "-"
        cells = (str(one.id), one.state, age(one, now), ref, one.effect, str(one.attempts))
        table.add_row(*cells, Text(one.error))
    return table


def age(one: Owed, now: datetime) -> str:
    """Since when it is owed, in its greatest unit."""
    seconds = max(int((now - one.created_at).total_seconds()), 0)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
