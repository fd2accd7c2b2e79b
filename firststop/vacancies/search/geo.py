"""Distances, and how the index finds what lies within one.

Every point is a term of its own below the terms of two squares that it lies in (1 and 0.1 degrees). A circle is then
a set of terms: whole squares where they lie inside, single points on its edge. The answer is exact, to the metre.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import asin, cos, floor, radians, sin, sqrt
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

EARTH_M = 6_371_008.8
_DIGITS = 5
#: Squares a degree, per level.
_LEVELS = (1, 10)
_METRES_A_DEGREE = 111_000
#: Metres by which arrays may differ from `metres`; within them `metres` decides.
_DOUBT = 2

Point = tuple[float, float]
Numbers = NDArray[Any]


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
    lat, lon = min(point[0], 89.9999), point[1]  # the pole belongs to the squares below it
    squares = [_term(i, floor(lat * n + 1e-9), floor(lon * n + 1e-9)) for i, n in enumerate(_LEVELS)]
    yield from squares
    yield f"{squares[-1]}/{point[0]},{point[1]}"


def terms_within(searcher: tantivy.Searcher, centre: Point, limit: int) -> list[str]:
    """Return the terms of every indexed point at most `limit` metres from `centre`, no point twice."""
    found: list[str] = []
    squares = _large_squares(centre, limit)
    for level, side in enumerate(1 / n for n in _LEVELS):
        if level:
            squares = _split(squares, _LEVELS[level] // _LEVELS[level - 1])
        distance, reach = _apart(centre, (squares + 0.5) * side), _reach(squares, side)
        inside = distance + reach < limit - _DOUBT
        found += [_term(level, row, column) for row, column in squares[inside].tolist()]
        squares = squares[~inside & (distance - reach <= limit + _DOUBT)]
        used = [searcher.doc_freq("point", _term(level, row, column)) > 0 for row, column in squares.tolist()]
        squares = squares[np.array(used, dtype=bool)]
    for row, column in squares.tolist():
        prefix = f"{_term(len(_LEVELS) - 1, row, column)}/"
        found += _nearer([term for term, _ads in searcher.terms_with_prefix("point", prefix)], centre, limit)
    return found


def distances(searcher: tantivy.Searcher, centre: Point, inner: int, outer: int) -> list[int]:
    """Return in how many metres there are indexed points, from more than `inner` to `outer`, in order, each once."""
    squares, side = _split(_large_squares(centre, outer), _LEVELS[-1]), 1 / _LEVELS[-1]
    middle, reach = _apart(centre, (squares + 0.5) * side), _reach(squares, side)
    near = (middle - reach <= outer + _DOUBT) & (middle + reach >= inner - _DOUBT)
    prefixes = [f"{_term(len(_LEVELS) - 1, row, column)}/" for row, column in squares[near].tolist()]
    known = (term for prefix in prefixes for term, _ads in searcher.terms_with_prefix("point", prefix))
    return sorted({far for term in known if inner < (far := metres(centre, _point_of(term))) <= outer})


def _term(level: int, row: int, column: int) -> str:
    return f"{level}:{row}:{column}"


def _nearer(known: list[str], centre: Point, limit: int) -> Iterator[str]:
    """Yield the points within the limit: by arrays, and one by one where arrays might round otherwise."""
    beyond = _apart(centre, np.array([_point_of(term) for term in known])) - limit
    for term, excess in zip(known, beyond.tolist(), strict=True):
        if excess < -_DOUBT or (excess < _DOUBT and metres(centre, _point_of(term)) <= limit):
            yield term


@lru_cache(maxsize=1 << 17)
def _point_of(term: str) -> Point:
    lat, lon = term.rpartition("/")[2].split(",")
    return float(lat), float(lon)


def _apart(a: Point | Numbers, b: Numbers) -> Numbers:
    """Return the distances in metres of points (n x 2, degrees) from one point or from as many others."""
    one, other = np.radians(np.asarray(a)), np.radians(b.reshape(-1, 2))
    half = np.sin((other - one) / 2) ** 2
    h = half[:, 0] + np.cos(one[..., 0]) * np.cos(other[:, 0]) * half[:, 1]
    distances: Numbers = 2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(h, 1)))
    return distances


def _reach(squares: Numbers, side: float) -> Numbers:
    """Return how far the furthest corner of each square is from its middle, in metres."""
    middle = (squares + 0.5) * side
    reach: Numbers = np.maximum(*(_apart(middle, (squares + corner) * side) for corner in ((0, 0), (1, 0))))
    return reach


def _split(squares: Numbers, times: int) -> Numbers:
    """Return the `times` x `times` smaller squares of each."""
    steps = np.stack(np.meshgrid(np.arange(times), np.arange(times)), axis=-1).reshape(1, -1, 2)
    split: Numbers = (squares[:, None, :] * times + steps).reshape(-1, 2)
    return split


def _large_squares(centre: Point, limit: int) -> Numbers:
    """Return row and column of the squares of the first level around a circle, a few more than it touches."""
    up = limit / _METRES_A_DEGREE + 0.01
    side = min(up / cos(radians(min(abs(centre[0]) + up, 89.99))), 180.0)
    rows = range(max(floor(centre[0] - up), -90), min(floor(centre[0] + up), 89) + 1)
    columns = {(c + 180) % 360 - 180 for c in range(floor(centre[1] - side), floor(centre[1] + side) + 1)}
    return np.array([(row, column) for row in rows for column in sorted(columns)])
