"""The demo of any pack: its places, numbers, currency and languages, with the cast in its largest towns."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from firststop.accounts.models import Account
from firststop.config.clock import time_zone_of
from firststop.core.country import CountryPack, available, load_pack
from firststop.core.country.pack import FOLDER, read_pack
from firststop.employers.models import Establishment
from firststop.jobseekers.models import Profile
from firststop.site.demo import loading
from firststop.site.demo.casting import at_home
from firststop.site.demo.filling import Sizes
from firststop.site.demo.marker import WHOLE, is_marked
from firststop.site.demo.numbers import draw_number
from firststop.site.demo.world import towns_of
from firststop.vacancies.models import Vacancy
from tests import cast, people

Fill = Callable[[str], CountryPack]
SIZES = Sizes(enterprises=8, vacancies=40, jobseekers=20)


@pytest.fixture
def fill(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Make a small demo of a country; return its pack."""
    monkeypatch.setattr(loading, "Sizes", lambda: SIZES)

    def filled(country: str) -> CountryPack:
        settings.COUNTRY = country
        for _step in loading.fill_country(country, seed=1, first=10, progress=lambda _done, _all: None):
            pass
        return load_pack(country)

    return filled


@pytest.mark.django_db
@pytest.mark.parametrize("country", available())
def test_every_pack_has_a_demo_of_its_own(fill: Fill, country: str) -> None:
    pack = fill(country)
    scheme = next(scheme.code for scheme in pack.number_schemes if scheme.of == "enterprise")
    places = {place.code for place in pack.places() if place.until is None}
    firms = Establishment.objects.all()
    assert {(firm.number_scheme, firm.number_verdict == "invalid", firm.place_id in places) for firm in firms} == {
        (scheme, False, True)
    }
    records = list(Vacancy.objects.values_list("record", flat=True))
    assert len(records) >= SIZES.vacancies
    assert {record["language"] for record in records} <= set(pack.languages)
    assert {record["pay_currency"] for record in records if record.get("pay_min")} == {pack.currency.code}
    assert all(float(record["pay_min"]) > 0 for record in records if record.get("pay_min"))
    assert {place["code"] for record in records for place in record["places"]} <= places
    assert set(Account.objects.values_list("language", flat=True)) <= set(pack.languages)
    assert set(Profile.objects.values_list("place_id", flat=True)) <= places


@pytest.mark.django_db
def test_abroad_the_cast_lives_in_the_largest_towns_and_signs_in_as_at_home(
    fill: Fill,
) -> None:
    pack = fill("xx")
    assert (at_home(pack), at_home(load_pack("kg"))) == (False, True)
    bakyt, aida = (Account.objects.get(phone=who.phone) for who in (cast.BAKYT, cast.AIDA))
    assert (bakyt.language, bakyt.family_name) == ("en", "Osmonov")
    homes = dict(Establishment.objects.values_list("name", "place_id"))
    assert (homes["Kumush Iyne"], homes["Chuy-Metall"]) == ("xx-s-hill", "xx-n-mill")
    assert "Kumush Iyne" in people.client_of(aida).get("/en/account/").content.decode()


@pytest.mark.parametrize(("country", "zone"), [("kg", "Asia/Bishkek"), ("xx", "Europe/Oslo")])
def test_hours_and_days_are_the_countrys(country: str, zone: str) -> None:
    assert time_zone_of(country) == zone


@pytest.mark.django_db
def test_a_demo_of_another_country_is_not_taken_for_this_one(fill: Fill) -> None:
    fill("xx")
    assert (is_marked(WHOLE, country="xx"), is_marked(WHOLE, country="kg"), is_marked()) == (True, False, True)


def changed(folder: Path, **files: str) -> CountryPack:
    """Return the smallest pack with other content of some files, named without their suffix."""
    copy = folder / "xx"
    shutil.copytree(FOLDER / "xx", copy)
    for name, content in files.items():
        next(copy.glob(f"{name}.*")).write_text(content, encoding="utf-8")
    return read_pack(copy)


PLACES = "code,parent,kind,name_en,source\n"
NO_OFFICE = "code,place,name_en,kind,source\n"


def test_where_nobody_counted_the_inhabitants_people_live_everywhere(tmp_path: Path) -> None:
    places = f"{PLACES}xx-n,,region,North,made up\nxx-n-port,xx-n,settlement,Port,made up\n"
    assert [(town.code, town.weight) for town in towns_of(changed(tmp_path, places=places, offices=NO_OFFICE))] == [
        ("xx-n", 1),
        ("xx-n-port", 1),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("empty", "lacks"),
    [
        ({"places": PLACES}, "the pack 'xx' has no places in places.csv"),
        ({"pay": "minimum_wage: []\nbands: []\n"}, "the pack 'xx' has no bands in pay.yaml"),
    ],
)
def test_a_pack_that_is_too_empty_for_a_demo_says_what_it_lacks(
    fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: dict[str, str], lacks: str
) -> None:
    pack = changed(tmp_path, offices=NO_OFFICE, **empty)
    for module in ("loading", "world"):
        monkeypatch.setattr(f"firststop.site.demo.{module}.load_pack", lambda _code: pack)
    with pytest.raises(LookupError, match=lacks):
        fill("xx")


def test_a_number_is_given_once_and_made_up_plainly_where_digits_fit_no_scheme(tmp_path: Path) -> None:
    pack, draw, given = load_pack("xx"), random.Random(1), set[str]()
    drawn = [draw_number(pack, draw, given) for _each in range(50)]
    assert {scheme for scheme, _number in drawn} == {"xx-reg"}
    assert len(set(drawn)) == len(given) == 50
    facts = (FOLDER / "xx" / "pack.yaml").read_text(encoding="utf-8").replace("xx-reg", "de-hr")
    letters, none = changed(tmp_path, pack=facts), set[str]()
    assert [draw_number(letters, draw, none) for _each in range(2)] == [("demo", "1"), ("demo", "2")]
