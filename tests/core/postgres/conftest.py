"""Folders for real servers: an empty one, and one with a database that was made once for the session."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from firststop.core import postgres
from firststop.core.postgres.places import place_of


def quick_disk() -> str | None:
    """Return the memory disk where it has room: what is killed here is a process, never the machine."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1024**3
    return str(memory) if roomy else None


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No external database, no runtime folder of the user, no PG* variable of the machine."""
    for name in ("DATABASE_URL", "XDG_RUNTIME_DIR", "PGHOST", "PGPORT", "PGOPTIONS"):
        monkeypatch.delenv(name, raising=False)


def ended(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """End the server of a test, whatever the test did to the surroundings."""
    monkeypatch.undo()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if place_of(folder).folder.exists():
        postgres.stop(folder)


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty `var` folder that the product takes for its own."""
    folder = Path(tempfile.mkdtemp(prefix="fs-test-", dir=quick_disk()))
    monkeypatch.setenv("FIRSTSTOP_VAR", str(folder))
    yield folder
    ended(monkeypatch, folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A `var` folder with a stopped database, made by the product once for the session."""
    with tempfile.TemporaryDirectory(prefix="fs-test-", dir=quick_disk()) as name:
        folder = Path(name)
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DATABASE_URL", raising=False)
            postgres.ensure_running(folder)
            postgres.stop(folder)
        yield folder


@pytest.fixture
def made(made_once: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The session's database, stopped. Who takes it leaves it whole: a copy costs a second."""
    monkeypatch.setenv("FIRSTSTOP_VAR", str(made_once))
    yield made_once
    ended(monkeypatch, made_once)


@pytest.fixture
def copied(var: Path, made_once: Path) -> Path:
    """A `var` folder with a stopped database of one's own, to be spoilt."""
    shutil.copytree(made_once / "postgres", var / "postgres", symlinks=True)
    return var
