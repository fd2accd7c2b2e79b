"""Rows in the order of their places, so that whoever is out of reach is passed over unread."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import numpy as np

from firststop.matching.engine.encoding import metres_from_centre
from firststop.matching.engine.records import Point
from firststop.matching.engine.shapes import Ints

#: Side of a cell in degrees: some 28 km from south to north.
CELL = 0.25


@dataclass(frozen=True, slots=True)
class Spot:
    """What decides where a row stands: its one place, or none (anywhere), and how far it reaches by itself."""

    id: UUID
    place: Point | None
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Placing:
    """The order of the rows, and the cells (x, y, z, reach, first, end) that they fall into.

    Rows without one place (remote, several places, not known, would move) stand last and are always read.
    """

    order: tuple[int, ...]
    cells: Ints

    @property
    def placed(self) -> int:
        """How many rows stand in cells; the others follow."""
        return int(self.cells[-1, 5]) if len(self.cells) else 0


def place_rows(spots: Sequence[Spot]) -> Placing:
    """Order rows by cell, then id."""
    order = sorted(range(len(spots)), key=lambda i: (_cell(spots[i].place), spots[i].id))
    cells, first = [], 0
    for cell, group in groupby(order, key=lambda i: _cell(spots[i].place)):
        members = [spots[i] for i in group]
        if cell != _ANYWHERE:
            cells.append((*_ball(members), first, first + len(members)))
        first += len(members)
    return Placing(tuple(order), np.array(cells, np.int64).reshape(-1, 6))


_ANYWHERE = (math.inf, math.inf)


def _cell(place: Point | None) -> tuple[float, float]:
    return _ANYWHERE if place is None else (place.lat // CELL, place.lon // CELL)


def _ball(members: Sequence[Spot]) -> tuple[int, int, int, int]:
    """Return the centre of the members' places, and how far the farthest member lies or reaches from it, in metres."""
    points = [metres_from_centre(spot.place) for spot in members if spot.place]
    x, y, z = (round(sum(axis) / len(points)) for axis in zip(*points, strict=True))
    reach = max(
        math.dist((x, y, z), point) + spot.reach for point, spot in zip(points, members, strict=True)
    )  # fmt: skip
    return x, y, z, math.ceil(reach)
