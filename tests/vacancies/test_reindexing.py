"""One command builds the search index anew, also beside a worker that holds the pen."""

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from typer.testing import CliRunner

from firststop.core.changes import Cursor, read_changes
from firststop.core.models import Change
from firststop.taxonomy import events as taxonomy_events
from firststop.taxonomy.models import Place
from firststop.vacancies import cli, indexing
from firststop.vacancies.cli import app
from firststop.vacancies.queries import vacancy_cards
from firststop.vacancies.search import Circle, Query, SearchIndex
from tests.vacancies.test_life import AT, Firm, ground

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


def test_beside_a_worker_the_command_leaves_it_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = SearchIndex.open(indexing.index_folder())
    worker.rebuild([], "999999999/1")
    Firm().published()
    assert typed() == "A worker is writing the index here: it builds it anew within seconds.\n"
    monkeypatch.setattr(indexing, "_writer", [worker])
    assert (indexing.step(), (indexing.index_folder() / "rebuild").exists()) == (1, False)
    assert indexing.step() == 0
    worker.close()


def test_who_asks_while_it_is_being_built_gets_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.rebuild()
    indexing.ask_to_rebuild()

    def asks_again(*_page: object, **_size: object) -> list[object]:
        indexing.ask_to_rebuild()
        return []

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(indexing, "public_cards_after", asks_again)
        indexing.step()
    assert (indexing.index_folder() / "rebuild").exists()
    indexing.step()
    assert not (indexing.index_folder() / "rebuild").exists()


def test_a_running_worker_begins_anew_when_its_folder_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    firm = Firm()
    firm.published()
    monkeypatch.setattr(indexing, "_writer", [])
    indexing.step()
    shutil.rmtree(indexing.index_folder())
    firm.post(title="Повар")
    with pytest.raises(ValueError, match=r"\w"):
        indexing.apply(indexing.writer(), read_changes(Cursor(0, 0), limit=99), Cursor(9, 9))
    assert indexing.step() == 2
    assert SearchIndex.open(indexing.index_folder(), writes=False).search(Query(), AT).total == 2
    indexing.writer().close()


@pytest.mark.row("T-10")
def test_a_load_of_places_is_seen_by_the_ads_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    _occupation, place = ground()
    Firm().published()
    indexing.step()
    around = Query(near=Circle(42.49, 78.39, 10))
    assert SearchIndex.open(indexing.index_folder(), writes=False).search(around, AT).total == 0
    Place.objects.filter(code=place).update(lat=42.49, lon=78.39)
    told = Change(topic=taxonomy_events.TOPIC, verb=taxonomy_events.PLACES_LOADED, subject=taxonomy_events.ALL_OF_IT)
    monkeypatch.setattr(indexing, "read_changes", lambda _after, limit: [told][:limit])
    assert indexing.step() == 1
    assert SearchIndex.open(indexing.index_folder(), writes=False).search(around, AT).total == 1
    indexing.writer().close()


def test_two_databases_have_two_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    here = indexing.index_folder()
    monkeypatch.setitem(connection.settings_dict, "NAME", "firststop/demo")
    assert indexing.index_folder() == here.parent / "firststop%2Fdemo" != here


@pytest.mark.row("T-10")
def test_an_ad_is_found_around_each_of_its_places_stated_or_known() -> None:
    _occupation, place = ground()
    Place.objects.filter(code=place).update(lat=42.49, lon=78.39)
    other = Place.objects.create(code="test-osh", path="/test-osh/", kind="settlement", lat=40.5, lon=72.8)
    vacancy = Firm().published(places=[{"code": place}, {"code": other.code, "lat": 40.6, "lon": 72.9}])
    (document,) = indexing.documents(list(vacancy_cards([vacancy.id]).values()))
    assert set(document.points) == {(42.49, 78.39), (40.6, 72.9)}
