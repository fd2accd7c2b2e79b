"""`firststop employers`: the office's copy of the national register."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from firststop.core.cli_frame import with_database
from firststop.core.country import load_pack
from firststop.employers.services.register_file import COLUMNS, load_register

app = typer.Typer(help="Enterprises: the copy of the national register.", no_args_is_help=True)
#: Refused rows that are told one by one.
TOLD = 100


@app.callback()
def employers() -> None:
    """Keep the name of a command a word of its own while there is only one."""


@app.command()
def register(
    file: Annotated[Path, typer.Argument(help=f"An extract as CSV in UTF-8 with the columns {', '.join(COLUMNS)}.")],
    *,
    scheme: Annotated[str, typer.Option(help="Which number it is; without it the country's own.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Load a whole extract of the register; what is not in it any more is removed. Exit 1 where rows were refused."""
    known = [it.code for it in load_pack(settings.COUNTRY).number_schemes if it.of == "enterprise"]
    chosen = scheme or known[0]
    if chosen not in known:
        raise _wrong(f"--scheme {scheme}: there are {', '.join(known)}")
    told: list[tuple[int, str]] = []
    with _rows_of(file) as rows, with_database():
        said = load_register(rows, scheme=chosen, at=timezone.now(), told=lambda *row: told.append(row))
    for row, rule in told[:TOLD]:
        typer.echo(f"row {row}: {rule}", err=True)
    typer.echo(json.dumps(said) if as_json else "\n".join(f"{name}: {count}" for name, count in said.items()))
    if said["refused"]:
        raise typer.Exit(1)


@contextmanager
def _rows_of(file: Path) -> Iterator[Iterator[dict[str, str]]]:
    """Open an extract; what cannot be read ends the command, and nothing is removed for it."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            first = opened.readline()
            opened.seek(0)
            rows = csv.DictReader(opened, delimiter=";" if first.count(";") > first.count(",") else ",", restval="")
            if not {"number", "name"} <= set(rows.fieldnames or ()):
                raise _wrong(f"{file}: its first row names the columns, number and name among them")
            yield rows
    except OSError as no:
        raise _wrong(f"{file}: {no.strerror}") from no
    except (UnicodeDecodeError, csv.Error) as broken:
        raise _wrong(f"{file}: it cannot be read as CSV in UTF-8") from broken


def _wrong(sentence: str) -> typer.Exit:
    typer.echo(f"firststop: {sentence}", err=True)
    return typer.Exit(2)
