"""Saved searches: up to 20, each with a name of its own, and nobody else's business."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils.translation import override

from firststop.accounts.models import Account
from firststop.core.actor import Actor, ActorKind
from firststop.core.refusals import Code, Refused
from firststop.taxonomy.models import Place, PlaceName
from firststop.vacancies.conditions import Book, address_of, conditions_in
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models import SavedSearch
from firststop.vacancies.services import (
    change_search,
    delete_search,
    save_search,
    seal_of,
    start_search,
    stop_sealed,
    stop_search,
)
from tests import cast, people
from tests.placements.stage import AT

pytestmark = pytest.mark.row("J-07")
SEWING = {"q": ["швея"]}


def doer(who: cast.Person = cast.AIGUL) -> Actor:
    return Actor(str(people.person(who).id), ActorKind.PERSON)


def kept(name: str = "Sewing", by: Actor | None = None) -> SavedSearch:
    return save_search(name, SEWING, Rhythm.DAILY, by=by or doer(), at=AT)


def names(by: Actor) -> list[str]:
    return sorted(SavedSearch.objects.filter(person=uuid.UUID(by.id)).values_list("name", flat=True))


def town(code: str = "test-town", name: str = "Karakol") -> Place:
    place = Place.objects.create(code=code, path=f"/{code}/", kind="settlement", lat=42.5, lon=78.4)
    PlaceName.objects.create(place=place, language="en", text=name, folded=name.casefold(), preferred=True)
    return place


@pytest.mark.django_db
def test_twenty_searches_are_kept_and_the_next_is_refused() -> None:
    by = doer()
    for number in range(20):
        kept(f"Search {number}", by)
    before = names(by)
    with pytest.raises(Refused) as no:
        kept("One more", by)
    assert (no.value.first.code, no.value.first.rule) == (Code.CONFLICT, "search.most")
    assert names(by) == before
    kept("Of somebody else", doer(cast.CHARLIE))
    delete_search(SavedSearch.objects.filter(person=uuid.UUID(by.id))[0].id, by=by)
    kept("One more", by)
    assert len(names(by)) == 20


@pytest.mark.sql
@pytest.mark.commits
def test_two_at_once_do_not_become_twenty_one(committed: str) -> None:
    by, refused = doer(), []
    for number in range(19):
        kept(f"Search {number}", by)

    def save(name: str) -> None:
        try:
            kept(name, by)
        except Refused as no:
            refused.append(no.first.rule)
        finally:
            connection.close()

    both = [threading.Thread(target=save, args=(name,)) for name in ("left", "right")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == ["search.most"]
    assert len(names(by)) == 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code", "rule"),
    [
        ("", Code.MISSING, "search.name"),
        (" \n ", Code.MISSING, "search.name"),
        ("a" * 81, Code.INVALID_VALUE, "search.name_length"),
        ("шитьё в бишкеке", Code.CONFLICT, "search.name_twice"),
        ("  ШИТЬЁ  в Бишкеке ", Code.CONFLICT, "search.name_twice"),
    ],
)
def test_a_name_that_cannot_be_is_refused_when_saving_and_when_renaming(name: str, code: Code, rule: str) -> None:
    by = doer()
    kept("Шитьё в Бишкеке", by)
    other = kept("Other", by)
    deeds: list[Callable[[], object]] = [
        lambda: kept(name, by),
        lambda: change_search(other.id, name=name, rhythm=Rhythm.WEEKLY, by=by),
    ]
    for deed in deeds:
        with pytest.raises(Refused) as no:
            deed()
        assert (no.value.first.code, no.value.first.rule) == (code, rule)
        assert no.value.first.pointer == "/name"
    assert names(by) == ["Other", "Шитьё в Бишкеке"]
    assert SavedSearch.objects.get(id=other.id).rhythm == Rhythm.DAILY


@pytest.mark.django_db
def test_a_search_may_keep_its_own_name_and_two_people_may_use_one() -> None:
    mine = kept("Sewing")
    changed = change_search(mine.id, name="SEWING", rhythm=Rhythm.AT_ONCE, by=doer())
    assert (changed.name, changed.rhythm) == ("SEWING", Rhythm.AT_ONCE)
    assert kept("sewing", doer(cast.CHARLIE)).name == "sewing"


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["change", "stop", "start", "delete"])
def test_a_search_of_somebody_else_does_not_exist(deed: str) -> None:
    theirs, by = kept("Sewing"), doer(cast.CHARLIE)
    before = SavedSearch.objects.values().get(id=theirs.id)
    deeds: dict[str, Callable[[], object]] = {
        "change": lambda: change_search(theirs.id, name="Mine", rhythm=Rhythm.WEEKLY, by=by),
        "stop": lambda: stop_search(theirs.id, by=by, at=AT),
        "start": lambda: start_search(theirs.id, by=by, at=AT),
        "delete": lambda: delete_search(theirs.id, by=by),
    }
    with pytest.raises(Refused) as no:
        deeds[deed]()
    assert no.value.first.code is Code.NOT_FOUND
    assert SavedSearch.objects.values().get(id=theirs.id) == before


@pytest.mark.django_db
def test_the_seal_of_a_letter_stops_its_search_alone_however_often_it_is_used() -> None:
    mine, other = kept("Sewing"), kept("Other")
    stop_sealed(seal_of(mine.id), at=AT)
    stop_sealed(seal_of(mine.id), at=AT.replace(year=2027))
    assert SavedSearch.objects.get(id=mine.id).stopped_at == AT
    assert SavedSearch.objects.get(id=other.id).stopped_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("faulty", ["", "nonsense", "bare", "other", "cut", "gone"])
def test_a_seal_that_is_not_ours_stops_nothing(faulty: str) -> None:
    mine, other = kept("Sewing"), kept("Other")
    seal = {
        "bare": mine.id.hex,
        "other": f"{mine.id.hex}.{seal_of(other.id).partition('.')[2]}",
        "cut": seal_of(mine.id)[:-1],
        "gone": seal_of(uuid.uuid4()),
    }.get(faulty, faulty)
    with pytest.raises(Refused) as no:
        stop_sealed(seal, at=AT)
    assert no.value.first.code is Code.NOT_FOUND
    assert not SavedSearch.objects.filter(stopped_at__isnull=False).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "conditions"),
    [
        ("q=швея&place=&sort=pay&posted=7&unknown_pay=keep", {"q": ["швея"]}),
        ("q=  швея   на дому ", {"q": ["швея на дому"]}),
        ("contract=seasonal&contract=permanent", {"contract": ["permanent", "seasonal"]}),
        ("place=Karakol&km=60", {"place": ["test-town"], "km": ["60"]}),
        ("pay_from=20 000&unknown_pay=drop", {"pay_from": ["20000"], "unknown_pay": ["drop"]}),
        ("q=работа&schedule=shift", {"q": ["работа"], "schedule": ["shift"]}),
    ],
)
def test_what_lasts_of_an_address_is_kept_and_leads_back_to_the_same_search(
    given: str, conditions: dict[str, list[str]]
) -> None:
    town()
    found = conditions_in(QueryDict(given), "en")
    assert found == conditions
    assert conditions_in(QueryDict(address_of(found)), "en") == conditions


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "rule", "pointer"),
    [
        ("", "search.empty", ""),
        ("q=", "search.empty", ""),
        ("q=работа", "search.empty", ""),
        ("q=...", "search.empty", ""),
        ("km=30", "search.empty", ""),
        ("posted=7&sort=date", "search.empty", ""),
        ("pay_from=0", "search.empty", ""),
        ("place=Nowhereville", "search.place", "/place"),
        ("q=швея&km=far", "search.km", "/km"),
        ("pay_from=many", "search.pay_from", "/pay_from"),
        ("contract=slavery", "search.contract", "/contract"),
        (f"q={'a' * 401}", "search.q", "/q"),
        ("q=швея&shedule=shift", "parameter.unknown", "/shedule"),
    ],
)
def test_a_search_without_a_condition_or_with_a_faulty_one_is_refused_in_words(
    given: str, rule: str, pointer: str
) -> None:
    with pytest.raises(Refused) as no:
        conditions_in(QueryDict(given), "en")
    first = no.value.first
    assert (first.rule, first.pointer) == (rule, pointer)
    assert str(first.detail)
    assert str(first.hint)


@pytest.mark.django_db
def test_conditions_are_told_in_words() -> None:
    place = town()
    conditions = {"q": ["швея"], "place": [place.code], "km": ["60"], "contract": ["permanent", "seasonal"],
                  "experience": ["none"], "pay_from": ["20000"], "unknown_pay": ["drop"]}  # fmt: skip
    with override("en"):
        said = Book([conditions], "en").words(conditions)
    assert [word.replace("\xa0", " ") for word in said] == [
        "швея", "Karakol and 60 km around", "Permanent", "Seasonal", "No experience needed",
        "from 20,000 som a month", "only where pay is stated",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_place_that_is_no_more_is_told_and_the_search_refused() -> None:
    conditions = {"place": ["was-here"]}
    book = Book([conditions], "en")
    with override("en"):
        assert book.words(conditions) == ["a place that we no longer know"]
    with pytest.raises(Refused) as no:
        book.query(conditions)
    assert no.value.first.rule == "search.place"


@pytest.mark.django_db
def test_searches_go_with_their_person() -> None:
    mine = kept()
    Account.objects.get(id=mine.person_id).delete()
    assert not SavedSearch.objects.exists()
