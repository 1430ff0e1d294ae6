"""`muster parked`: evidence that could not be recorded."""

from __future__ import annotations

import typer

from app.flows import parked
from app.flows.muster import Muster

_LINE = 200


def show_parked(muster: Muster, *, retry: bool) -> int:
    """List it, or record it after all; the exit status, 1 while something is parked."""
    rows = parked.listed(muster)
    if retry:
        muster.recorder.start()
    left = 0
    for row in rows:
        why = parked.retry(muster, row) if retry else row.error
        left += bool(why)
        what = f"{row.at:%Y-%m-%d %H:%M:%S} {row.workspace_id} {row.channel} {row.source_key}"
        typer.echo(f"{row.id}  {what}\n    {(why or 'recorded')[:_LINE]}")
    if retry:
        muster.recorder.stop()
    if left:
        hint = "" if retry else " `muster parked --retry` tries to record it again."
        typer.echo(f"{left} parked.{hint}")
    else:
        typer.echo("Nothing is parked.")
    return 1 if left else 0
