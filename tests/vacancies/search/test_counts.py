"""Filters and counts equal a look at every ad."""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from firststop.vacancies.search import USUAL_FACETS, Circle, Group, Query, SearchDocument, SearchIndex
from tests.counts import count
from tests.vacancies.search.ads import (
    CONTRACTS,
    HOUSING,
    NOW,
    PROTECTED,
    TITLES,
    a_point,
    a_random_ad,
    an_ad,
    finds,
    ids,
    key,
    values,
)  # fmt: skip

pytestmark = pytest.mark.row("V-18")

COUNTED = (*USUAL_FACETS, Group.ISCO, Group.PLACE)
CHOICES: dict[Group, tuple[str, ...]] = {
    Group.CONTRACT: CONTRACTS[:-1], Group.SCHEDULE: ("full_day", "shift"), Group.TIME_BAND: ("full_time", "part_time"),
    Group.REMOTE: ("none", "hybrid", "full"), Group.HOUSING: HOUSING, Group.PROTECTED: PROTECTED, Group.QUOTA: ("yes",),
    Group.EXPERIENCE: ("none",), Group.LANGUAGE: ("ru", "ky"), Group.ISCO: ("5", "72", "2221"),
    Group.PLACE: ("KG-B", "KG-O", "KG"), Group.EDUCATION: ("3", "6"), Group.SOURCE: ("agency",),
}  # fmt: skip


@pytest.fixture(scope="module")
def ads() -> list[SearchDocument]:
    rng = random.Random(7)
    return [a_random_ad(i, rng) for i in range(count(400, proof=2_000))]


@pytest.fixture(scope="module")
def index(ads: list[SearchDocument]) -> SearchIndex:
    index = SearchIndex.open()
    for start in range(0, len(ads), 150):  # several segments, as in life
        index.apply(ads[start : start + 150], [], str(start))
    return index


def a_random_query(rng: random.Random) -> Query:
    """Return a search with up to three groups and up to two other filters."""
    groups = rng.sample(list(CHOICES), rng.randrange(4))
    facts: dict[Group, list[str]] = {g: rng.sample(CHOICES[g], rng.randint(1, len(CHOICES[g]))) for g in groups}
    others: dict[str, Any] = {
        "text": rng.choice(TITLES).split()[0],
        "near": Circle(*a_point(rng), rng.choice((5, 30, 100, 250))),
        "pay_from": Decimal(rng.randrange(10, 90) * 500),
        "hours": (rng.randrange(0, 50), rng.randrange(50, 101)),
        "posted_within": timedelta(minutes=rng.randrange(1, 60 * 24 * 60)),
        "modified_since": NOW - timedelta(days=rng.randrange(1, 80)),
    }
    chosen = {name: others[name] for name in rng.sample(list(others), rng.randrange(3))}
    return Query(filters=facts, keep_unknown_pay=rng.random() < 0.5, size=100, facets=COUNTED, **chosen)


def expected_facets(query: Query, ads: list[SearchDocument]) -> dict[str, dict[str, int]]:
    facets: dict[str, dict[str, int]] = {}
    for group in COUNTED:
        kept = [ad for ad in ads if finds(query, ad, without={group.value})]
        facets[group.value] = dict(Counter(value for ad in kept for value in values(ad, group)))
    kept = [ad for ad in ads if finds(query, ad, without={"posted_within"})]
    facets["posted_within"] = {
        str(minutes): sum(ad.published_at >= NOW - timedelta(minutes=minutes) for ad in kept)
        for minutes in (1_440, 4_320, 10_080, 43_200)
    }
    return facets


@pytest.mark.parametrize("seed", range(count(60, proof=200)))
def test_totals_and_counts_equal_a_look_at_every_ad(index: SearchIndex, ads: list[SearchDocument], seed: int) -> None:
    query = a_random_query(random.Random(seed))
    kept = [ad for ad in ads if finds(query, ad)]
    results = index.search(query, NOW)
    assert results.total == len(kept)
    assert results.openings == sum(ad.openings for ad in kept)
    assert {name: dict(counts) for name, counts in results.facets.items()} == expected_facets(query, ads)
    without_pay = [ad for ad in ads if finds(query, ad, without={"pay"})]
    assert results.unknown_pay == sum(ad.pay_min is None and ad.pay_max is None for ad in without_pay)
    if results.total <= query.size:
        assert sorted(hit.id for hit in results.hits) == ids(kept)


@pytest.mark.parametrize("group", list(CHOICES))
def test_a_count_is_the_total_of_the_search_that_it_promises(index: SearchIndex, group: Group) -> None:
    others = {Group.TIME_BAND: ["full_time"]} if group is not Group.TIME_BAND else {}
    facets = index.search(Query(filters={**others, group: CHOICES[group][:1]}, facets=(group,)), NOW).facets
    assert facets[group.value]
    for value, ads in facets[group.value].items():
        assert index.search(Query(filters={**others, group: [value]}, facets=()), NOW).total == ads


def test_nothing_is_counted_that_nobody_asked_for(index: SearchIndex) -> None:
    assert index.search(Query(facets=()), NOW).facets == {}
    assert set(index.search(Query(facets=(Group.REMOTE,)), NOW).facets) == {"remote", "posted_within"}


def test_an_unknown_value_finds_nothing_and_an_empty_choice_is_none(index: SearchIndex) -> None:
    everything = index.search(Query(), NOW).total
    assert index.search(Query(filters={Group.CONTRACT: ["slavery"]}), NOW).total == 0
    assert index.search(Query(filters={Group.CONTRACT: []}), NOW).total == everything > 0


def test_pay_counts_by_the_highest_that_is_stated_to_the_hundredth() -> None:
    index = SearchIndex.open()
    ads = [
        an_ad(1, pay_min=Decimal(14500)),
        an_ad(2, pay_min=Decimal(10000), pay_max=Decimal("14500.01")),
        an_ad(3, pay_max=Decimal("14499.99")),
        an_ad(4),
        an_ad(5, pay_min=Decimal(0)),
    ]
    index.apply(ads, [], "1")
    known = index.search(Query(pay_from=Decimal(14_500), keep_unknown_pay=False), NOW)
    assert sorted(hit.id for hit in known.hits) == sorted(map(key, (1, 2)))
    assert known.unknown_pay == 1
    assert index.search(Query(pay_from=Decimal(14_500)), NOW).total == 3
    assert index.search(Query(keep_unknown_pay=False), NOW).total == 4


@pytest.mark.row("V-17")
def test_modified_since_is_inclusive_to_the_microsecond() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, modified_at=NOW), an_ad(2, modified_at=NOW - timedelta(microseconds=1))], [], "1")
    assert [hit.id for hit in index.search(Query(modified_since=NOW), NOW).hits] == [key(1)]


def test_the_last_day_to_apply_is_a_day_of_the_readers_zone() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, apply_by=NOW.date())], [], "1")
    late = NOW.replace(hour=23)
    assert index.search(Query(), late).total == 1
    assert index.search(Query(), late + timedelta(hours=2)).total == 0
