"""The demo country has ads of every kind that people filter by, and the same ones each time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from firststop.core.country import load_pack
from firststop.employers.enums import SizeClass
from firststop.employers.models import Establishment
from firststop.jobseekers.models import Profile
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


def people(world: World, seed: int) -> dict[str, Any]:
    """Return the jobseekers of a small country by address, with all that is said of them; then take it away again."""
    of_the_row = {"id", "person_id", "code", "created_at", "changed_at"}
    said = {}
    with transaction.atomic():
        for _step in fill(world, seed=seed, sizes=Sizes(5, 10, 40), first=5, at=AT, progress=lambda _done, _all: None):
            pass
        for profile in Profile.objects.select_related("person").prefetch_related("skills", "occupations"):
            person, row = profile.person, Profile.objects.filter(id=profile.id).values().get()
            said[str(person.email)] = [
                (person.given_name, person.family_name, person.language),
                {name: value for name, value in row.items() if name not in of_the_row},
                {(one.skill_id, one.origin) for one in profile.skills.all()},
                {(one.occupation_id, one.wanted, one.months, one.origin) for one in profile.occupations.all()},
            ]
        transaction.set_rollback(True)
    return said


def test_the_same_seed_makes_the_same_jobseekers(world: World) -> None:
    first, again, other = people(world, 1), people(read_world("kg"), 1), people(world, 2)
    assert len(first) == 40
    assert first == again != other
