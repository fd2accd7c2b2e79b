"""The demo's own database in the embedded server: made anew when it is not whole, never anybody else's."""

import shutil
from dataclasses import replace

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from firststop.core.places_on_disk import var_folder
from firststop.core.postgres import Running

NAME = "firststop_demo"


def demo_database(server: Running) -> Running:
    """Return the server with the demo's database chosen, made where it is missing."""
    url = _url(server.url, NAME)
    with psycopg.connect(server.url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    return replace(server, url=url)


def make_anew(server: Running) -> None:
    """Drop the demo's database and its search index, and make it empty: one half filled, or of another country."""
    shutil.rmtree(var_folder() / "search" / NAME, ignore_errors=True)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def _url(url: str, name: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return make_conninfo(**{**parts, "dbname": name})
