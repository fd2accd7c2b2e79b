"""One built piece of the index: the vacancies, or the people, of a moment. Never changed once built."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

import numpy as np

from firststop.matching.engine.encoding import Codebook
from firststop.matching.engine.native import compiled
from firststop.matching.engine.placing import Spot, place_rows
from firststop.matching.engine.postings import post
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.shapes import Flags, Found, Ints, Posted, ShortList
from firststop.matching.engine.tables import as_rows
from firststop.matching.engine.weights import Weights

Listed = TypeVar("Listed", bound=PersonVector | VacancyVector)
Asking = TypeVar("Asking", bound=PersonVector | VacancyVector)
#: (concept, weight in percent or hundredths, months of an occupation or 1 of a needed skill).
Named = tuple[UUID, int, int]
#: (millionths of a point, id).
Scored = tuple[int, UUID]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks of an index: concepts by weight, and from where (no points: from everywhere)."""

    skills: Iterable[Named]
    occupations: Iterable[Named]
    near: Sequence[tuple[int, int, int]]
    radius: int


class Segment(ABC, Generic[Listed, Asking]):
    """Rows of one side in the order of their places, with posting lists over their concepts."""

    def __init__(self, records: Sequence[Listed], weights: Weights) -> None:
        placing = place_rows([self._spot(record) for record in records])
        self.weights = weights
        self.records: tuple[Listed, ...] = tuple(records[i] for i in placing.order)
        self.row_of: dict[UUID, int] = {record.id: row for row, record in enumerate(self.records)}
        self._cells, self._placed = placing.cells, placing.placed
        self._order = np.empty(len(records), np.int64)
        self._order[[self.row_of[id_] for id_ in sorted(self.row_of)]] = np.arange(len(records))
        self._book = Codebook()
        self._skills = self._post(self._skills_of)
        self._occupations = self._post(self._occupations_of)
        self._tabulate()
        self._book.frozen = True

    def top(self, asking: Asking, most: int, gone: Flags) -> list[Scored]:
        """Return at most `most` rows that are not gone, best first, equal ones by id."""
        if not self.records:
            return []
        short = ShortList(np.zeros(most, np.int64), np.zeros(most, np.int64), self._order, gone)
        filled = self._rank(asking, self._gather(self._query(asking)), short)
        return [(int(short.scores[i]), self.records[short.rows[i]].id) for i in range(filled)]

    def _gather(self, query: Query) -> Found:
        """Walk the posting lists of the asked concepts within reach."""
        kernels, runs = compiled(), self._runs(query)
        found = Found(*(np.zeros(len(self.records), np.int64) for _ in Found._fields))
        count = kernels.gather(runs, self._skills, self._asked(query.skills, self._skills), found)
        asked = self._asked(query.occupations, self._occupations)
        count = kernels.gather_best(runs, self._occupations, asked, found, count)
        return found._replace(touched=found.touched[:count])

    def _runs(self, query: Query) -> Ints:
        """Return the (first, end) runs of rows that may lie within reach."""
        if not query.near:
            return as_rows([(0, len(self.records))], 2)
        runs = np.zeros((len(self._cells) + 1, 2), np.int64)
        count = compiled().reachable(self._cells, as_rows(query.near, 3), query.radius, runs)
        runs[count] = self._placed, len(self.records)
        return runs[: count + 1]

    def _post(self, named: Callable[[Listed], Iterable[Named]]) -> Posted:
        return post(
            (self._book.number(self._book.concepts, concept), row, weight, months)
            for row, record in enumerate(self.records)
            for concept, weight, months in named(record)
        )

    def _asked(self, named: Iterable[Named], posted: Posted) -> Ints:
        """Return (concept number, weight, months) of the asked concepts that some row has."""
        concepts, known = self._book.concepts, len(posted.pointers) - 1
        asked = ((concepts.get(concept, known), weight, months) for concept, weight, months in named)
        return as_rows([entry for entry in asked if entry[0] < known and entry[1]], 3)

    @abstractmethod
    def _spot(self, record: Listed) -> Spot:
        """Return where a record stands."""

    @abstractmethod
    def _skills_of(self, record: Listed) -> Iterator[Named]:
        """Yield a record's skills."""

    @abstractmethod
    def _occupations_of(self, record: Listed) -> Iterator[Named]:
        """Yield a record's occupations."""

    @abstractmethod
    def _tabulate(self) -> None:
        """Make the table of facts."""

    @abstractmethod
    def _query(self, asking: Asking) -> Query:
        """Return what the other side asks for."""

    @abstractmethod
    def _rank(self, asking: Asking, found: Found, short: ShortList) -> int:
        """Fill the short list, and return how many it holds."""
