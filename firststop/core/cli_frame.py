"""The frame of a command that needs the database: start it if none runs, leave it as it was found."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connections


@contextmanager
def with_database() -> Iterator[None]:
    """Run a block with a migrated database and Django set up.

    Without `DATABASE_URL` the embedded server is started where none runs, and stopped again afterwards.
    """
    from firststop.core.postgres import running

    with running():
        _prepare()
        try:
            yield
        finally:
            connections.close_all()


def _prepare() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather and hash the static files, which the pages name by their hash."""
    call_command("collectstatic", verbosity=0, interactive=False)
