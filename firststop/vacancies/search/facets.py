"""Counting: how many hits each choice has.

A group is counted with the choices of all *other* groups: what a reader would get who ticked that one value instead,
or in addition if the group has no choice yet. So a count is always the total of a search that can be made.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import tantivy

from firststop.vacancies.search import schema
from firststop.vacancies.search.clauses import PAY, POSTED, Clauses
from firststop.vacancies.search.documents import Group

#: Windows that "posted" is counted for, in minutes: a day, three, a week, a month.
WINDOWS = (1_440, 4_320, 10_080, 43_200)
_MOST_VALUES = 1_000


class Counts(NamedTuple):
    """Totals of a search: ads, the posts in them, ads by group and value, ads that state no pay."""

    total: int
    openings: int
    facets: Mapping[str, Mapping[str, int]]
    unknown_pay: int


def count(searcher: tantivy.Searcher, clauses: Clauses, wanted: Iterable[Group], at: datetime) -> Counts:
    """Count the hits of `clauses` and the values of the `wanted` groups, each value of at most a thousand.

    "posted_within" is counted too when any group is wanted, by minutes before `at`.
    """
    asked: dict[str, dict[str, Any]] = {group.value: _terms(group.value) for group in wanted}
    if asked:
        asked[POSTED] = _windows(at)
    asked[PAY] = _terms(schema.PAY_KNOWN)
    free = {name: asks for name, asks in asked.items() if name not in clauses.groups}
    totals = {"total": {"value_count": {"field": "published"}}, "openings": {"sum": {"field": "openings"}}}
    answer = searcher.aggregate(clauses.all(), {**free, **totals})
    for name in asked.keys() - free.keys():
        answer |= searcher.aggregate(clauses.all(without=name), {name: asked[name]})
    facets = {name: _by_window(answer[name]) if name == POSTED else _by_value(answer[name]) for name in asked}
    unknown_pay = facets.pop(PAY).get("no", 0)
    return Counts(int(answer["total"]["value"]), int(answer["openings"]["value"]), facets, unknown_pay)


def _terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": _MOST_VALUES, "segment_size": 10 * _MOST_VALUES}}


def _windows(at: datetime) -> dict[str, Any]:
    edges = [schema.to_micros(at - timedelta(minutes=minutes)) for minutes in WINDOWS]
    ranges = [{"from": start, "to": end} for start, end in zip(edges[1:], edges, strict=False)]
    return {"range": {"field": "published", "ranges": [{"from": edges[0]}, *ranges]}}


def _by_value(answer: Mapping[str, Any]) -> Mapping[str, int]:
    return {str(bucket["key"]): bucket["doc_count"] for bucket in answer["buckets"]}


def _by_window(answer: Mapping[str, Any]) -> Mapping[str, int]:
    """Add up what lies between the edges: who posted today posted this week too."""
    between = sorted((b["from"], b["doc_count"]) for b in answer["buckets"] if "from" in b)
    newest_first = [ads for _edge, ads in reversed(between)]
    return {str(minutes): sum(newest_first[: i + 1]) for i, minutes in enumerate(WINDOWS)}
