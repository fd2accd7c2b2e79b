"""Test databases: one migrated template a server, cloned in a blink for whoever needs one."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from firststop.config.databases import database_from
from tests.architecture.house import ROOT

SERVER = "FIRSTSTOP_TEST_SERVER"
LOCK = 7_310_551


def use_server() -> None:
    """Point Django at this worker's server."""
    connections["default"].settings_dict.update(database_from(os.environ[SERVER], pool=False))


def template_name() -> str:
    """Return the template's name: it changes with any migration and with any library's."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted((ROOT / "firststop").glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return f"firststop_template_{digest.hexdigest()[:12]}"


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection to the server's own database."""
    wrapper = connections["default"].copy()
    wrapper.settings_dict = {**wrapper.settings_dict, "NAME": "postgres"}
    connection = psycopg.connect(**wrapper.get_connection_params(), autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def use(name: str) -> None:
    """Point Django's connection at the database `name`."""
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = name


def make_template() -> str:
    """Migrate the template unless this server has it already; workers wait for the one that does."""
    name = template_name()
    with maintenance() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            fresh = f"{name}_fresh"
            drop(server, fresh)
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
            use(fresh)
            call_command("migrate", verbosity=0, interactive=False)
            connections["default"].close()
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(name))
            )
        server.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


@contextmanager
def clone(label: str) -> Iterator[str]:
    """Yield a fresh copy of the template with Django pointed at it; drop it afterwards."""
    before = connections["default"].settings_dict["NAME"]
    template, name = make_template(), f"firststop_{label}_{os.getpid()}"
    with maintenance() as server:
        drop(server, name)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    use(name)
    try:
        yield name
    finally:
        use(before)
        with maintenance() as server:
            drop(server, name)


def drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database with whatever is still connected to it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
