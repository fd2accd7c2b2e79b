"""Talking to the server as its superuser: does it answer, and does it hold our database?"""

from pathlib import Path

import psycopg
from psycopg import errors, sql

from firststop.core.postgres.errors import DiskError, StartError, UnreachableError
from firststop.core.postgres.places import DATABASE, SUPERUSER, url_at

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
_CONNECT_SECONDS = 5


def connect(url: str) -> psycopg.Connection:
    """Return an autocommit connection; raises `psycopg.OperationalError`."""
    return psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS)


def answers(url: str) -> bool:
    """Say whether the database at `url` answers a query now."""
    try:
        with connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def server_version(url: str) -> str:
    """Return the version of the server at `url`; raises `UnreachableError`."""
    try:
        with connect(url) as connection:
            row = connection.execute("SHOW server_version").fetchone()
    except psycopg.OperationalError as error:
        raise UnreachableError(f"The database does not answer: {str(error).splitlines()[-1]}") from error
    return str(row[0]).split()[0] if row else ""


def prepare_database(socket_folder: Path) -> None:
    """Make the database and its extensions where they are missing, in the server behind the socket.

    Raises `DiskError` when the disk is full, `StartError` for whatever else the server has against it.
    """
    try:
        with connect(url_at(socket_folder, "postgres")) as server:
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                _make_database(server, url_at(socket_folder, "template1"))
        with connect(url_at(socket_folder)) as database:
            _add_extensions(database)
    except errors.DiskFull as full:
        raise DiskError(
            "The disk is full: the database cannot be prepared.", "Free some space and try again."
        ) from full
    except psycopg.Error as error:
        raise StartError(f"The database cannot be prepared: {error}".rstrip()) from error


def _make_database(server: psycopg.Connection, template_url: str) -> None:
    # New databases are copied from the template, those of tests too: all are born with the extensions.
    with connect(template_url) as template:
        _add_extensions(template)
    # A client's mistakes are told to the client; in the server's log they would quote people's data.
    server.execute(sql.SQL("ALTER ROLE {} SET log_min_messages = 'log'").format(sql.Identifier(SUPERUSER)))
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _add_extensions(database: psycopg.Connection) -> None:
    present = {name for (name,) in database.execute("SELECT extname FROM pg_extension")}
    for name in EXTENSIONS:
        if name not in present:
            database.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
