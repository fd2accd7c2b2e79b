"""`firststop demo`: the demo country on this machine."""

from typing import Annotated

import typer

from firststop.core.postgres import PostgresError
from firststop.core.serving import PortTaken


def demo(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
    country: Annotated[str, typer.Option(help="Country pack to show.")] = "kg",
) -> None:
    """Show a demo country with invented people and firms, until Ctrl-C."""
    from firststop.core.country import load_pack
    from firststop.site.demo.showing import AlreadyRuns, run_demo

    try:
        load_pack(country)  # A country that is none is refused before anything starts.
        status = run_demo(country=country, port=port)
    except (AlreadyRuns, PortTaken, PostgresError, LookupError) as no:
        typer.echo(f"firststop: {no}", err=True)
        raise typer.Exit(2) from no
    raise typer.Exit(status)
