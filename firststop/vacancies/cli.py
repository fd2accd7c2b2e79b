"""`firststop vacancies`: feeds in, the search index."""

import json
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, TextIO

import typer
from django.db import connection
from django.utils import timezone

from firststop.core.actor import system
from firststop.core.cli_frame import database_told, no_database, with_database
from firststop.core.tables import ReportRow, Severity, csv_lines, json_lines
from firststop.vacancies.feeds import FEEDS, Decision, Summary, line_of, report_of
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services.importing import Import, import_feed

app = typer.Typer(help="Vacancies: feeds in, the search index.", no_args_is_help=True)
#: How a report is written, by the ending of its name.
REPORTS = {".csv": csv_lines, ".json": json_lines}
#: So many refused rows are named where people look at the terminal.
NAMED = 5


@app.command()
def reindex() -> None:
    """Build the search index anew from the tables."""
    from firststop.vacancies.indexing import ask_to_rebuild, rebuild
    from firststop.vacancies.search import WriterBusyError

    with with_database():
        try:
            typer.echo(f"{rebuild()} vacancies are in the index.")
        except WriterBusyError:
            ask_to_rebuild()
            typer.echo("A worker is writing the index here: it builds it anew within seconds.")


@app.command("import")
def import_command(
    path: Annotated[Path, typer.Argument(help="A file, or a folder that is read recursively in the order of names.")],
    *,
    source: Annotated[str, typer.Option(help="Whose records they are.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Decide everything, write nothing.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write what was not understood (.csv or .json).")] = None,
    records: Annotated[Path | None, typer.Option(help="Write each record as it was understood, one a line.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Import vacancies of a feed; exit 1 where records were refused, 2 for a wrong call."""
    if source not in FEEDS:
        raise _wrong(f"there is no source {source!r}; there are {', '.join(sorted(FEEDS))}")
    if not path.exists():
        raise _wrong(f"there is no file or folder {path}")
    if report is not None and report.suffix not in REPORTS:
        raise _wrong(f"--report {report}: its name ends in {' or '.join(REPORTS)}")
    summary, refused = Summary(), dict[tuple[str, int], ReportRow]()
    # Where something cannot be written is known before anything is read.
    with (
        _written("--records", records) as lines,
        _written("--report", report) as told,
        _database(dry_run=dry_run) as compared,
    ):
        by = system(f"vacancies.feeds.{source}")
        job = Import(source, by, timezone.now(), compares=compared is not None, writes=not dry_run)
        rows = _noted(import_feed(job, [path]), summary, refused, lines, source)
        # A report is written as it goes: what a large feed loses would fill the memory.
        if report is not None and told is not None:
            told.writelines(REPORTS[report.suffix](rows))
        else:
            deque(rows, maxlen=0)
    said = summary.as_json() | ({"compared_with": compared or "an empty database"} if dry_run else {})
    if summary.held:
        typer.echo(f"Moderators have refused many ads of {source} lately: {summary.held} new ones wait.", err=True)
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(said)))
        _tell_refused(refused.values(), report)
    if said["refused"]:
        raise typer.Exit(1)


def _noted(
    decisions: Iterator[Decision],
    summary: Summary,
    refused: dict[tuple[str, int], ReportRow],
    lines: TextIO | None,
    source: str,
) -> Iterator[ReportRow]:
    """Yield what a report says of decisions; count them, write their records, keep why the first were refused."""
    for decision in decisions:
        summary.add(decision)
        line = line_of(decision, source) if lines is not None else None
        if lines is not None and line is not None:
            lines.write(line + "\n")
        for row in report_of(decision):
            if row.severity == Severity.ERROR and len(refused) < NAMED:
                refused.setdefault((row.file, row.row), row)
            yield row


def _lines(said: dict[str, object]) -> Iterator[str]:
    """Yield the summary for people: a count a line, the reasons of refusals below their heading."""
    for name, value in said.items():
        if not isinstance(value, dict):
            yield f"{name}: {value}"
        elif value:
            yield from (f"{name}:", *(f"  {reason}: {count}" for reason, count in value.items()))


def _tell_refused(refused: Collection[ReportRow], report: Path | None) -> None:
    """Name the first refused rows on the error stream, and where all of them stand."""
    for row in refused:
        where = " ".join(part for part in (row.file, f"row {row.row}", row.pointer) if part)
        typer.echo(f"{where}: {row.detail} {row.hint}".rstrip(), err=True)
    if refused:
        typer.echo(
            f"All are in {report}." if report else "--report FILE writes all of them, and what was lost.", err=True
        )


@contextmanager
def _database(*, dry_run: bool) -> Iterator[str | None]:
    """Have the database that the import works in, and say which; None where a dry run finds none to compare with."""
    missing = no_database() if dry_run else None
    with nullcontext() if missing else with_database(migrate=not dry_run):
        if not missing and Vacancy._meta.db_table not in connection.introspection.table_names():
            missing = "The database holds no vacancies yet."
        told = f"{missing} Compared with an empty one: every record counts as new." if missing else database_told()
        typer.echo(told, err=True)
        yield None if missing else str(connection.settings_dict["NAME"])


@contextmanager
def _written(option: str, path: Path | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as no:
        raise _wrong(f"{option} {path}: {(no.strerror or 'it cannot be written').lower()}") from no
    with file:
        yield file


def _wrong(sentence: str) -> typer.Exit:
    typer.echo(f"firststop: {sentence}", err=True)
    return typer.Exit(2)
