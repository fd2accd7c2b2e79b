"""The test bench: one throw-away PostgreSQL a session, migrated once, cloned for each worker."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

SERVER = "FIRSTSTOP_TEST_SERVER"
_session = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proofs", default=None, help="write one line a row id, proven or not, into this file")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the controlling process, before any worker reads its settings."""
    if hasattr(config, "workerinput") or os.environ.get(SERVER) or os.environ.get("TEST_DATABASE_URL"):
        return
    from firststop.core.postgres import temporary_server

    folder = _session.enter_context(tempfile.TemporaryDirectory(prefix="firststop-", ignore_cleanup_errors=True))
    os.environ[SERVER] = _session.enter_context(temporary_server(Path(folder), fast=True))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server with the session."""
    if not hasattr(config, "workerinput"):
        _session.close()
