"""Kyrgyzstan: facts that anyone there would miss."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from firststop.core.country import PlaceRow, load_pack
from firststop.core.money import Money

KG = load_pack("kg")
PLACES = {place.code: place for place in KG.places()}


def find(name: str) -> list[PlaceRow]:
    return [place for place in PLACES.values() if name in {*place.names.values(), *place.alt_names}]


def test_the_tree_has_all_regions_all_districts_and_the_settlements_of_geonames() -> None:
    kinds = Counter(place.kind for place in PLACES.values())
    assert kinds == {"region": 9, "district": 40, "settlement": 111}


def test_the_regions_are_those_of_iso_3166_2() -> None:
    codes = {place.iso3166_2 for place in PLACES.values() if place.kind == "region"}
    assert codes == {"KG-B", "KG-C", "KG-GB", "KG-GO", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y"}


@pytest.mark.parametrize(
    ("region", "districts"),
    [
        ("kg-b", 3),
        ("kg-c", 8),
        ("kg-gb", 0),
        ("kg-go", 0),
        ("kg-j", 8),
        ("kg-n", 5),
        ("kg-o", 7),
        ("kg-t", 4),
        ("kg-y", 5),
    ],
)
def test_each_region_has_its_districts(region: str, districts: int) -> None:
    assert len([p for p in PLACES.values() if p.kind == "district" and p.parent == region]) == districts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Бишкек", "kg-1528675"),
        ("Фрунзе", "kg-1528675"),
        ("Przhevalsk", "kg-1528121"),
        ("Пржевальск", "kg-1528121"),
        ("Жалал-Абад", "kg-1528249"),
        ("Рыбачье", "kg-1527004"),
        ("Исфана", "kg-1222662"),
        ("Кара-Көл", "kg-1528124"),
        ("Өзгөн", "kg-1527513"),
        ("Kara-Buura", "kg-t-aitmatov"),
    ],
)
def test_a_place_is_found_by_its_name_in_any_language_and_by_its_old_one(name: str, code: str) -> None:
    assert [place.code for place in find(name)] == [code]


def test_a_settlement_lies_where_its_code_and_coordinates_say() -> None:
    """A national code begins with that of the region; the country lies between these degrees."""
    for place in PLACES.values():
        if place.kind != "settlement":
            continue
        assert place.lat is not None
        assert place.lon is not None
        assert 39.1 < place.lat < 43.3, place.code
        assert 69.2 < place.lon < 80.3, place.code
        region = place
        while region.parent is not None:
            region = PLACES[region.parent]
        assert region.national_code is not None
        assert place.national_code is None or place.national_code.startswith(region.national_code[:5])


def test_neighbours_of_a_district_lie_near_each_other() -> None:
    """A settlement put into the wrong district would show: none of them is this wide or high."""
    for district in (place for place in PLACES.values() if place.kind == "district"):
        inside = [place for place in PLACES.values() if place.parent == district.code]
        lats = [place.lat for place in inside if place.lat is not None]
        lons = [place.lon for place in inside if place.lon is not None]
        if inside:
            assert max(lats) - min(lats) < 0.8, district.code
            assert max(lons) - min(lons) < 1.5, district.code


def test_an_unknown_population_is_unknown_and_not_zero() -> None:
    assert PLACES["kg-1527360"].population is None
    assert all(place.population is None or place.population > 0 for place in PLACES.values())


def test_the_licence_of_geonames_is_shown() -> None:
    assert any("GeoNames" in words and "CC BY 4.0" in words for words in KG.attributions())


def test_the_state_language_is_kyrgyz_and_pay_is_in_som() -> None:
    assert KG.state_language == "ky"
    assert set(KG.languages) == {"ky", "ru", "en"}
    assert (KG.currency.code, KG.currency.words["ru"], KG.currency.words["ky"]) == ("KGS", "сом", "сом")
    assert KG.time_zone.key == "Asia/Bishkek"
    assert KG.name("ky") == "Кыргызстан"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),
        ("2026-01-05", False),  # New Year holidays of the Labour Code of 2025
        ("2026-01-08", True),
        ("2026-02-23", True),  # a working day since 2025
        ("2024-02-23", False),
        ("2026-03-20", False),  # Orozo Ait
        ("2026-05-27", False),  # Kurman Ait
        ("2026-08-31", False),
        ("2026-11-25", True),
        ("2026-11-28", False),  # Saturday
        ("2025-01-02", False),  # moved by decree
        ("2025-01-11", True),  # a Saturday worked instead
    ],
)
def test_the_working_days_are_those_of_the_labour_code(day: str, works: bool) -> None:
    assert KG.calendar().is_working(date.fromisoformat(day)) is works


def test_a_fixed_holiday_has_its_names_and_a_moving_one_says_that_it_is_estimated() -> None:
    days = {holiday.day: holiday for holiday in KG.holidays(2027)}
    assert set(days[date(2027, 8, 31)].names) == {"en", "ru", "ky"}
    assert not days[date(2027, 8, 31)].estimated
    moving = [holiday for holiday in days.values() if "айт" in holiday.names["ky"]]
    assert len(moving) == 2
    assert all(holiday.estimated for holiday in moving)


def test_a_saturday_worked_by_decree_is_in_the_list() -> None:
    assert [holiday.day for holiday in KG.holidays(2025) if holiday.works] == [date(2025, 1, 11)]


def test_a_deadline_skips_the_new_year_holidays() -> None:
    assert KG.calendar().add_working_days(date(2025, 12, 31), 2) == date(2026, 1, 9)


def test_every_major_group_has_its_usual_pay_above_the_minimum_wage() -> None:
    wage = KG.minimum_wage(date(2026, 11, 25))
    assert wage is not None
    assert sorted(KG.pay_bands()) == list("0123456789")
    assert all(wage.amount < band.low < band.high for band in KG.pay_bands().values())


@pytest.mark.parametrize("currency", ["USD", "EUR", "RUB", "KZT", "UZS", "CNY", "SEK", "NOK"])
def test_pay_in_the_currencies_of_the_feeds_can_be_compared(currency: str) -> None:
    day = date(2020, 3, 1)
    while day < date(2027, 1, 1):
        worth = KG.in_own_currency(Money.of("1000", currency), day)
        assert worth is not None
        assert worth.currency == "KGS"
        assert worth.amount > Decimal(0)
        day += timedelta(days=200)


def test_each_region_has_an_office() -> None:
    regions = set()
    for office in KG.offices:
        place = PLACES[office.place]
        while place.parent is not None:
            place = PLACES[place.parent]
        regions.add(place.code)
        assert office.kind == "demonstration"
    assert regions == {place.code for place in PLACES.values() if place.kind == "region"}
