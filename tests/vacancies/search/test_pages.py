"""Pages follow one another without gaps or repetitions, whatever happens to the ads meanwhile."""

import base64
import json
import random
import shutil
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from firststop.vacancies.search import Circle, Group, Query, SearchDocument, SearchIndex, SearchRefusedError, Sort, walk
from firststop.vacancies.search import cursor as cursors
from tests.counts import count
from tests.vacancies.search.ads import NOW, a_random_ad, an_ad, finds, in_metres, key, tier

pytestmark = pytest.mark.row("V-16")

OSH = Circle(40.51, 72.8, 100)
ADS = count(2_000, proof=100_000)
SEARCHES: dict[str, dict[str, Any]] = {
    "relevance": {"text": "медсестра"},
    "relevance in three tiers": {"text": "повар"},
    "date": {"sort": Sort.DATE},
    "pay": {"sort": Sort.PAY, "filters": {Group.TIME_BAND: ["full_time"]}},
    "distance": {"sort": Sort.DISTANCE, "near": OSH},
}


def random_ads(number: int) -> dict[str, SearchDocument]:
    rng = random.Random(3)
    return {ad.id: ad for ad in (a_random_ad(i, rng) for i in range(number))}


def filled(number: int) -> tuple[SearchIndex, dict[str, SearchDocument]]:
    ads = random_ads(number)
    index = SearchIndex.open()
    index.apply(ads.values(), [], "0")
    return index, ads


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the many ads once; each test takes a copy of the folder."""
    folder = tmp_path_factory.mktemp("many")
    index = SearchIndex.open(folder)
    index.apply(random_ads(ADS).values(), [], "0")
    index.close()
    return folder


def pages(index: SearchIndex, facts: dict[str, Any], rng: random.Random, between: Any = None) -> list[str]:
    """Read every page, each of another size, and return all ids in order."""
    read: list[str] = []
    cursor = ""
    while True:
        # Large pages when proving, or the last page would never come; small ones are walked at the end.
        size = rng.randint(1, 100) if ADS < 10_000 or len(read) > ADS - 500 else 100
        results = index.search(Query(cursor=cursor, size=size, facets=(), **facts), NOW)
        read += [hit.id for hit in results.hits]
        assert len(results.hits) == size or not results.next_cursor
        if not results.next_cursor:
            return read
        cursor = results.next_cursor
        if between is not None:
            between(results)


@pytest.mark.parametrize("name", SEARCHES)
def test_the_union_of_pages_is_the_set_while_ads_change(name: str, many: Path, tmp_path: Path) -> None:
    shutil.copytree(many, tmp_path / "index")
    index, ads = SearchIndex.open(tmp_path / "index"), random_ads(ADS)
    rng = random.Random(name)
    known = sorted(ads)
    rng.shuffle(known)
    facts = SEARCHES[name]
    touched: set[str] = set()
    ever = dict(ads)

    def change(_results: Any) -> None:
        """Stop some ads, post some, raise the version of some without moving them."""
        if rng.random() > 5_000 / ADS:
            return
        gone = [known.pop() for _ in range(5)]
        new = [a_random_ad(rng.randrange(10**9, 10**10), rng) for _ in range(5)]
        same = [ads[kept] for kept in rng.sample(known, 3)]
        index.apply([*new, *same], gone, "later")
        touched.update(gone, (ad.id for ad in new))
        for stopped in gone:
            del ads[stopped]
        ads.update((ad.id, ad) for ad in new)
        ever.update((ad.id, ad) for ad in new)

    read = pages(index, facts, rng, change)
    assert touched
    assert len(set(read)) == len(read), "no ad comes twice"
    plain = Query(**facts)
    settled = {ad.id for ad in ads.values() if ad.id not in touched and finds(plain, ad)}
    assert settled <= set(read), "no ad is skipped"
    assert all(finds(plain, ever[one]) for one in read), "no ad that is no hit"


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_of_any_size_show_one_order(name: str, size: int) -> None:
    index, ads = filled(250)
    facts = SEARCHES[name]
    read, cursor = [], ""
    while True:
        results = index.search(Query(cursor=cursor, size=size, facets=(), **facts), NOW)
        read += [hit.id for hit in results.hits]
        cursor = results.next_cursor
        if not cursor:
            break
    kept = [ad for ad in ads.values() if finds(Query(**facts), ad)]
    assert read == [ad.id for ad in sorted(kept, key=ORDERS[name], reverse=True)]
    assert len(read) == results.total > 20


def _by_date(ad: SearchDocument) -> Any:
    return ad.published_at, ad.id


ORDERS: dict[str, Any] = {
    "relevance": _by_date,
    "relevance in three tiers": lambda ad: (-(tier("повар", ad) or 0), ad.published_at, ad.id),
    "date": _by_date,
    "pay": lambda ad: (ad.pay_max or ad.pay_min or -1, ad.id),
    "distance": lambda ad: (-min(in_metres(OSH, point) for point in ad.points), ad.id),
}


@pytest.mark.parametrize("sort", [Sort.DATE, Sort.PAY, Sort.DISTANCE])
def test_ties_follow_the_id(sort: Sort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_RING", 0)
    index = SearchIndex.open()
    twins = [an_ad(i, points=((40.5, 72.8),), pay_min=Decimal(5)) for i in range(60)]
    index.apply([*twins, *(an_ad(100 + i, points=((40.6, 72.8),), pay_min=Decimal(4)) for i in range(9))], [], "1")
    facts = {"sort": sort, "near": Circle(40.5, 72.8, 1)}
    assert pages(index, facts, random.Random(1)) == sorted((ad.id for ad in twins), reverse=True)


def test_a_crowd_that_shares_a_sort_key_is_still_walked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    from firststop.vacancies.search import schema

    monkeypatch.setattr(schema, "first_bits", lambda _key, _bits=64: 0)
    index = SearchIndex.open()
    index.apply([an_ad(i) for i in range(300)], [], "1")
    assert pages(index, {"sort": Sort.DATE}, random.Random(2)) == sorted(map(key, range(300)), reverse=True)


def test_the_moment_of_the_first_page_counts_for_all() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(i, published_at=NOW - timedelta(minutes=i)) for i in range(30)], [], "1")
    first = index.search(Query(posted_within=timedelta(minutes=20), size=5), NOW)
    later = NOW + timedelta(minutes=10)
    second = index.search(Query(posted_within=timedelta(minutes=20), size=50, cursor=first.next_cursor), later)
    assert [hit.id for hit in (*first.hits, *second.hits)] == [key(i) for i in range(21)]


def test_what_was_forgiven_on_the_first_page_is_forgiven_on_all() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(i, "Сварщик") for i in range(5)], [], "1")
    first = index.search(Query(text="сварщек", size=2), NOW)
    index.apply([an_ad(9, "Сварщек", published_at=NOW + timedelta(hours=1))], [], "2")
    second = index.search(Query(text="сварщек", size=9, cursor=first.next_cursor), NOW)
    assert {hit.id for hit in (*first.hits, *second.hits)} == set(map(key, range(5)))


def good_cursor(index: SearchIndex, **facts: Any) -> str:
    return index.search(Query(size=1, **facts), NOW).next_cursor


@pytest.mark.parametrize(
    "broken",
    ["x", "%%%", "e30", "W10", "bnVsbA", "Ы", "=" * 9, "W1tbW1tb" * 900, "WyJhIiwxLDIsMywiNCIsW11d", "a" * 5],
)
def test_a_cursor_that_is_not_ours_is_refused(broken: str) -> None:
    index, _ads = filled(9)
    with pytest.raises(SearchRefusedError) as refused:
        index.search(Query(cursor=broken), NOW)
    assert (refused.value.rule, refused.value.pointer) == ("cursor.invalid", "/cursor")


@pytest.mark.parametrize(
    "change",
    [{"tier": 9}, {"tier": 3}, {"key": -1}, {"key": 1 << 64}, {"id": "x"}, {"search": "other"}, {"tier": True},
     {"forgiven": (1,)}, {"id": None}],
)  # fmt: skip
def test_a_cursor_that_was_tampered_with_is_refused(change: dict[str, Any]) -> None:
    index, _ads = filled(9)
    query = Query(sort=Sort.DATE)
    good = cursors.read_cursor(good_cursor(index, sort=Sort.DATE), query.digest())
    whole = {name: getattr(good, name) for name in ("search", "at", "tier", "key", "id", "forgiven")}
    with pytest.raises(SearchRefusedError):
        index.search(Query(sort=Sort.DATE, cursor=cursors.Cursor(**{**whole, **change}).encode()), NOW)


def test_a_cursor_with_half_a_letter_is_refused() -> None:
    index, _ads = filled(9)
    good = json.loads(base64.urlsafe_b64decode(good_cursor(index, text="повар") + "=="))
    forged = base64.urlsafe_b64encode(json.dumps([*good[:-1], ["\ud800"]]).encode()).decode().rstrip("=")
    with pytest.raises(SearchRefusedError):
        index.search(Query(text="повар", cursor=forged), NOW)


def test_a_cursor_of_another_search_is_refused() -> None:
    index, _ads = filled(9)
    with pytest.raises(SearchRefusedError):
        index.search(Query(text="повар", cursor=good_cursor(index)), NOW)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"posted_within": timedelta.max}, "posted_within.range"),
        ({"size": 0}, "size.range"), ({"size": 101}, "size.range"), ({"sort": Sort.DISTANCE}, "sort.needs_point"),
        ({"near": Circle(91, 0, 5)}, "near.range"), ({"near": Circle(0, 0, 0)}, "near.range"),
        ({"near": Circle(0, 0, 501)}, "near.range"), ({"near": Circle(float("nan"), 0, 5)}, "near.range"),
        ({"pay_from": Decimal(-1)}, "pay_from.range"), ({"pay_from": Decimal("NaN")}, "pay_from.range"),
        ({"hours": (60, 40)}, "hours.range"), ({"hours": (0, 101)}, "hours.range"),
        ({"text": "a" * 401}, "text.length"), ({"posted_within": timedelta(0)}, "posted_within.range"),
    ],
)  # fmt: skip
def test_a_search_that_cannot_mean_anything_is_refused(facts: dict[str, Any], rule: str) -> None:
    with pytest.raises(SearchRefusedError) as refused:
        Query(**facts)
    assert refused.value.rule == rule
