"""What a person wished on the page is kept to by both lists, and no firm learns more of it than before."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from firststop.jobseekers.enums import Visibility
from firststop.matching import indexing, queries
from firststop.matching.engine import RowKey
from firststop.matching.vectors import vacancy_vectors
from firststop.taxonomy.models import Place, PlaceName
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import public_vacancy
from tests import cast, people
from tests.matching.candidates import Market, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_index"), pytest.mark.row("M-05")]
#: Kant and Tokmok are some 40 km apart, Karakol and Osh far from both.
TOWNS = {
    "Kant": (42.8911, 74.8508), "Tokmok": (42.8419, 75.3015), "Karakol": (42.4907, 78.3936), "Osh": (40.5283, 72.7985),
}  # fmt: skip


@pytest.fixture(autouse=True)
def towns() -> None:
    for name, (lat, lon) in TOWNS.items():
        place = Place.objects.create(code=name.lower(), path=f"/{name.lower()}/", kind="settlement", lat=lat, lon=lon)
        for language in ("en", "ru"):
            PlaceName.objects.create(place=place, language=language, text=name, folded=name.lower(), preferred=True)


def wish(**said: object) -> None:
    """Let Ermek state his wishes on the page."""
    answer = people.signed_in(cast.ERMEK).post("/en/me/wishes", {"radius_km": "25", **said})
    assert answer.status_code == 302


def ad(market: Market, town: str | None = None, **record: Any) -> Vacancy:
    """Return a public vacancy for Ermek's work, in a town and with more in its record."""
    made = market.another()
    made.places, made.record = [town] if town else [], {**made.record, **record}
    made.save()
    return made


def listed() -> set[object]:
    return {card.id for card, _why in queries.best_for(people.person(cast.ERMEK).id, on=timezone.localdate())}


def found_by(vacancy: Vacancy) -> bool:
    """Whether the vacancy's firm finds Ermek: by an index of now, for within a test the change log does not settle."""
    card = public_vacancy(vacancy.id)
    assert card is not None
    index = indexing.LiveIndex().current(on=timezone.localdate())
    return people.person(cast.ERMEK).id in {it.id for it in index.top_k_people(vacancy_vectors([card])[0])}


def test_work_near_the_second_place_is_found_and_work_near_none_never() -> None:
    market = Market()
    market.sews(people.person(cast.ERMEK))
    wish(place="Kant", place_2="Karakol")
    near = {town: ad(market, town.lower()) for town in TOWNS}
    assert listed() == {near["Kant"].id, near["Karakol"].id}
    assert {town for town, vacancy in near.items() if found_by(vacancy)} == {"Kant", "Karakol"}
    wish(place="Kant", radius_km="50")
    assert listed() == {near["Kant"].id, near["Tokmok"].id}
    assert {town for town, vacancy in near.items() if found_by(vacancy)} == {"Kant", "Tokmok"}


def test_the_person_reads_which_place_the_work_is_near_and_the_firm_does_not() -> None:
    market = Market()
    market.sews(people.person(cast.ERMEK), visibility=Visibility.ANONYMOUS)
    vacancy = ad(market, "tokmok")
    wish(place="Karakol", place_2="Kant", place_3="Osh", radius_km="50")
    own = read(people.signed_in(cast.ERMEK), f"/en/vacancies/{vacancy.id}").replace("\u00a0", " ")
    assert "Kant: the way is 37 km, the limit is 50 km" in own
    client = people.signed_in(cast.AIDA)
    address = market.page(vacancy=vacancy)
    pages = read(client, address) + read(client, market.page(people.person(cast.ERMEK), vacancy=vacancy))
    text = re.sub(r"\s|&nbsp;", " ", pages + read(client, f"{address}/compare"))
    assert "The way is 40 km, the limit is 50 km" in text
    assert [town for town in ("Karakol", "Kant", "Osh", "37 km") if town in text] == []


def test_a_candidate_carries_no_place_of_theirs() -> None:
    market = Market()
    market.sews(people.person(cast.ERMEK))
    vacancy = ad(market, "kant")
    wish(place="Karakol", place_2="Kant", place_3="Osh")
    card = public_vacancy(vacancy.id)
    assert card is not None
    (one,) = queries.candidates_for(card, on=timezone.localdate())
    said = {row.key: row.values for part in one.explanation.parts for row in part.rows}
    assert said[RowKey.WAY] == {"metres": 5_000, "radius_km": 25, "from": "", "has_place": True, "would_move": False}
    assert [code for code in ("karakol", "kant", "osh") if code in repr(one)] == []


def test_a_language_beyond_the_countrys_opens_the_work_that_needs_it() -> None:
    market = Market()
    market.sews(people.person(cast.ERMEK))
    german = ad(market, languages=[{"code": "de", "cefr": "B1", "must": True}])
    wish(speaks_ru="native", language_0="de", level_0="A2")
    assert (listed(), found_by(german)) == (set(), False)
    wish(speaks_ru="native", language_0="de", level_0="B2")
    assert (listed(), found_by(german)) == ({german.id}, True)
    assert "German, level B1" in read(people.signed_in(cast.ERMEK), f"/en/vacancies/{german.id}")


def test_contracts_are_kept_to_and_none_takes_any() -> None:
    market = Market()
    market.sews(people.person(cast.ERMEK))
    lasting, summer, silent = ad(market, contract="permanent"), ad(market, contract="seasonal"), ad(market)
    wish(contracts=["seasonal", "on_call"])
    assert listed() == {summer.id, silent.id}
    assert [found_by(it) for it in (lasting, summer, silent)] == [False, True, True]
    wish()
    assert listed() == {lasting.id, summer.id, silent.id}


def test_work_that_starts_too_early_is_not_listed() -> None:
    market, today = Market(), timezone.localdate()
    market.sews(people.person(cast.ERMEK))
    soon = ad(market, start_date=today.isoformat())
    later = ad(market, start_date=(today + timedelta(days=60)).isoformat())
    ready = today + timedelta(days=61)
    wish(start_from_day=ready.day, start_from_month=ready.month, start_from_year=ready.year)
    assert (listed(), found_by(soon), found_by(later)) == ({later.id}, False, True)
    wish()
    assert listed() == {soon.id, later.id}
