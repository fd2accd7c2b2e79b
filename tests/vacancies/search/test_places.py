"""A radius holds exactly what a look at every ad finds in it, and the nearest come first."""

import random

import pytest

from firststop.vacancies.search import Circle, Query, SearchDocument, SearchIndex, Sort, geo
from tests.counts import count
from tests.vacancies.search.ads import NOW, a_point, an_ad, in_metres, key

pytestmark = pytest.mark.row("T-10")

AROUND = {
    "Osh": (40.51, 72.8), "a corner of squares": (41.0, 73.0), "the date line": (-17.0, 179.95),
    "the equator": (0.0, 0.0), "the north": (89.2, 10.0), "the south pole": (-90.0, 0.0),
    "beyond the date line": (52.0, -180.0),
}  # fmt: skip


def ads_around(lat: float, lon: float, rng: random.Random, number: int) -> list[SearchDocument]:
    """Return ads with one to three points, from a metre to some hundred kilometres away."""

    def point() -> tuple[float, float]:
        reach = 10 ** rng.uniform(-5, 0.6)
        moved = lat + rng.uniform(-reach, reach), lon + rng.uniform(-reach, reach)
        return round(max(-90.0, min(90.0, moved[0])), 5), round((moved[1] + 180) % 360 - 180, 5)

    return [an_ad(i, points=tuple(point() for _ in range(rng.randint(1, 3)))) for i in range(number)]


@pytest.mark.parametrize("where", AROUND)
def test_a_radius_equals_a_look_at_every_ad(where: str) -> None:
    rng = random.Random(where)
    ads = ads_around(*AROUND[where], rng, count(300, proof=3_000))
    index = SearchIndex.open()
    index.apply(ads, [], "1")
    for _ in range(count(25, proof=200)):
        circle = Circle(*AROUND[where], round(10 ** rng.uniform(-2, 2.69), 3))
        near = [ad for ad in ads if any(in_metres(circle, p) <= round(circle.km * 1000) for p in ad.points)]
        assert index.search(Query(near=circle, facets=()), NOW).total == len(near)


@pytest.mark.parametrize("where", AROUND)
def test_the_nearest_come_first_with_their_distance(where: str) -> None:
    ads = ads_around(*AROUND[where], random.Random(where), 80)
    index = SearchIndex.open()
    index.apply(ads, [], "1")
    circle = Circle(*AROUND[where], 450)
    hits = index.search(Query(near=circle, sort=Sort.DISTANCE, size=100), NOW).hits
    expected = sorted((min(in_metres(circle, p) for p in ad.points) / 1000, ad.id) for ad in ads)
    assert [hit.distance_km for hit in hits] == [km for km, _id in expected if km <= 450]


def test_the_edge_belongs_to_the_circle() -> None:
    circle = Circle(40.5, 72.8, 1)
    index = SearchIndex.open()
    rng = random.Random(1)
    points = [a_point(rng) for _ in range(50)]
    index.apply([an_ad(i, points=(point,)) for i, point in enumerate(points)], [], "1")
    for number, point in enumerate(points):
        metres = in_metres(circle, point)
        if metres > 500_000:
            continue
        on_edge = index.search(Query(near=Circle(40.5, 72.8, metres / 1000), size=100), NOW).hits
        inside = index.search(Query(near=Circle(40.5, 72.8, (metres - 1) / 1000), size=100), NOW).hits
        assert key(number) in {hit.id for hit in on_edge}
        assert key(number) not in {hit.id for hit in inside}


def test_an_ad_without_a_point_is_in_no_circle() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1), an_ad(2, points=((40.5, 72.8),))], [], "1")
    assert [hit.id for hit in index.search(Query(near=Circle(40.5, 72.8, 500)), NOW).hits] == [key(2)]
    assert index.search(Query(), NOW).hits[0].distance_km is None


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [((0, 0), (0, 1), 111_195), ((40.51, 72.8), (40.51, 72.8), 0), ((90, 0), (-90, 0), 20_015_114),
     ((0, 179.5), (0, -179.5), 111_195)],
)  # fmt: skip
def test_distances_are_great_circles_in_whole_metres(a: geo.Point, b: geo.Point, metres: int) -> None:
    assert geo.metres(a, b) == metres
