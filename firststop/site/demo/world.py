"""What the demo country is drawn from: names, places, occupations with their skills and usual pay."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from firststop.core.actor import system
from firststop.core.country import CountryPack, load_pack
from firststop.taxonomy import queries as taxonomy

#: Who brings in the people and firms of the demo.
DEMO = system("site.demo")
#: What people of the demo read, as often as it stands here; a country's own are taken of them.
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
    """Everything that the demo draws from; `numbers` are register numbers that somebody has already."""

    pack: CountryPack
    works: Sequence[Work]
    towns: Sequence[Town]
    names: Mapping[str, Any]
    languages: Sequence[str]
    numbers: set[str] = field(default_factory=set)

    @property
    def script(self) -> str:
        """The language in which names of people and firms are written."""
        return script_of(self.pack)


def script_of(pack: CountryPack) -> str:
    """Return the language in which a country's demo writes names."""
    return "ru" if "ru" in pack.languages else "en"


def towns_of(pack: CountryPack) -> list[Town]:
    """Return where people live: settlements whose inhabitants are known, else every place, all alike."""
    places = [place for place in pack.places() if place.until is None]
    known = [
        Town(place.code, place.population)
        for place in places
        if place.kind == "settlement" and place.population and place.lat is not None
    ]
    return known or [Town(place.code, 1) for place in places]


def read_world(country: str) -> World:
    """Return what a country's demo is drawn from; the taxonomy and the places are loaded already.

    LookupError says what of the pack is too empty for a demo.
    """
    pack = load_pack(country)
    names = yaml.safe_load(files("firststop.site.demo").joinpath("people.yaml").read_text(encoding="utf-8"))
    works, towns = _works(pack), towns_of(pack)
    if not works or not towns:
        lacks = "places in places.csv" if works else "bands in pay.yaml"
        raise LookupError(f"the pack {country!r} has no {lacks}, and a demo needs some")
    return World(pack, works, towns, names, [code for code in LANGUAGES if code in pack.languages] or ["en"])


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
    """Return a usual pay range of an occupation, in round sums."""
    step = round_sum(work)
    low = draw.randint(work.low // step, max(work.low, (work.low + work.high) // 2) // step) * step
    return Decimal(low), Decimal(round(low * draw.choice([1.15, 1.25, 1.4]) / step) * step)


def round_sum(work: Work) -> int:
    """Return what sums of pay are rounded to: two digits of them are told, whatever the currency is worth."""
    return int(10 ** max(0, len(str(work.low)) - 2))
