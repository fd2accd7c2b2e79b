"""Walking hits in order from a cursor on: a page costs the same wherever it lies, and no hit depends on another.

Every order is by (key, id), both downwards, where the key is a column of the ad or its distance; relevance walks its
tiers one after the other.
"""

from collections.abc import Iterable
from typing import NamedTuple

import tantivy

from firststop.vacancies.search import geo, schema
from firststop.vacancies.search.clauses import Clause, ClauseBuilder, both

#: How many pages a ring of the walk by distance may hold before it is made narrower.
_RING = 4
#: Fetched beyond the page, so that a rare tie of two sort keys at its end costs no second look.
_SPARE = 8


class Found(NamedTuple):
    """A hit where it stands in its order: by `key`, then by `id`."""

    key: int
    id: str
    shown: schema.Shown


#: Distances are keys downwards from this, further than anything on earth.
_FAR = 20_100_000
#: Metres of a ring in which distances are looked at one by one if it still holds too many ads.
_STEP = 5_000

After = tuple[int, str] | None


def by_column(builder: ClauseBuilder, clause: Clause, column: str, after: After, size: int) -> list[Found]:
    """Return up to `size` hits behind `after`, by a column and then by id, both downwards."""
    if after is not None:
        clause = both(clause, builder.between(column, None, after[0]))
    limit = size + _SPARE
    while True:
        hits = builder.searcher.search(clause, limit=limit, count=False, order_by_field=column).hits
        complete = len(hits) < limit
        # The last key may have twins that were not fetched; among each other they are ordered by id.
        sure = hits if complete else [hit for hit in hits if hit[0] != hits[-1][0]]
        found = _behind(after, (_read(builder, address, key) for key, address in sure))
        if complete or len(found) >= size:
            return found[:size]
        limit *= 4


def by_distance(
    builder: ClauseBuilder, clause: Clause, centre: geo.Point, limit: int, *, after: After, size: int
) -> list[Found]:
    """Return up to `size` hits at most `limit` metres away behind `after`, the nearest first, then by id downwards.

    Rings around the centre are read one after the other, each with few enough ads to be sorted at once.
    """
    found: list[Found] = []
    inner = -1 if after is None else _FAR - after[0] - 1
    step, most = limit - inner, _RING * size
    while inner < limit and len(found) < size:
        outer = min(inner + step, limit)
        ring = builder.ring(clause, centre, inner, outer)
        hits = builder.searcher.search(ring, limit=most + 1, count=False).hits
        if len(hits) <= most:
            found += _behind(after, (_at_distance(_read(builder, address), centre) for _score, address in hits))
            inner, step = outer, step * 2
        elif step > _STEP:
            step = max(step // 16, _STEP)
        elif (far := geo.distances(builder.searcher, centre, inner, outer)) == [outer]:
            # All at the very same distance: the middle of a town.
            found += _twins(builder, ring, _FAR - outer, after, size - len(found))
            inner, step = outer, _STEP
        else:
            cut = int(len(far) * most / 2 / builder.count(ring))
            step = far[min(cut, max(len(far) // 2 - 1, 0))] - inner
    return found[:size]


def _twins(builder: ClauseBuilder, ring: Clause, key: int, after: After, size: int) -> list[Found]:
    """Return up to `size` hits that are all equally far, by id."""
    last = None if after is None or after[0] != key else (schema.first_bits(after[1]), after[1])
    return [hit._replace(key=key) for hit in by_column(builder, ring, schema.BY_ID, last, size)]


def _behind(after: After, hits: Iterable[Found]) -> list[Found]:
    kept = [hit for hit in hits if after is None or (hit.key, hit.id) < after]
    return sorted(kept, key=lambda hit: (hit.key, hit.id), reverse=True)


def _read(builder: ClauseBuilder, address: tantivy.DocAddress, key: int = 0) -> Found:
    shown = schema.read_shown(builder.searcher.doc(address))
    return Found(key, shown.id, shown)


def _at_distance(hit: Found, centre: geo.Point) -> Found:
    return hit._replace(key=_FAR - min(geo.metres(centre, point) for point in hit.shown.points))
