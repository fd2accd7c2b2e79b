"""`firststop taxonomy`: load occupations, skills and places."""

import json
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from firststop.core.cli_frame import with_database
from firststop.core.country import PackError, load_pack, read_places
from firststop.core.progress import progress_bar
from firststop.taxonomy.reading.esco import NotATaxonomy, read_folder
from firststop.taxonomy.services import load_places, load_taxonomy
from firststop.taxonomy.services.loading import OWN_SOURCE, STARTER

app = typer.Typer(help="Occupations, skills and places.", no_args_is_help=True)


@app.command()
def load(
    folder: Annotated[
        Path, typer.Argument(help="An ESCO CSV folder, or a places.csv in the layout of a country pack.")
    ] = STARTER,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Load a taxonomy folder (without FOLDER: the starter that ships with Firststop), or a list of places."""
    with with_database():
        said = _load_places(folder) if folder.suffix == ".csv" else _load_concepts(folder)
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else "\n".join(f"{k}: {v}" for k, v in said.items()))
    if said.get("refused"):
        raise typer.Exit(1)


def _load_concepts(folder: Path) -> dict[str, object]:
    try:
        files = read_folder(folder)
    except (NotATaxonomy, OSError) as wrong:
        typer.echo(f"firststop: {wrong}", err=True)
        raise typer.Exit(2) from wrong
    source = OWN_SOURCE if folder.resolve() == STARTER.resolve() else "esco"
    if source == OWN_SOURCE:
        load_places(load_pack(settings.COUNTRY).places())
    with progress_bar("Loading") as progress:
        return load_taxonomy(files, source=source, at=timezone.now(), progress=progress).as_json()


def _load_places(file: Path) -> dict[str, object]:
    try:
        table = read_places(file)
    except (PackError, OSError) as wrong:
        typer.echo(f"firststop: {wrong}", err=True)
        raise typer.Exit(2) from wrong
    for error in table.errors:
        typer.echo(f"firststop: {error}", err=True)
    summary = load_places(table.rows)
    return {
        "read": len(table.rows) + len(table.errors),
        "created": summary.created,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "refused": len(table.errors),
    }
