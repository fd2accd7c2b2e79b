"""A national list of places with bad rows comes in without them: no row brings the others down."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firststop.core.country import read_places
from firststop.taxonomy import cli
from firststop.taxonomy.models import Place
from firststop.taxonomy.queries import suggest_places
from tests.taxonomy.test_places import Row, load, village, write

# Foreign keys are checked where a transaction ends.
pytestmark = [pytest.mark.commits, pytest.mark.usefixtures("committed"), pytest.mark.row("T-10")]
SOURCE = "made for this test"
REGION: Row = {"code": "xx-t-r1", "kind": "region", "name_en": "Region", "source": SOURCE}
DISTRICT: Row = {**REGION, "code": "xx-t-d1", "parent": "xx-t-r1", "kind": "district", "name_en": "District"}
ENDED = "2020-01-01"
Loading = Callable[..., Result]


@pytest.fixture
def loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loading:
    """Give the command that loads a list."""
    monkeypatch.setattr(cli, "with_database", nullcontext)

    def run(*rows: Row) -> Result:
        return CliRunner().invoke(cli.app, ["load", str(write(tmp_path / "places.csv", [*rows])), "--json"])

    return run


def test_what_lies_in_a_refused_place_or_leads_to_it_is_refused_too(loading: Loading) -> None:
    gone: Row = {**DISTRICT, "code": "xx-t-d2", "until": ENDED, "replaced_by": "xx-t-nowhere"}
    rows: list[Row] = [
        village("xx-t-v1", "Led", until=ENDED, replaced_by="xx-t-v2"),
        village("xx-t-v2", "Inside", parent="xx-t-d2"),
        village("xx-t-v3", "Leading", until=ENDED, replaced_by="xx-t-v1"),
        village("xx-t-v4", "Good"),
    ]
    done = loading(REGION, DISTRICT, gone, *rows)
    assert done.exit_code == 1, done.exception
    said = json.loads(done.stdout)
    assert (said["created"], said["refused"], said["by_reason"]) == (3, 4, {"replaced_by": 3, "parent": 1})
    assert [line.split(",")[1] for line in done.stderr.splitlines()] == [f" row {n}" for n in (4, 5, 6, 7)]
    assert set(Place.objects.values_list("code", flat=True)) == {"xx-t-r1", "xx-t-d1", "xx-t-v4"}


def test_what_lies_in_a_place_of_before_comes_in_though_its_new_row_is_refused(loading: Loading) -> None:
    loading(REGION, DISTRICT)
    wrong: Row = {**DISTRICT, "until": ENDED, "replaced_by": "xx-t-nowhere"}
    done = loading(REGION, wrong, village("xx-t-v1", "Good"))
    said = json.loads(done.stdout)
    assert (said["created"], said["updated"], said["refused"]) == (1, 0, 1)
    assert Place.objects.get(code="xx-t-d1").until is None


@pytest.mark.parametrize("backwards", [False, True])
def test_a_merger_may_lead_anywhere_in_a_long_list(tmp_path: Path, *, backwards: bool) -> None:
    chain = [village("xx-t-c0", "Oldtown", until=ENDED, replaced_by="xx-t-c1"),
             village("xx-t-c1", "Midtown", until=ENDED, replaced_by="xx-t-c2"),
             village("xx-t-c2", "Newtown")]  # fmt: skip
    many = [village(f"xx-t-v{n}", f"Place {n}") for n in range(996)]
    rows = [chain[0], *many[:500], chain[1], *many[500:], chain[2]]
    path = write(tmp_path / "places.csv", [REGION, DISTRICT, *(rows[::-1] if backwards else rows)])
    assert load(path) == (1_001, 0, 0, 0)
    assert load(path) == (0, 0, 1_001, 0)
    assert [it.code for it in suggest_places("Oldtown", "en", on=date(2026, 1, 1))] == ["xx-t-c2"]
    del chain[0]["replaced_by"], chain[0]["until"]
    write(path, [REGION, DISTRICT, *rows])
    assert load(path) == (0, 1, 1_000, 0)
    assert Place.objects.get(code="xx-t-c0").replaced_by_id is None


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("code", {"code": "x" * 41}),
        ("source", {"source": "x" * 121}),
        ("names", {"name_en": "x" * 121}),
        ("names", {"name_en": "\ufdfa" * 10}),
        ("alt_names", {"alt_names": "Short|" + "x" * 121}),
        ("national_code", {"national_code": "1" * 21}),
        ("population", {"population": 3_000_000_000}),
        ("name_ru", {"name_ru": "Тут\0там"}),
    ],
)
def test_what_no_table_has_room_for_is_refused_by_row_and_field(loading: Loading, field: str, more: Row) -> None:
    done = loading(REGION, DISTRICT, village("xx-t-v1", "Good"), {**village("xx-t-v2", "Bad"), **more})
    assert done.exit_code == 1, done.exception
    assert f"row 5, field {field}" in done.stderr
    assert set(Place.objects.values_list("code", flat=True)) == {"xx-t-r1", "xx-t-d1", "xx-t-v1"}


def test_a_column_of_names_is_of_a_language(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"code,parent,kind,name_en,name_russian,source\nxx-t-r1,,region,Region,Область,{SOURCE}\n")
    assert [error.field for error in read_places(path).errors] == ["names.russian.[key]"]
