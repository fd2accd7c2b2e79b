"""Ads for the tests of the search engine, and a search that looks at every ad, to compare with."""

import random
import uuid
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from firststop.vacancies.search import Circle, Group, Query, SearchDocument

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TITLES = ("Повар", "Сварщик", "Медсестра", "Повар в столовую", "Старшая медсестра", "Водитель автобуса")
CONTRACTS = ("permanent", "fixed_term", "seasonal", "")
HOUSING = ("flat", "house", "dormitory", "room", "none")
PROTECTED = ("disability", "youth", "large_families", "refugees")


def key(number: int) -> str:
    """Return the id of an ad by its number."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))


def an_ad(number: int = 1, title: str = "Повар", **facts: Any) -> SearchDocument:
    """Return an ad that was published just now."""
    usual = {"language": "ru", "published_at": NOW, "modified_at": NOW, "version": 1}
    return SearchDocument(id=key(number), title=title, **{**usual, **facts})


def a_random_ad(number: int, rng: random.Random) -> SearchDocument:
    """Return an ad with facts drawn by `rng`; every fact is absent now and then."""
    published = NOW - timedelta(minutes=rng.randrange(90 * 24 * 60), seconds=rng.randrange(60))
    low = rng.choice((None, Decimal(rng.randrange(10, 90) * 500)))
    hours = rng.choice((None, rng.randrange(0, 80, 10)))
    return an_ad(
        number, rng.choice(TITLES), language=rng.choice(("ru", "ky", "en")), published_at=published,
        modified_at=published + timedelta(minutes=rng.randrange(1000)), contract=rng.choice(CONTRACTS),
        schedule=rng.choice(("full_day", "shift", "")), time_band=rng.choice(("full_time", "part_time")),
        remote=rng.choice(("none", "hybrid", "full")), housing=rng.choice(HOUSING), quota=rng.random() < 0.2,
        protected_groups=tuple(rng.sample(PROTECTED, rng.randrange(3))), experience=rng.choice(("none", "1-3", "")),
        education=rng.choice(("3", "6", "")), source_type=rng.choice(("employer", "agency")),
        isco=rng.choice(("5120", "7212", "2221", "")), places=("KG", rng.choice(("KG-B", "KG-O"))),
        points=tuple(a_point(rng) for _ in range(rng.choice((0, 1, 1, 1, 2)))), pay_min=low,
        pay_max=None if low is None or rng.random() < 0.5 else low + rng.randrange(1, 20) * 500,
        hours_min=hours, hours_max=None if hours is None else hours + rng.randrange(0, 30, 10),
        apply_by=rng.choice((None, NOW.date(), NOW.date() + timedelta(days=9), NOW.date() - timedelta(days=1))),
        openings=rng.randrange(1, 4), description=rng.choice(("", "", "Рядом работает повар")),
        skill_words=rng.choice(((), (), ("повар", "cook"))),
    )  # fmt: skip


def a_point(rng: random.Random) -> tuple[float, float]:
    """Return a point within about 300 km of Osh, as exact as the index keeps it."""
    return round(rng.uniform(39.5, 42), 5), round(rng.uniform(71, 75), 5)


def finds(query: Query, ad: SearchDocument, *, without: Collection[str] = ()) -> bool:
    """Whether an ad is a hit, by looking at its facts one by one; `without` names filters that are left out."""
    stated = ad.pay_max if ad.pay_max is not None else ad.pay_min
    holds = {
        "text": tier(query.text, ad) is not None,
        "live": ad.apply_by is None or ad.apply_by >= NOW.date(),
        "pay": query.keep_unknown_pay if stated is None else stated >= (query.pay_from or 0),
        "hours": query.hours is None or _overlap(ad, query.hours),
        "posted_within": query.posted_within is None or ad.published_at >= NOW - query.posted_within,
        "modified_since": query.modified_since is None or ad.modified_at >= query.modified_since,
        "near": query.near is None or any(in_metres(query.near, p) <= query.near.km * 1000 for p in ad.points),
        **{group.value: not w or bool(set(w) & set(values(ad, group))) for group, w in query.filters.items()},
    }
    return all(kept for name, kept in holds.items() if name not in without)


def tier(text: str, ad: SearchDocument) -> int | None:
    """Return how far one has to read until all words are found: title, skills, description; None if they are not."""
    read: set[str] = set()
    for depth, part in enumerate((ad.title, " ".join(ad.skill_words), ad.description)):
        read |= set(part.lower().split())
        if set(text.lower().split()) <= read:
            return depth
    return None


def values(ad: SearchDocument, group: Group) -> Collection[str]:
    """Return what an ad counts under in a group."""
    if group is Group.QUOTA:
        return ["yes"] if ad.quota else []
    if group is Group.ISCO:
        return [ad.isco[:length] for length in range(1, len(ad.isco) + 1)]
    value = getattr(ad, group.value)
    return value if isinstance(value, tuple) else [value] if value else []


def in_metres(circle: Circle, point: tuple[float, float]) -> int:
    """Return the haversine distance in whole metres."""
    a, b, c, d = map(radians, (circle.lat, circle.lon, *point))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return round(2 * 6_371_008.8 * asin(sqrt(h)))


def ids(ads: Iterable[SearchDocument]) -> list[str]:
    """Return the ids of ads, sorted."""
    return sorted(ad.id for ad in ads)


def _overlap(ad: SearchDocument, hours: tuple[int, int]) -> bool:
    return (
        ad.hours_min is not None and ad.hours_max is not None and hours[0] <= ad.hours_max and ad.hours_min <= hours[1]
    )


class Pair(NamedTuple):
    """What somebody types, and the title of an ad that it must find."""

    typed: str
    title: str


def pairs() -> list[Pair]:
    """Return the list of searches and ads, which is for people to read and to add to."""
    lines = (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8").splitlines()
    split = (line.partition(" | ") for line in lines if line and line[0] not in "#[")
    return [Pair(typed.strip(), title.strip()) for typed, _bar, title in split]
