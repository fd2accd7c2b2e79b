"""What the demo country is drawn from: names, places, occupations with their skills and usual pay."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from firststop.core.country import CountryPack, load_pack
from firststop.taxonomy import queries as taxonomy

LANGUAGES = ("ru", "ru", "ru", "ky", "ky", "en")


@dataclass(frozen=True, slots=True)
class Work:
    """One occupation: its ISCO code, its names by language, its skills, usual pay a month."""

    id: uuid.UUID
    code: str
    names: Mapping[str, str]
    essential: tuple[uuid.UUID, ...]
    optional: tuple[uuid.UUID, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Town:
    """A place to work and live; `weight` is its share of people."""

    code: str
    weight: int


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the demo draws from."""

    pack: CountryPack
    works: Sequence[Work]
    towns: Sequence[Town]
    names: Mapping[str, Any]


def read_world(country: str) -> World:
    """Return what a country's demo is drawn from; the taxonomy and the places are loaded already."""
    pack = load_pack(country)
    names = yaml.safe_load(files("firststop.site.demo").joinpath("people.yaml").read_text(encoding="utf-8"))
    towns = [
        Town(place.code, place.population)
        for place in pack.places()
        if place.kind == "settlement" and place.population and place.lat is not None
    ]
    return World(pack, _works(pack), towns, names)


def _works(pack: CountryPack) -> list[Work]:
    bands = pack.pay_bands()
    known = taxonomy.occupations_in_use()
    # A whole ESCO has thousands of occupations; a country of this size advertises a few hundred.
    step = max(1, len(known) // 400)
    works = []
    named = {language: taxonomy.names_of([key for key, _code in known], language) for language in ("en", "ru", "ky")}
    for key, code in known[::step]:
        skills = taxonomy.skills_of(key, "en")
        band = bands.get(code[:1])
        if band is None or not skills:
            continue
        works.append(
            Work(
                key,
                code,
                {language: names[key] for language, names in named.items() if key in names},
                tuple(skill.id for skill in skills if skill.essential)[:8],
                tuple(skill.id for skill in skills if not skill.essential)[:6],
                int(band.low),
                int(band.high),
            )
        )
    return works


def draw_town(world: World, draw: random.Random) -> str:
    """Return a town's code, larger ones more often."""
    return draw.choices(world.towns, weights=[town.weight for town in world.towns])[0].code


def draw_pay(work: Work, draw: random.Random) -> tuple[Decimal, Decimal]:
    """Return a usual pay range of an occupation, in whole thousands."""
    low = draw.randint(work.low // 1000, max(work.low, (work.low + work.high) // 2) // 1000) * 1000
    return Decimal(low), Decimal(round(low * draw.choice([1.15, 1.25, 1.4]) / 1000) * 1000)
