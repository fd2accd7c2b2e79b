"""The frame of a command that needs the database: start it if none runs, leave it as it was found."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import ProgrammingError, connections
from psycopg.errors import InsufficientPrivilege

if TYPE_CHECKING:
    from firststop.core.postgres import Running


@contextmanager
def with_database(*, migrate: bool = True) -> Iterator["Running"]:
    """Run a block with a database and Django set up; the database is migrated unless the block leaves that to another.

    Without `DATABASE_URL` the embedded server is started where none runs, and stopped again afterwards.
    """
    from firststop.core.postgres import running

    with running() as server:
        _prepare(migrate=migrate)
        try:
            yield server
        finally:
            connections.close_all()


def database_runs() -> bool:
    """Whether a database answers now: the one that `DATABASE_URL` names, or the embedded one; none is started."""
    from firststop.core.postgres import external_url
    from firststop.core.postgres.state import State, status

    return external_url() is not None or status().state is State.RUNNING


def _prepare(*, migrate: bool) -> None:
    django.setup()
    if migrate:
        _migrate()


def _migrate() -> None:
    from firststop.core.moved import settle_moved_log
    from firststop.core.postgres import PostgresError
    from firststop.core.row_security import ROLE

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except ProgrammingError as refused:
        if not isinstance(refused.__cause__, InsufficientPrivilege):
            raise
        raise PostgresError(
            "The user of DATABASE_URL may not prepare the database.",
            f"Let it create roles, or run as an administrator: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO <user>;",
        ) from refused
    settle_moved_log()


def collect_static() -> None:
    """Gather and hash the static files, which the pages name by their hash."""
    call_command("collectstatic", verbosity=0, interactive=False)
