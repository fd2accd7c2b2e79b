"""The `firststop` command: one word a package, each with its own."""

import os

import typer

app = typer.Typer(
    name="firststop",
    help="The open public employment service: the first stop for enterprises and jobseekers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firststop.config.settings.development")
    app()
