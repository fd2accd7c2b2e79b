"""One command builds the search index anew, also beside a worker that holds the pen."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from firststop.vacancies import cli, indexing
from firststop.vacancies.cli import app
from firststop.vacancies.search import SearchIndex
from tests.vacancies.test_life import Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-18")]


@pytest.fixture(autouse=True)
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path
    monkeypatch.setattr(indexing, "_writer", [])
    monkeypatch.setattr(cli, "with_database", nullcontext)


def typed() -> str:
    done = CliRunner().invoke(app, ["reindex"])
    assert (done.exit_code, done.exception) == (0, None)
    return done.output


def test_the_command_builds_the_index_from_the_tables() -> None:
    Firm().published()
    assert typed() == "1 vacancies are in the index.\n"
    indexing.writer().close()


def test_beside_a_worker_the_command_leaves_it_to_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = SearchIndex.open(tmp_path / "search")
    worker.rebuild([], "999999999/1")
    Firm().published()
    assert typed() == "A worker is writing the index here: it builds it anew within seconds.\n"
    monkeypatch.setattr(indexing, "_writer", [worker])
    assert (indexing.step(), (tmp_path / "search" / "rebuild").exists()) == (1, False)
    assert indexing.step() == 0
    worker.close()
