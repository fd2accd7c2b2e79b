"""A small demo country, served as it is served to everybody, and a browser before it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from firststop.core.country import load_pack
from firststop.site.demo.casting import enter_the_cast
from firststop.site.demo.marker import MARKER, mark
from firststop.taxonomy.services import load_places, load_starter
from tests import databases
from tools.browser import installed

COMMAND = Path(sys.executable).parent / "firststop"
#: Seconds within which a server must answer, on a machine that does other things, too.
PATIENCE = 60


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with occupations, places and the cast, marked as a demo's; yields its address."""
    with django_db_blocker.unblock(), databases.clone("journeys") as name:
        now = timezone.now()
        mark(MARKER, country=settings.COUNTRY, on=now.date())
        load_places(load_pack(settings.COUNTRY).places())
        load_starter(at=now)
        enter_the_cast(load_pack(settings.COUNTRY), at=now)
        connections.close_all()
        yield urlsplit(os.environ[databases.SERVER])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def served(country: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product's own `serve` before that database; yields where. Nothing breaks, no number is in its log."""
    var = tmp_path_factory.mktemp("var")
    with serve(country, var) as address:
        yield address
    said = (var / "log").read_text(encoding="utf-8")
    assert "Traceback" not in said, said
    assert "+996700" not in said, said


@contextmanager
def serve(database: str, var: Path) -> Iterator[str]:
    """Serve a database as `firststop demo` does, from a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "firststop.config.settings.development",
        "FIRSTSTOP_DEMO": "1",
        "FIRSTSTOP_VAR": str(var),
    }
    address = f"http://127.0.0.1:{port}"
    with (var / "log").open("wb") as log:
        command = [str(COMMAND), "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
        try:
            wait_for(f"{address}/health", server, var / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; fail with what it said where it ends instead."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser(served: str) -> Iterator[Browser]:
    """Headless Chromium; it starts last and ends first, because its loop keeps Django from the database."""
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        started = playwright.chromium.launch(executable_path=installed(), args=arguments)
        yield started
        started.close()
