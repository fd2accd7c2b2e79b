"""`firststop vacancies`: the search index, and feeds in."""

import typer

from firststop.core.cli_frame import with_database

app = typer.Typer(help="Vacancies: feeds in, the search index.", no_args_is_help=True)


@app.command()
def reindex() -> None:
    """Build the search index anew from the tables."""
    from firststop.vacancies.indexing import rebuild

    with with_database():
        typer.echo(f"{rebuild()} vacancies are in the index.")
