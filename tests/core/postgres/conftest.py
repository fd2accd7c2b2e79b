"""Folders for real servers: an empty one, and one with a database that was made once for the session."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from firststop.core import postgres
from firststop.core.postgres.places import place_of


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No external database, no runtime folder of the user, no PG* variable of the machine."""
    for name in ("DATABASE_URL", "XDG_RUNTIME_DIR", "PGHOST", "PGPORT", "PGOPTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty `var` folder that the product takes for its own; its server is ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fs-test-"))
    monkeypatch.setenv("FIRSTSTOP_VAR", str(folder))
    yield folder
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if place_of(folder).folder.exists():
        postgres.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A database's folder, made by the product and stopped."""
    with tempfile.TemporaryDirectory(prefix="fs-test-") as name:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DATABASE_URL", raising=False)
            postgres.ensure_running(Path(name))
            postgres.stop(Path(name))
        yield Path(name) / "postgres"


@pytest.fixture
def made(var: Path, made_once: Path) -> Path:
    """A `var` folder with a stopped database in it."""
    shutil.copytree(made_once, var / "postgres", symlinks=True)
    return var
