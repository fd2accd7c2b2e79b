"""The demo's own database in the embedded server: made anew when it is not whole, never anybody else's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from firststop.core.places_on_disk import var_folder
from firststop.core.postgres import Running
from firststop.core.postgres.errors import ExternalError
from firststop.site.demo import phone

NAME = "firststop_demo"


def demo_database(server: Running) -> Running:
    """Return the server with the demo's database chosen, made where it is missing."""
    url = _url(server.url, NAME)
    with psycopg.connect(server.url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            _create(connection)
    return replace(server, url=url)


def make_anew(server: Running) -> None:
    """Drop the demo's database and make it empty: one half filled, or of another country."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
        _create(connection)


def _create(connection: psycopg.Connection) -> None:
    """Make the database, and forget what files hold of one before it: the search index and the text messages."""
    shutil.rmtree(var_folder() / "search" / NAME, ignore_errors=True)
    (var_folder() / phone.NAME).unlink(missing_ok=True)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


@contextmanager
def rights_told() -> Iterator[None]:
    """Raise `ExternalError` where the role of an external `DATABASE_URL` may not do what the block does."""
    try:
        yield
    except Exception as error:
        for cause in (error, error.__cause__):
            if isinstance(cause, errors.InsufficientPrivilege):
                said = str(cause).splitlines()[0]
                raise ExternalError(
                    f"A demo makes a database of its own, {NAME}, and the role of DATABASE_URL may not: {said}.",
                    "Let it create databases and roles, or unset DATABASE_URL to use the embedded one.",
                ) from error
        raise


def _url(url: str, name: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return make_conninfo(**{**parts, "dbname": name})
