"""One served instance for the journeys: a database of its own, web server and worker as `firststop serve` has them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from firststop.core.serving import serving, wait_for_port
from tests.architecture.house import ROOT

HOST = "127.0.0.1"


def address_of_database() -> str:
    """Return the PostgreSQL address of the database that Django points at."""
    given = connections["default"].get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return make_conninfo(**{name: str(given[name]) for name in names if given.get(name)})


@contextmanager
def served(database: str, folder: Path) -> Iterator[str]:
    """Fill a migrated database and serve it until the block ends; yield the address of the first page.

    `database` is a PostgreSQL address; `folder` is where the instance keeps its indexes and static files.
    """
    with environment("firststop.config.settings.development", database, folder, FIRSTSTOP_DEMO="1"):
        for command in (
            ["tests.journeys.filling", "kg"],
            ["django", "collectstatic", "--no-input", "--verbosity", "0"],
        ):
            subprocess.run([sys.executable, "-m", *command], check=True, cwd=ROOT)
        with started() as port:
            yield f"http://{HOST}:{port}"


@contextmanager
def environment(settings_module: str, database: str, folder: Path, **more: str) -> Iterator[None]:
    """Say to the processes of the block which settings, database and folder they have."""
    before = dict(os.environ)
    os.environ.update(
        DJANGO_SETTINGS_MODULE=settings_module,
        DATABASE_URL=database,
        FIRSTSTOP_VAR=str(folder),
        PYTHONPATH=str(ROOT),
        # Compiled once a machine, not once a test run.
        NUMBA_CACHE_DIR=os.environ.get("NUMBA_CACHE_DIR", str(settings.VAR / "numba")),
        **more,
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def started(seconds: float = 60) -> Iterator[int]:
    """Serve what the environment says, with one web server and one worker; yield its port."""
    port = free_port()
    with serving(host=HOST, port=port, workers=1):
        assert wait_for_port(HOST, port, seconds=seconds), "the web server did not start"
        yield port


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
