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


def no_database() -> str | None:
    """Return why there is no database to look at, in a sentence; None where one runs. None is started for it."""
    from firststop.core.postgres import external_url
    from firststop.core.postgres.state import State, status

    if external_url():
        return None
    found = status()
    return {
        State.RUNNING: None,
        State.STOPPED: f"The database in {found.data_folder} is stopped (`firststop db start` starts it).",
        State.NOT_ANSWERING: "The database does not answer (`firststop db status`).",
        State.NOT_MADE: "There is no database yet.",
    }[found.state]


def database_told() -> str:
    """Return in one line which database a command works in, and how to reach those that lie beside the embedded one."""
    from firststop.core.postgres import embedded_url, external_url

    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT datname, datname = current_database() FROM pg_database"
            " WHERE datname = current_database() OR datname LIKE 'firststop%' ORDER BY datname"
        )
        found = cursor.fetchall()
    mine = next(name for name, is_mine in found if is_mine)
    if external_url():
        return f"Database: {mine}, which DATABASE_URL names."
    beside = (
        f" For {name} set DATABASE_URL='{embedded_url(database=name)}'." for name, is_mine in found if not is_mine
    )
    return f"Database: {mine}, the embedded one.{''.join(beside)}"


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
