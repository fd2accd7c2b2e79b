"""`firststop db`: the embedded database by hand."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from firststop.core.postgres import PostgresError, backup, ensure_running, state, stop
from firststop.core.postgres.supervisor import refuse_external

app = typer.Typer(
    help="The embedded database: start, stop, status, backup, restore.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of sentences.")]

_STATES = {
    state.State.RUNNING: "The database runs.",
    state.State.NOT_ANSWERING: "The database does not answer.",
    state.State.STOPPED: "The database is stopped.",
    state.State.NOT_MADE: "There is no database yet; `firststop db start` makes it.",
}


@app.command("start")
def start_command(*, as_json: AsJson = False) -> None:
    """Start the embedded database, and let it run until `firststop db stop`."""
    with _said_plainly("Starting the database", as_json=as_json):
        refuse_external("start")
        found = ensure_running()
    sentence = "The database was started" if found.started else "The database runs already"
    _say(f"{sentence}: {found.url}", {"started": found.started, "url": found.url}, as_json=as_json)


@app.command("stop")
def stop_command(*, as_json: AsJson = False) -> None:
    """Stop the embedded database in order."""
    with _said_plainly("Stopping the database", as_json=as_json):
        stopped = stop()
    sentence = "The database was stopped." if stopped else "The database did not run."
    _say(sentence, {"stopped": stopped}, as_json=as_json)


@app.command("status")
def status_command(*, as_json: AsJson = False) -> None:
    """Show whether the database runs, where its data is, and as whom it runs."""
    with _said_plainly("Looking at the database", as_json=as_json):
        found = state.status()
    _say(_status_text(found), asdict(found), as_json=as_json)


@app.command("backup")
def backup_command(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder for the backup.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Copy the whole database into FOLDER while it runs, and read the copy back."""
    with _said_plainly("Backing up the database", as_json=as_json):
        made = backup.make_backup(folder)
    sentence = f"The backup is in {made.folder} ({_size(made.size_bytes)}); it was read back and is whole."
    _say(sentence, asdict(made), as_json=as_json)


@app.command("restore")
def restore_command(
    folder: Annotated[Path, typer.Argument(help="The folder of a backup.")], *, as_json: AsJson = False
) -> None:
    """Restore the backup in FOLDER where no database is yet."""
    with _said_plainly("Restoring the database", as_json=as_json):
        made = backup.restore_backup(folder)
    sentence = f"The database was restored from {made.folder} ({_size(made.size_bytes)})."
    _say(sentence, asdict(made), as_json=as_json)


@contextmanager
def _said_plainly(doing: str, *, as_json: bool) -> Iterator[None]:
    """Show that work goes on, and turn an error into its sentence and exit status 2."""
    console = Console(stderr=True)
    try:
        with console.status(f"{doing} …") if sys.stderr.isatty() else _nothing():
            yield
    except PostgresError as error:
        if as_json:
            typer.echo(json.dumps({"error": error.code, "detail": error.detail, "hint": error.hint}))
        else:
            typer.echo(f"{error.detail}\n{error.hint}".rstrip(), err=True)
        raise typer.Exit(2) from error


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _say(sentence: str, data: dict[str, Any], *, as_json: bool) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False) if as_json else sentence)


def _status_text(found: state.Status) -> str:
    until = "`firststop db stop`" if found.kept else "the last program that uses it ends"
    lines = {
        "external": "yes, named by DATABASE_URL" if found.external else None,
        "version": found.version and f"PostgreSQL {found.version}",
        "process": found.pid,
        "address": found.url,
        "data": found.data_folder,
        "size": None if found.size_bytes is None else _size(found.size_bytes),
        "socket": found.socket_folder,
        "log": found.log,
        "runs": found.runs,
        "until": until if found.pid else None,
    }
    shown = [f"  {name:<9}{value}" for name, value in lines.items() if value is not None]
    return "\n".join([_STATES[found.state], *shown])


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1024**2:,.1f} MB"
