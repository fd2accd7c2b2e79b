"""The `firststop` command: one word a package, each with its own."""

import json
import os
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from django.core.exceptions import ImproperlyConfigured

from firststop.core.postgres import PostgresError
from firststop.core.refusals import Refused
from firststop.site.cli import demo

app = typer.Typer(
    name="firststop",
    help="The open public employment service: the first stop for enterprises and jobseekers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

#: The word on the command line, the package whose `cli` it enters, and what `--help` says of it.
WORDS = {
    "db": ("core", "The embedded database: start, stop, status, backup, restore."),
    "accounts": ("accounts", "People and organisations: the first administrator."),
    "taxonomy": ("taxonomy", "Occupations, skills and places."),
    "employers": ("employers", "Enterprises: the copy of the national register."),
    "vacancies": ("vacancies", "Vacancies: feeds in, the search index."),
}


def add_words(wanted: str | None) -> None:
    """Enter the package that `wanted` names; the others are only listed, so that nobody waits for their imports."""
    for word, (package, said) in WORDS.items():
        if word != wanted:
            app.add_typer(typer.Typer(help=said, callback=lambda: None), name=word)
            continue
        if package != "core":
            import django

            django.setup()
        app.add_typer(import_module(f"firststop.{package}.cli").app, name=word)


app.command()(demo)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the pages and the API, with a worker beside them, until Ctrl-C."""
    from firststop.core.cli_frame import collect_static, with_database
    from firststop.core.serving import PortTaken, check_port, serving

    try:
        check_port(host, port)
        with with_database() as server:
            # Before the web server, which looks at the static files once.
            collect_static()
            with serving(host=host, port=port, server=server) as service:
                typer.echo(f"Firststop serves at http://{host}:{port}/", err=True)
                status = service.wait()
    except PortTaken as taken:
        typer.echo(f"firststop: {taken}", err=True)
        raise typer.Exit(2) from taken
    raise typer.Exit(status)


@app.command()
def worker() -> None:
    """Run jobs and keep the indexes up to date, until told to stop."""
    from firststop.core.cli_frame import with_database
    from firststop.core.serving import end_with_parent
    from firststop.core.worker import run_worker

    end_with_parent()
    # The web server's start migrates; a worker that finds the database away or older than itself waits for it.
    with with_database(migrate=False):
        run_worker()


@app.command()
def setting(
    name: Annotated[str | None, typer.Argument(help="Which one; without it all are listed.")] = None,
    value: Annotated[int | None, typer.Argument(help="The number to order; without it NAME is shown.")] = None,
    *,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day on which it holds, such as 2027-01-01.")
    ] = None,
    source: Annotated[str, typer.Option(help="The text that orders it, such as an order with its number.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
) -> None:
    """List the caps and deadlines with value, day and source, or order one: NAME VALUE --since DATE --source TEXT."""
    import django

    django.setup()
    from firststop.core.ordering import Order, tell_numbers

    order = None
    if value is not None or since is not None or source:
        if value is None or since is None or not source.strip():
            typer.echo("firststop: an order needs NAME, VALUE, --since DATE and --source TEXT", err=True)
            raise typer.Exit(2)
        order = Order(value, since.date(), source)
    tell_numbers(name, order=order, as_json=as_json)


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help="Which one: a file of benchmarks/, such as search or matching.")],
    *,
    rounds: Annotated[int, typer.Option(min=1, help="How often each side runs, in turn.")] = 3,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long one side runs in a round.")] = 5.0,
    taxonomy: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Occupations and skills.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object in one line.")] = False,
) -> None:
    """Measure a part of Firststop against a named peer in the same run; exit 1 where a check failed."""
    import django

    root = Path(__file__).resolve().parent.parent
    known = sorted(path.stem for path in (root / "benchmarks").glob("[a-z]*.py"))
    if name not in known:
        said = f"there are {', '.join(known)}" if known else "benchmarks are in the checkout, not in the package"
        typer.echo(f"firststop: there is no benchmark {name!r}; {said}", err=True)
        raise typer.Exit(2)
    sys.path.insert(0, str(root))
    django.setup()
    measured = import_module(f"benchmarks.{name}").run(rounds, seconds, taxonomy)
    typer.echo(json.dumps(measured, ensure_ascii=False, indent=None if as_json else 2))
    if not all(measured["checks"].values()):
        raise typer.Exit(1)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands: firststop manage showmigrations."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["firststop manage", *context.args])


def main() -> None:
    """Run the command line; whatever is refused becomes a sentence and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firststop.config.settings.development")
    try:
        add_words(next((argument for argument in sys.argv[1:] if not argument.startswith("-")), None))
        sys.exit(app())
    except Refused as refused:
        said = [f"{problem.detail} {problem.way_on}" for problem in refused.problems]
    except (PostgresError, ImproperlyConfigured) as no:
        said = [str(no)]
    except OSError as no:
        # A file or folder that the command was given, or keeps its own in, and cannot use.
        said = [f"{no.filename}: {no.strerror}." if no.filename else str(no)]
    except Exception as no:
        # Commands that need no database do not wait for its library.
        from firststop.core.database import is_gone

        if not is_gone(no):
            raise
        said = ["The database went away. Run the command again."]
    for sentence in said:
        typer.echo(f"firststop: {sentence}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
