"""Open vacancies like one that has ended: of its occupation and near it first, then of kindred work, then further."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from firststop.core.refusals import Refused
from firststop.taxonomy.queries import NamedPlace, isco_codes, places
from firststop.vacancies.finding import search
from firststop.vacancies.queries import VacancyCard
from firststop.vacancies.search import Circle, Group, Hit, Query, Sort

MOST = 5
#: How far people look around the place of a vacancy that has ended.
NEAR_KM = 50


def similar_to(card: VacancyCard, *, language: str, now: datetime) -> list[Hit]:
    """Return up to five public vacancies, the nearest kind of work and place first; none of the same employer.

    The employer's others are left out: with them the page would say whose the vacancy was.
    """
    found: dict[str, Hit] = {}
    for query in _queries(card, list(places(card.places, language).values())):
        try:
            hits = search(query, language=language, now=now).hits
        except Refused:  # What an ended ad said need not be a search.
            continue
        found |= {hit.id: hit for hit in hits if hit.id not in found and hit.id != str(card.id)}
        if len(found) >= 4 * MOST:
            break
    return list(found.values())


def _queries(card: VacancyCard, where: list[NamedPlace]) -> Iterator[Query]:
    near = next((Circle(p.lat, p.lon, NEAR_KM) for p in where if p.lat is not None and p.lon is not None), None)
    here = {Group.PLACE: [place.code for place in where]} if where and near is None else {}
    for work in _kinds_of_work(card.occupation):
        if near is not None:
            yield Query(filters=work, near=near, sort=Sort.DISTANCE, size=4 * MOST, facets=())
        elif here:
            yield Query(filters={**work, **here}, sort=Sort.DATE, size=4 * MOST, facets=())
    for work in _kinds_of_work(card.occupation):
        yield Query(filters=work, sort=Sort.DATE, size=4 * MOST, facets=())
    if card.occupation is None and card.title:
        yield Query(text=card.title, near=near, size=4 * MOST, facets=())


def _kinds_of_work(occupation: uuid.UUID | None) -> list[dict[Group, list[str]]]:
    """Return the occupation itself, then its ISCO unit group."""
    if occupation is None:
        return []
    group = isco_codes([occupation]).get(occupation)
    kinds: list[dict[Group, list[str]]] = [{Group.OCCUPATION: [str(occupation)]}]
    return [*kinds, {Group.ISCO: [group]}] if group else kinds
