"""`firststop taxonomy`: load occupations, skills and places."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from firststop.core.cli_frame import with_database
from firststop.core.country import PackError, load_pack, read_places
from firststop.core.progress import progress_bar
from firststop.taxonomy.reading.esco import NotATaxonomy, read_folder
from firststop.taxonomy.reading.records import TaxonomyFiles
from firststop.taxonomy.services import load_places, load_taxonomy
from firststop.taxonomy.services.loading import OWN_SOURCE, STARTER

app = typer.Typer(help="Occupations, skills and places.", no_args_is_help=True)
#: Refused rows that are told one by one.
TOLD = 100
#: What a list may be called.
SOURCE = re.compile(r"[a-z0-9-]{1,20}")
#: Addresses of ESCO's own concepts; only a list that brings them is ESCO.
ESCO = "http://data.europa.eu/esco/occupation/"


@app.command()
def load(
    folder: Annotated[
        Path, typer.Argument(help="An ESCO CSV folder, or a places.csv in the layout of a country pack.")
    ] = STARTER,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
    source: Annotated[
        str, typer.Option(help="What a national list is called; a later load of the same source retires what is gone.")
    ] = "",
) -> None:
    """Load a taxonomy folder (without FOLDER: the starter that ships with Firststop), or a list of places."""
    if source and not SOURCE.fullmatch(source):
        typer.echo(f"firststop: --source {source}: write at most 20 of a-z, 0-9 and -", err=True)
        raise typer.Exit(2)
    # What cannot be read is refused before a database starts for it.
    work = _places_in(folder) if folder.suffix == ".csv" else _concepts_in(folder, source)
    with with_database():
        said = work()
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else "\n".join(f"{k}: {v}" for k, v in said.items()))
    if said.get("refused"):
        raise typer.Exit(1)


@app.command()
def coverage(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Count, for each list of outside codes, how many have a concept here and how many are unmapped."""
    from firststop.taxonomy.queries import code_coverage

    with with_database():
        lists = [
            {"scheme": it.scheme, "codes": it.codes, "mapped": it.mapped, "unmapped": it.unmapped}
            for it in code_coverage()
        ]
    if as_json:
        typer.echo(json.dumps({"lists": lists}, ensure_ascii=False))
    for it in [] if as_json else lists:
        typer.echo(f"{it['scheme']}: {it['codes']} codes, {it['mapped']} mapped, {it['unmapped']} unmapped")


def _concepts_in(folder: Path, source: str) -> Callable[[], dict[str, object]]:
    try:
        files = read_folder(folder)
    except (NotATaxonomy, OSError) as wrong:
        typer.echo(f"firststop: {wrong}", err=True)
        raise typer.Exit(2) from wrong
    for file, row, problem in files.refused[:TOLD]:
        typer.echo(
            f"firststop: {file}, row {row}, field {problem.pointer.strip('/') or '-'}: {problem.detail}", err=True
        )
    return partial(_load_concepts, files, source or source_of(folder, files))


def _load_concepts(files: TaxonomyFiles, source: str) -> dict[str, object]:
    if source == OWN_SOURCE:
        load_places(load_pack(settings.COUNTRY).places())
    with progress_bar("Loading") as progress:
        return load_taxonomy(files, source=source, at=timezone.now(), progress=progress).as_json()


def source_of(folder: Path, files: TaxonomyFiles) -> str:
    """Return what a list is called: ours, ESCO where it has ESCO's concepts, else the name of its folder."""
    if folder.resolve() == STARTER.resolve():
        return OWN_SOURCE
    if any(uri.startswith(ESCO) for uri in files.concepts):
        return "esco"
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:20] or "national"


def _places_in(file: Path) -> Callable[[], dict[str, object]]:
    file.open("rb").close()
    return partial(_load_places, file)


def _load_places(file: Path) -> dict[str, object]:
    from firststop.taxonomy.queries import place_kinds

    try:
        table = read_places(file, place_kinds())
    except PackError as wrong:
        typer.echo(f"firststop: {wrong}", err=True)
        raise typer.Exit(2) from wrong
    for error in table.errors:
        typer.echo(f"firststop: {error}", err=True)
    summary = load_places(table.rows)
    return {
        "read": table.read,
        "created": summary.created,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "refused": len(table.errors),
        "by_reason": dict(Counter(error.field or "row" for error in table.errors)),
    }
