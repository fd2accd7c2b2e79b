"""One side of the index with its changes: a large segment, a small one beside it, and what is gone from the large."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic
from uuid import UUID

import numpy as np

from firststop.matching.engine.segments import Asking, Listed, Scored, Segment
from firststop.matching.engine.shapes import Flags
from firststop.matching.engine.weights import Weights

#: Changes stay in the small segment until they are this many, or a tenth of the large one, whichever is more.
MOST_CHANGES = 500


@dataclass(frozen=True, slots=True)
class Supply(Generic[Listed, Asking]):
    """All that can be listed on one side. A record in `recent` replaces the one in `base`, which is marked as gone."""

    base: Segment[Listed, Asking]
    recent: Segment[Listed, Asking]
    gone: Flags

    @classmethod
    def of(
        cls, kind: type[Segment[Listed, Asking]], records: Iterable[Listed], weights: Weights
    ) -> "Supply[Listed, Asking]":
        """Build a side; ValueError for two records with one id."""
        rows = _once(records)
        return cls(kind(rows, weights), kind([], weights), np.zeros(len(rows), np.bool_))

    def top(self, asking: Asking, most: int) -> list[Scored]:
        """Return the best (millionths of a point, id) of both segments, equal ones by id."""
        none_gone = np.zeros(len(self.recent.records), np.bool_)
        both = self.base.top(asking, most, self.gone) + self.recent.top(asking, most, none_gone)
        return sorted(both, key=lambda it: (-it[0], it[1]))[:most]

    def changed(self, upserts: Sequence[Listed], removals: frozenset[UUID]) -> "Supply[Listed, Asking]":
        """Return this side with records put in or replaced, and others taken out."""
        fresh: list[Listed] = _once(upserts)
        out = removals | {record.id for record in fresh}
        recent = [*(record for record in self.recent.records if record.id not in out), *fresh]
        gone = self.gone.copy()
        gone[[row for id_ in out if (row := self.base.row_of.get(id_)) is not None]] = True
        kind, weights = type(self.base), self.base.weights
        if len(recent) + int(gone.sum()) <= max(MOST_CHANGES, len(gone) // 10):
            return Supply(self.base, kind(recent, weights), gone)
        kept = [record for row, record in enumerate(self.base.records) if not gone[row]]
        return Supply.of(kind, [*kept, *recent], weights)


def _once(records: Iterable[Listed]) -> list[Listed]:
    rows = list(records)
    seen: set[UUID] = set()
    for record in rows:
        if record.id in seen:
            raise ValueError(f"{record.id} is given twice")
        seen.add(record.id)
    return rows
