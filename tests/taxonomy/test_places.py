"""Places: a national list of villages, mergers by their day, circles, names that ask."""

import csv
import json
import random
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from firststop.core.country import load_pack, read_places
from firststop.core.country.records import PlaceRow
from firststop.core.models import Change
from firststop.taxonomy import cli
from firststop.taxonomy.events import PLACES_LOADED
from firststop.taxonomy.models import Place
from firststop.taxonomy.queries import place_kinds, places, places_named, suggest_places
from firststop.taxonomy.services import load_places

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("T-10")]
COLUMNS = [
    "code", "parent", "kind", "name_en", "name_ru", "alt_names", "nuts", "national_code", "lat", "lon", "population",
    "since", "until", "replaced_by", "source",
]  # fmt: skip
SYLLABLES = ["ak", "kara", "bel", "suu", "tash", "kol", "jar", "bulak", "ata", "say", "dobo", "chong"]
VILLAGES = 2_000
Row = dict[str, object]
ON = date(2026, 11, 25)


def write(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def village(code: str, name: str, **more: object) -> Row:
    return {
        "code": code,
        "parent": "xx-t-d1",
        "kind": "settlement",
        "name_en": name,
        "source": "made for this test",
        **more,
    }


def country() -> list[Row]:
    """Return two regions, twenty districts and 2,000 villages that nobody lives in."""
    rng = random.Random(10)
    made: list[Row] = [
        {"code": f"xx-t-r{n}", "kind": "region", "name_en": f"Region {n}", "source": "made for this test"}
        for n in (1, 2)
    ]
    made += [
        {"code": f"xx-t-d{n}", "parent": f"xx-t-r{1 + n % 2}", "kind": "district", "name_en": f"District {n}",
         "source": "made for this test"}
        for n in range(20)
    ]  # fmt: skip
    for n in range(VILLAGES):
        name = "-".join(rng.choice(SYLLABLES) for _ in range(2 + n % 2)).capitalize()
        made.append(village(
            f"xx-t-v{n}", name, parent=f"xx-t-d{n % 20}", lat=round(rng.uniform(39, 43), 5),
            lon=round(rng.uniform(69, 80), 5), national_code=str(10_000 + n),
        ))  # fmt: skip
    return made


def load(path: Path) -> tuple[int, int, int, int]:
    table = read_places(path, place_kinds())
    summary = load_places(table.rows)
    return summary.created, summary.updated, summary.unchanged, len(table.errors)


def test_a_national_list_comes_in_whole_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path, total = write(tmp_path / "places.csv", country()), VILLAGES + 22
    assert load(path) == (total, 0, 0, 0)
    assert load(path) == (0, 0, total, 0)
    changed = country()
    changed[-1]["population"] = 12
    assert load(write(tmp_path / "places.csv", changed)) == (0, 1, total - 1, 0)
    assert Place.objects.get(code="xx-t-v7").path == "/xx-t-r2/xx-t-d7/xx-t-v7/"


def test_a_list_that_changed_something_is_told_once(tmp_path: Path) -> None:
    path, changed = write(tmp_path / "places.csv", country()), country()
    changed[-1]["population"] = 12
    for _again in range(2):
        load(path)
        assert list(Change.objects.values_list("verb", flat=True)) == [PLACES_LOADED]
    load(write(path, changed))
    assert list(Change.objects.values_list("verb", flat=True)) == [PLACES_LOADED] * 2


def test_what_is_not_known_stays_unknown(tmp_path: Path) -> None:
    load(write(tmp_path / "places.csv", [*country()[:22], village("xx-t-v1", "Nowhere")]))
    place = Place.objects.get(code="xx-t-v1")
    assert (place.lat, place.lon, place.national_code, place.iso3166_2, place.nuts, place.population) == (None,) * 6


def test_villages_may_lie_in_the_districts_of_the_pack(tmp_path: Path) -> None:
    pack = list(load_pack("kg").places())
    load_places(pack)
    district = next(row for row in pack if row.kind == "district")
    assert load(write(tmp_path / "places.csv", [village("xx-t-v1", "Nowhere", parent=district.code)])) == (1, 0, 0, 0)
    assert Place.objects.get(code="xx-t-v1").path == f"{Place.objects.get(code=district.code).path}xx-t-v1/"


def test_faulty_rows_are_refused_by_row_and_field_and_the_rest_comes_in(tmp_path: Path) -> None:
    faults = {
        "lat": village("xx-t-f1", "A", lat=123, lon=70),
        "parent": village("xx-t-f2", "B", parent="xx-t-nowhere"),
        "kind": village("xx-t-f3", "C", kind="planet"),
        "code": village("XX T", "D"),
        "until": village("xx-t-f4", "E", until="spring"),
        "replaced_by": village("xx-t-f5", "F", replaced_by="xx-t-nowhere"),
        "names": {**village("xx-t-f6", ""), "name_en": ""},
    }
    good = country()
    table = read_places(write(tmp_path / "places.csv", [*good, *faults.values()]))
    assert {error.row: error.field for error in table.errors} == dict(enumerate(faults, start=len(good) + 2))
    assert load_places(table.rows).created == len(good)
    assert not Place.objects.filter(code__startswith="xx-t-f").exists()


def test_the_command_tells_each_fault_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "with_database", nullcontext)
    path = write(tmp_path / "places.csv", [*country()[:23], village("xx-t-f1", "A", lat=123, lon=70)])
    done = CliRunner().invoke(cli.app, ["load", str(path), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "read": 24, "created": 23, "updated": 0, "unchanged": 0, "refused": 1, "by_reason": {"lat": 1},
    }  # fmt: skip
    assert "row 25, field lat" in done.stderr


def test_the_nuts_code_of_a_region_is_loaded_and_told_and_one_of_another_form_is_refused_by_its_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(cli, "with_database", nullcontext)
    regions: list[Row] = [
        {"code": f"xx-t-r{code or 'none'}".lower(), "kind": "region", "name_en": f"Nutsland {code}", "nuts": code,
         "source": "made for this test"}
        for code in ("XX", "XX1", "XXZ0", "XX1A2", "", "xx1", "X1", "XX1234", "XX-1")
    ]  # fmt: skip
    done = CliRunner().invoke(cli.app, ["load", str(write(tmp_path / "places.csv", regions)), "--json"])
    said = json.loads(done.stdout)
    assert (done.exit_code, said["created"], said["refused"], said["by_reason"]) == (1, 5, 4, {"nuts": 4})
    assert [line.split(":")[1].split(",")[1:] for line in done.stderr.splitlines()] == [
        [f" row {row}", " field nuts"] for row in (7, 8, 9, 10)
    ]
    told = {place["name"]: place["nuts"] for place in client.get("/api/v1/places?text=nutsland").json()}
    known = {f"Nutsland {code}": code for code in ("XX", "XX1", "XXZ0", "XX1A2")}
    assert told == {**known, "Nutsland": None}


@pytest.fixture
def merged() -> None:
    def row(code: str, name: str, **more: object) -> PlaceRow:
        return PlaceRow(code=code, kind="settlement", names={"en": name}, source="test", parent="xx-t-r", **more)  # type: ignore[arg-type]

    load_places([
        PlaceRow(code="xx-t-r", kind="region", names={"en": "Region"}, source="test"),
        row("xx-t-old", "Oldtown", until=date(2020, 1, 1), replaced_by="xx-t-mid"),
        row("xx-t-mid", "Midtown", until=date(2027, 1, 1), replaced_by="xx-t-new", lat=42.0, lon=74.0),
        row("xx-t-new", "Newtown", alt_names=("Nytown",), lat=42.0, lon=74.0),
        row("xx-t-gone", "Ghosttown", until=date(2020, 1, 1), lat=42.0, lon=74.0),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "on", "found"),
    [
        ("Oldtown", date(2019, 12, 31), ["xx-t-old"]),
        ("Oldtown", date(2020, 1, 1), ["xx-t-mid"]),
        ("Oldtown", date(2027, 1, 1), ["xx-t-new"]),
        ("Midtown", ON, ["xx-t-mid"]),
        ("Midtown", date(2027, 1, 1), ["xx-t-new"]),
        ("Nytown", ON, ["xx-t-new"]),
        ("Ghosttown", date(2019, 12, 31), ["xx-t-gone"]),
        ("Ghosttown", ON, []),
    ],
)
def test_an_old_name_finds_what_stands_there_on_the_day(merged: None, name: str, on: date, found: list[str]) -> None:
    assert [it.code for it in suggest_places(name, "en", on=on)] == found
    named = places_named([name.lower()], "en", on=on)
    assert [it.code for it in named.get(name.lower(), [])] == found


@pytest.mark.parametrize("typed", ["nwetown", "newtwon", "newton", "newtowwn", "mewtown"])
def test_a_slip_in_a_name_is_forgiven(merged: None, typed: str) -> None:
    assert "xx-t-new" in [it.code for it in suggest_places(typed, "en", on=ON)]


def test_a_name_that_several_places_have_asks_with_what_tells_them_apart(tmp_path: Path) -> None:
    twins = [village("xx-t-a", "Birlik", parent="xx-t-d1"), village("xx-t-b", "Birlik", parent="xx-t-d2")]
    load(write(tmp_path / "places.csv", [*country()[:22], *twins]))
    shown = [it.full_name for it in places_named(["birlik"], "en")["birlik"]]
    assert sorted(shown) == ["Birlik, District 1, Region 2", "Birlik, District 2, Region 1"]
    assert sorted(it.full_name for it in suggest_places("birlik", "en")) == sorted(shown)


def test_a_place_named_in_one_language_only_is_shown_by_that_name(tmp_path: Path) -> None:
    load(write(tmp_path / "places.csv", [*country()[:22], {**village("xx-t-v1", ""), "name_ru": "Нигде"}]))
    for language in ("en", "ky", "ru"):
        assert places(["xx-t-v1"], language)["xx-t-v1"].full_name == "Нигде, District 1, Region 2"
