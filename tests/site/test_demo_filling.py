"""The demo country has ads of every kind that people filter by, and the same ones each time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from firststop.core.country import load_pack
from firststop.employers.enums import SizeClass
from firststop.employers.models import Establishment
from firststop.site.demo.filling import Sizes, fill
from firststop.site.demo.world import World, read_world
from firststop.taxonomy.services import load_places, load_starter
from firststop.vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIZES = Sizes(enterprises=10, vacancies=300, jobseekers=0)


@pytest.fixture
def world() -> World:
    load_places(load_pack("kg").places())
    load_starter(at=timezone.now())
    return read_world("kg")


def filled(world: World, seed: int) -> list[dict[str, Any]]:
    """Return the records of the ads of a small country, which is then taken away again."""
    with transaction.atomic():
        for _step in fill(world, seed=seed, sizes=SIZES, first=50, at=AT, progress=lambda _done, _all: None):
            pass
        records = list(Vacancy.objects.order_by("reference").values_list("record", flat=True))
        transaction.set_rollback(True)
    return records


def test_filters_find_something(world: World) -> None:
    records = filled(world, 1)
    values = {
        name: {str(value) for record in records if (value := record.get(name)) is not None}
        for name in ("remote", "housing_type", "quota", "time_band", "education", "protected_groups")
    }
    assert values["remote"] == {"hybrid", "full"}
    assert values["housing_type"] >= {"dormitory", "room"}
    assert (values["quota"], values["time_band"]) == ({"True"}, {"full_time", "part_time"})
    assert len(values["education"]) >= 4
    assert values["protected_groups"]


def test_the_same_seed_makes_the_same_ads(world: World) -> None:
    first, again, other = filled(world, 1), filled(world, 1), filled(world, 2)
    assert first == again != other


def test_the_same_seed_makes_firms_of_the_same_sizes_and_each_has_one(world: World) -> None:
    found = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            for _step in fill(
                world, seed=seed, sizes=Sizes(40, 0, 0), first=0, at=AT, progress=lambda _done, _all: None
            ):
                pass
            found.append(list(Establishment.objects.order_by("name").values_list("name", "size")))
            transaction.set_rollback(True)
    assert found[0] == found[1] != found[2]
    classes = {SizeClass.of(size) for _name, size in found[0]}
    assert classes >= {SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM}
    assert None not in classes
