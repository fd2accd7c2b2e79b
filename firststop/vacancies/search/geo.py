"""Distances, and how the index finds what lies within one.

Every point is a term of its own below the terms of two squares that it lies in (1 and 0.1 degrees). A circle is then
a set of terms: whole squares where they lie inside, single points on its edge. The answer is exact, to the metre.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import asin, cos, floor, radians, sin, sqrt
from typing import NamedTuple

import tantivy

EARTH_M = 6_371_008.8
_DIGITS = 5
#: Squares a degree, per level.
_LEVELS = (1, 10)
_METRES_A_DEGREE = 111_000

Point = tuple[float, float]


class _Square(NamedTuple):
    level: int
    row: int
    column: int

    @property
    def term(self) -> str:
        return f"{self.level}:{self.row}:{self.column}"

    @property
    def side(self) -> float:
        return 1 / _LEVELS[self.level]

    @property
    def middle(self) -> Point:
        return (self.row + 0.5) * self.side, (self.column + 0.5) * self.side

    def split(self) -> Iterator["_Square"]:
        times = _LEVELS[self.level + 1] // _LEVELS[self.level]
        for row in range(self.row * times, (self.row + 1) * times):
            for column in range(self.column * times, (self.column + 1) * times):
                yield _Square(self.level + 1, row, column)


@lru_cache(maxsize=4096)
def _reach(level: int, row: int) -> int:
    """Metres from the middle of any square of a row to its furthest corner, rounded up."""
    square = _Square(level, row, 0)
    return 1 + max(metres(square.middle, (edge * square.side, 0.0)) for edge in (row, row + 1))


def rounded(point: Point) -> Point:
    """Return a point as the index keeps it: 5 digits, about a metre."""
    lat, lon = round(point[0], _DIGITS), round(point[1], _DIGITS)
    return lat, lon if lon < 180 else lon - 360


def metres(a: Point, b: Point) -> int:
    """Return the great-circle distance of two (lat, lon) points in degrees, in whole metres (haversine)."""
    lat1, lon1, lat2, lon2 = (radians(x) for x in (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(h)))


def terms(points: Iterable[Point]) -> list[str]:
    """Return the terms that points are indexed under, each once."""
    found = (term for point in points for term in _terms_of(rounded(point)))
    return list(dict.fromkeys(found))


def _terms_of(point: Point) -> Iterator[str]:
    squares = [_Square(i, floor(point[0] * n + 1e-9), floor(point[1] * n + 1e-9)) for i, n in enumerate(_LEVELS)]
    yield from (square.term for square in squares)
    yield f"{squares[-1].term}/{point[0]},{point[1]}"


def terms_within(searcher: tantivy.Searcher, centre: Point, limit: int) -> list[str]:
    """Return the terms of every indexed point at most `limit` metres from `centre`, no point twice."""
    return list(_within(searcher, centre, limit))


def _within(searcher: tantivy.Searcher, centre: Point, limit: int) -> Iterator[str]:
    squares = list(_large_squares(centre, limit))
    while squares:
        square = squares.pop()
        distance, reach = metres(centre, square.middle), _reach(square.level, square.row)
        if distance - reach > limit or not searcher.doc_freq("point", square.term):
            continue
        if distance + reach < limit:
            yield square.term
        elif square.level + 1 < len(_LEVELS):
            squares += square.split()
        else:
            known = searcher.terms_with_prefix("point", f"{square.term}/")
            yield from (term for term, _ads in known if metres(centre, _point_of(term)) <= limit)


def _large_squares(centre: Point, limit: int) -> Iterator[_Square]:
    """Yield the squares of the first level around a circle, a little more than it touches."""
    up = limit / _METRES_A_DEGREE + 0.01
    widest = min(abs(centre[0]) + up, 89.99)
    side = min(up / cos(radians(widest)), 180.0)
    for row in range(floor(centre[0] - up), floor(centre[0] + up) + 1):
        columns = range(floor(centre[1] - side), floor(centre[1] + side) + 1)
        yield from (_Square(0, row, column) for column in sorted({(c + 180) % 360 - 180 for c in columns}))


def _point_of(term: str) -> Point:
    lat, lon = term.rpartition("/")[2].split(",")
    return float(lat), float(lon)
