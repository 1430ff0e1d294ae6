"""Every command of `muster`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
import yaml
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.config import Settings, SettingsError, shipped
from app.flows.actions import exported
from app.flows.imported import read_file
from app.flows.lookup import named
from app.flows.postmortem import newest, rendered, write_draft
from app.flows.rebuild import rebuild
from app.flows.replay import replay
from app.flows.verify import all_incidents, verify
from app.incident.policy import PolicyError
from app.incident.transcript import TranscriptError
from app.incident.values import RefusalError, Severity
from app.main.build import StartError, build, offline
from app.main.demo import SPEED, demo
from app.main.doctor import examine
from app.main.edit import edited_file
from app.main.export import Exported, document_text, incident_text
from app.main.logs import log_to_stderr
from app.main.outbox import outbox_cli
from app.main.parked import show_parked
from app.main.review import NO_VERDICT, Output, review_files
from app.main.serve import Serving, serve
from app.postmortem.actions.export import SHOWN, ExportFormat, as_csv, as_json
from app.postmortem.render.page import Format, RenderError
from app.redaction import redact_line
from app.slack.manifest import manifest as app_manifest
from app.store import schema
from app.store.database import Database, DatabaseUrlError, open_engine
from app.store.schema import SchemaError

cli = typer.Typer(
    name="muster",
    help="Muster, a Slack incident commander. `muster demo` shows it with no tokens.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database_cli = typer.Typer(help="The database.", no_args_is_help=True)
cli.add_typer(database_cli, name="db")
cli.add_typer(outbox_cli, name="outbox")

console = Console()
complain = Console(stderr=True)

#: What a person can mend; anything else is a defect of ours and shows its traceback.
MENDABLE = (
    SettingsError,
    PolicyError,
    StartError,
    DatabaseUrlError,
    SchemaError,
    TranscriptError,
    RefusalError,
    RenderError,
)


def main() -> None:
    """Run the command line; what a person can mend is said in one line."""
    try:
        cli()
    except MENDABLE as error:
        _complain(error)
        raise SystemExit(1) from error


def _complain(error: Exception) -> None:
    said = redact_line(f"muster: {error}")
    complain.print(said, style="bold red", highlight=False, markup=False, soft_wrap=True)


@cli.command("serve")
def serve_command() -> None:
    """Run Muster: Slack over HTTP or Socket Mode, reminders, delivery."""
    log_to_stderr()
    built = build(Settings.load())

    def ready(running: Serving) -> None:
        how = "Socket Mode" if built.settings.slack_app_token else "HTTP, POST /slack/events"
        console.print(f"Muster serves on {built.settings.host}:{running.port} ({how}).")

    serve(built, ready)


@cli.command("demo")
def demo_command(
    speed: Annotated[
        float, typer.Option(min=1, max=20000, help="Scripted seconds for each real one.")
    ] = SPEED,
    folder: Annotated[Path, typer.Option(help="Made anew: database, scenario, draft.")] = Path(
        "demo"
    ),
) -> None:
    """A local Slack and a real incident in it: no tokens, nothing to install elsewhere."""
    raise typer.Exit(demo(folder, console, speed))


@cli.command()
def manifest(
    url: Annotated[
        str, typer.Option(help="Address of POST /slack/events, for HTTP; none: Socket Mode.")
    ] = "",
    format_: Annotated[
        Literal["json", "yaml"], typer.Option("--format", help="json or yaml.")
    ] = "json",
) -> None:
    """Print the Slack app manifest to install."""
    settings = Settings.load()
    document = app_manifest(
        request_url=url,
        incident_command=settings.muster_incident_command,
        postmortem_command=settings.muster_postmortem_command,
    )
    if format_ == "yaml":
        typer.echo(yaml.safe_dump(document, sort_keys=False), nl=False)
    else:
        typer.echo(json.dumps(document, indent=2))


@cli.command("replay")
def replay_command(
    file: Annotated[
        Path, typer.Argument(help="A transcript (JSON Lines) or a Slack export (zip).")
    ],
    title: Annotated[str, typer.Option(help="Title; none: the file's name.")] = "",
    severity: Annotated[Severity, typer.Option(help="Severity.")] = Severity.SEV3,
    channel: Annotated[
        str, typer.Option(help="Channel of a Slack export that has several: name or id.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Where the draft goes; none: INC-n.md here.")
    ] = None,
) -> None:
    """Import an incident that happened elsewhere and draft its postmortem; no Slack needed."""
    muster = offline(Settings.load())
    found = read_file(file, channel)
    replayed = replay(muster, found, title=title, severity=severity)
    incident = replayed.incident
    key = f"replay-draft:{incident.id}"
    drafted = newest(muster, incident) or write_draft(muster, incident.id, "muster", key)
    path = out or Path(f"{incident.ref}.md")
    path.write_text(rendered(muster, drafted, Format.MARKDOWN), encoding="utf-8")
    before = " (imported before)" if replayed.repeated else ""
    typer.echo(f"{incident.ref}{before}: {len(found.entries)} entries, {incident.title}")
    typer.echo(f"Draft: {path}, version {drafted.version.version}: {drafted.counts}")


@cli.command("export")
def export_command(
    ref: Annotated[str, typer.Argument(help="The incident, such as INC-42.")],
    format_: Annotated[
        Exported,
        typer.Option(
            "--format",
            help="md, html or document (its own JSON): the postmortem; json: the whole incident.",
        ),
    ] = Exported.MD,
    version: Annotated[
        int, typer.Option(min=0, help="Version of the postmortem; 0: the newest.")
    ] = 0,
    *,
    wide: Annotated[
        bool, typer.Option("--wide", help="People become roles, vendors generic words.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="With json: every edit and deletion, too.")
    ] = False,
) -> None:
    """Write an incident to standard output."""
    if history and format_ is not Exported.JSON:
        raise StartError("--history goes with --format json: a postmortem has versions instead.")
    muster = offline(Settings.load())
    incident = named(muster, ref)
    if format_ is Exported.JSON:
        typer.echo(incident_text(muster, incident, history=history), nl=False)
        return
    typer.echo(document_text(muster, incident, format_, version, wide=wide), nl=False)


@cli.command("edit")
def edit_command(
    ref: Annotated[str, typer.Argument(help="The incident, such as INC-42.")],
    file: Annotated[
        str, typer.Argument(help="What `muster export` wrote, edited; - for standard input.")
    ],
    by: Annotated[str, typer.Option("--by", help="Whose words they are: Slack name or id.")],
    version: Annotated[
        int, typer.Option(min=0, help="The version it was exported from; 0: the nearest.")
    ] = 0,
) -> None:
    """Take an edited Markdown file of a postmortem back, as its next version."""
    muster = offline(Settings.load())
    typer.echo(edited_file(muster, named(muster, ref), file, by, version))


@cli.command("review")
def review_command(
    files: Annotated[list[str], typer.Argument(help="Markdown files; - for standard input.")],
    incident: Annotated[
        str, typer.Option(help="Check it against this incident's log, such as INC-42.")
    ] = "",
    format_: Annotated[Output, typer.Option("--format", help="text, json or sarif.")] = Output.TEXT,
) -> None:
    """Review postmortems in any Markdown: findings, rewrites and a verdict.

    Exit status: 0 ready to publish, 1 needs revision, 2 fails the rubric, 3 no verdict (a file
    or the log cannot be read). Of several files the gravest counts.
    """
    try:
        status = review_files(files, incident, format_)
    except MENDABLE as error:
        # 1 would say that the document needs revision.
        _complain(error)
        status = NO_VERDICT
    raise typer.Exit(status)


@cli.command("actions")
def actions_command(
    ref: Annotated[str, typer.Argument(help="The incident, such as INC-42; none: all.")] = "",
    format_: Annotated[
        ExportFormat, typer.Option("--format", help="table, csv or json.")
    ] = ExportFormat.TABLE,
) -> None:
    """Write the register of action items; private incidents only when they are named."""
    muster = offline(Settings.load())
    found = exported(muster, named(muster, ref) if ref else None)
    if format_ is ExportFormat.TABLE:
        console.print(table_of(found.rows))
    else:
        write = as_csv if format_ is ExportFormat.CSV else as_json
        typer.echo(write(found.rows), nl=False)
    if found.sealed:
        complain.print(
            f"{found.sealed} of private incidents left out: name the incident to export them."
        )


def table_of(rows: Sequence[Mapping[str, str]]) -> Table:
    """Action items, aligned."""
    table = Table(*SHOWN, box=None, pad_edge=False)
    for one in rows:
        table.add_row(*(escape(one[name]) for name in SHOWN))
    return table


@cli.command("verify")
def verify_command(
    ref: Annotated[str, typer.Argument(help="The incident, such as INC-42; none: all.")] = "",
) -> None:
    """Say whether logs are as they were recorded, and if not, where the first fault is."""
    muster = offline(Settings.load())
    several = [named(muster, ref)] if ref else all_incidents(muster)
    status = 0
    for checked in verify(muster, several):
        typer.echo(checked.says)
        status = 1 if checked.verified.broken else status
    muster.database.dispose()
    raise typer.Exit(status)


@cli.command("parked")
def parked_command(
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Record it after all.")] = False,
) -> None:
    """List evidence that could not be recorded; nothing of it is lost."""
    raise typer.Exit(show_parked(offline(Settings.load()), retry=retry))


@cli.command()
def doctor() -> None:
    """Check tokens, scopes, database, clock, model and announcements; say what to mend."""
    table = Table(box=None, show_header=False, pad_edge=False)
    marks = {True: "[green]ok[/]", False: "[red]mend[/]", None: "[yellow]note[/]"}
    failed = False
    for check in examine(Settings.load()):
        table.add_row(marks[check.ok], check.name, escape(check.says))
        failed = failed or check.ok is False
    console.print(table)
    raise typer.Exit(1 if failed else 0)


@cli.command("rebuild")
def rebuild_command() -> None:
    """Fold every incident's snapshot again from its log."""
    muster = offline(Settings.load())
    folded = list(rebuild(muster))
    for rebuilt in folded:
        if rebuilt.differed:
            typer.echo(f"{rebuilt.incident.ref}: mended {', '.join(rebuilt.differed)}")
    typer.echo(f"{len(folded)} incidents folded.")


@database_cli.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version's schema."""
    database = Database(open_engine(Settings.load().database_url))
    schema.upgrade(database, shipped("migrations"))
    typer.echo(f"The schema is at revision {schema.revision(database)}.")
