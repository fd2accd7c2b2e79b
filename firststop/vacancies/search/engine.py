"""One search over one state of the index, from the reading of its text to a page of hits."""

from datetime import datetime

import tantivy

from firststop.vacancies.search import facets, geo, schema, walk
from firststop.vacancies.search.clauses import ClauseBuilder, Clauses, forgiven_words
from firststop.vacancies.search.cursor import Cursor, invalid_cursor, read_cursor
from firststop.vacancies.search.marking import Marker
from firststop.vacancies.search.query import Query, Sort
from firststop.vacancies.search.reading import Resolver, read_query
from firststop.vacancies.search.results import Hit, Results


def run(
    fields: tantivy.Schema, searcher: tantivy.Searcher, query: Query, now: datetime, resolver: Resolver | None
) -> Results:
    """Answer `query` at the aware moment `now`, whose time zone decides which day it is."""
    digest = query.digest()
    cursor = read_cursor(query.cursor, digest) if query.cursor else None
    at = now.replace(microsecond=0) if cursor is None else cursor.at.astimezone(now.tzinfo)
    reading = read_query(query.text, resolver)
    reading = reading.forgiving(cursor.forgiven if cursor else forgiven_words(searcher, reading))
    builder = ClauseBuilder(fields, searcher)
    clauses = builder.build(query, reading, at)
    page = _Page(builder, clauses, query, cursor).read()
    hits, more = page[: query.size], page[query.size :]
    counts = facets.count(searcher, clauses, query.facets, at)
    marker = Marker(reading)
    next_cursor = Cursor(digest, at, hits[-1][0], hits[-1][1].key, hits[-1][1].id, reading.forgiven) if more else None
    return Results(
        counts.total, counts.openings, tuple(_hit(tier, found, clauses, query, marker) for tier, found in hits),
        counts.facets, counts.unknown_pay, next_cursor.encode() if next_cursor else "", reading, marker,
    )  # fmt: skip


class _Page:
    """One hit more than a page holds, each with its tier."""

    def __init__(self, builder: ClauseBuilder, clauses: Clauses, query: Query, cursor: Cursor | None) -> None:
        self.builder, self.clauses, self.query = builder, clauses, query
        self.tier = cursor.tier if cursor else 0
        self.after = (cursor.key, cursor.id) if cursor else None
        self.size = query.size + 1

    def read(self) -> list[tuple[int, walk.Found]]:
        tiers = self.clauses.walk() if self.query.sort is Sort.RELEVANCE else [self.clauses.all()]
        if self.tier >= len(tiers):
            raise invalid_cursor()
        page: list[tuple[int, walk.Found]] = []
        after = self.after
        for tier in range(self.tier, len(tiers)):
            page += [(tier, found) for found in self._behind(tiers[tier], after, self.size - len(page))]
            if len(page) == self.size:
                break
            after = None
        return page

    def _behind(self, clause: tantivy.Query, after: walk.After, size: int) -> list[walk.Found]:
        near = self.query.near
        if self.query.sort is Sort.DISTANCE and near is not None:
            centre, limit = (near.lat, near.lon), round(near.km * 1000)
            return walk.by_distance(self.builder, clause, centre, limit, after=after, size=size)
        column = schema.BY_PAY if self.query.sort is Sort.PAY else schema.BY_DATE
        return walk.by_column(self.builder, clause, column, after, size)


def _hit(tier: int, found: walk.Found, clauses: Clauses, query: Query, marker: Marker) -> Hit:
    tiers = len(clauses.tiers)
    score = (tiers - tier) / tiers if tiers and query.sort is Sort.RELEVANCE else 0.0
    distance = None
    if query.near is not None and found.shown.points:
        centre = (query.near.lat, query.near.lon)
        distance = min(geo.metres(centre, point) for point in found.shown.points) / 1000
    return Hit(found.id, found.shown.version, score, distance, marker.of(found.shown))
