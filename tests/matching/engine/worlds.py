"""Invented people and vacancies: one welder's job by hand, and random worlds where much nearly fits."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from firststop.matching.engine import (
    Cefr,
    LanguageAsk,
    PersonVector,
    Point,
    Practice,
    SkillAsk,
    VacancyVector,
    explain,
    load_weights,
    why_not,
)

WEIGHTS = load_weights(date(2026, 11, 25))
BISHKEK, KANT, OSH = Point(42.8746, 74.5698), Point(42.8911, 74.8508), Point(40.5283, 72.7985)
WELDER, TURNER = UUID(int=101), UUID(int=102)
ARC, GAS, FRAMES, SEAMS, DRAWINGS, TIG = (UUID(int=201 + i) for i in range(6))
FIRM, AGENCY = UUID(int=301), UUID(int=302)
A_DAY = date(2026, 12, 1)

PERSON = PersonVector(
    id=UUID(int=1), wanted={WELDER: 1.0}, practised={WELDER: Practice(72)},
    skills=dict.fromkeys((ARC, GAS, FRAMES, SEAMS, DRAWINGS), 1.0), languages={"ru": Cefr.NATIVE, "ky": Cefr.B1},
    education=3, licences=frozenset({"B"}), place=BISHKEK, radius_km=25, pay_floor=Decimal(32_000),
    schedules=frozenset({"full_day"}), contracts=frozenset({"permanent"}), start_from=A_DAY,
)  # fmt: skip
VACANCY = VacancyVector(
    id=UUID(int=2), employers=frozenset({FIRM, AGENCY}), occupations={WELDER: 1.0},
    skills={skill: SkillAsk(must=skill != TIG) for skill in (ARC, GAS, FRAMES, SEAMS, DRAWINGS, TIG)},
    languages={"ru": LanguageAsk(Cefr.B1, must=True)}, experience_months=36, education=3, places=(KANT,),
    pay_min=Decimal(32_000), pay_max=Decimal(40_000), schedules=frozenset({"full_day"}),
    contracts=frozenset({"permanent"}), start=A_DAY,
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Some people and some vacancies."""

    people: list[PersonVector]
    vacancies: list[VacancyVector]


def welder(**other: Any) -> PersonVector:
    """The person by hand, with something other."""
    return replace(PERSON, **other)


def job(**other: Any) -> VacancyVector:
    """The vacancy by hand, with something other."""
    return replace(VACANCY, **other)


def world(seed: int, people: int, vacancies: int) -> World:
    """A world by seed; concepts, places and conditions come out of small pools, so that limits are met often."""
    random = Random(seed)
    numbers = random.sample(range(1, 10_000), people + vacancies)
    return World(
        [any_person(random, UUID(int=2 * number)) for number in numbers[:people]],
        [any_vacancy(random, UUID(int=2 * number + 1)) for number in numbers[people:]],
    )


_OCCUPATIONS = [UUID(int=101 + i) for i in range(5)]
_SKILLS = [UUID(int=201 + i) for i in range(12)]
_EMPLOYERS = [UUID(int=301 + i) for i in range(6)]
_PLACES = [
    BISHKEK, KANT, OSH, Point(42.8746, 74.6), Point(42.84, 75.29), Point(-42.8746, -105.4302), Point(90.0, 0.0),
    Point(42.4907, 78.3936), Point(0.0, 180.0), Point(0.0, -180.0),
]  # fmt: skip
_SCHEDULES, _CONTRACTS, _LICENCES = ["full_day", "shift", "flexible"], ["permanent", "seasonal"], ["B", "C", "D"]
_LANGUAGES = ["ky", "ru", "en"]
_FAMILIES = ["721", "722", "753"]
_DISTANCE = 23  # km from Bishkek to Kant, just less
_Item = TypeVar("_Item")


def any_person(random: Random, id_: UUID) -> PersonVector:
    """A random person."""
    some = partial(_some, random)
    return PersonVector(
        id=id_, wanted={it: _share(random) for it in some(_OCCUPATIONS, 2)},
        practised={it: Practice(random.choice([0, 6, 36, 72]), _share(random)) for it in some(_OCCUPATIONS, 2)},
        skills={it: _share(random) for it in some(_SKILLS, 6)},
        languages={it: random.choice(list(Cefr)) for it in some(_LANGUAGES, 3)},
        education=random.choice([None, 0, 3, 6]), licences=frozenset(some(_LICENCES, 2)),
        place=random.choice([None, *_PLACES]), more_places=tuple(some(_PLACES, 2)) if random.random() < 0.3 else (),
        radius_km=random.choice([0, 5, _DISTANCE, 25, 300, 5_000]),
        would_move=random.random() < 0.2, remote=random.random() < 0.5, pay_floor=_pay(random),
        schedules=frozenset(some(_SCHEDULES, 2)), contracts=frozenset(some(_CONTRACTS, 1)),
        start_from=_day(random), not_to=frozenset(some(_EMPLOYERS, 1)), families=frozenset(some(_FAMILIES, 1)),
    )  # fmt: skip


def any_vacancy(random: Random, id_: UUID) -> VacancyVector:
    """A random vacancy."""
    some = partial(_some, random)
    low, top = _pay(random), _pay(random)
    if low is not None and top is not None:
        low, top = min(low, top), max(low, top)
    return VacancyVector(
        id=id_, employers=frozenset(some(_EMPLOYERS, 2)),
        occupations={it: _share(random) for it in some(_OCCUPATIONS, 2)},
        skills={it: SkillAsk(random.random() < 0.6, _weight(random)) for it in some(_SKILLS, 6)},
        languages={
            it: LanguageAsk(random.choice(list(Cefr)), random.random() < 0.2, _weight(random))
            for it in some(_LANGUAGES, 2)
        },
        experience_months=random.choice([None, 0, 12, 36]), education=random.choice([None, 0, 3, 6]),
        licences=frozenset(some(_LICENCES, 1) if random.random() < 0.3 else ()), places=tuple(some(_PLACES, 2)),
        remote=random.random() < 0.2, pay_min=low, pay_max=top, schedules=frozenset(some(_SCHEDULES, 2)),
        contracts=frozenset(some(_CONTRACTS, 2)), start=_day(random), families=frozenset(some(_FAMILIES, 1)),
    )  # fmt: skip


def brute_people(world: World, vacancy: VacancyVector, k: int) -> list[tuple[UUID, float]]:
    """The list of a vacancy by comparing it with everybody."""
    fit = [
        (-explain(person, vacancy, WEIGHTS).total, person.id)
        for person in world.people if why_not(person, vacancy, WEIGHTS) is None
    ]  # fmt: skip
    return [(id_, -score) for score, id_ in sorted(fit)[:k]]


def brute_vacancies(world: World, person: PersonVector, k: int) -> list[tuple[UUID, float]]:
    """The list of a person by comparing them with everything."""
    fit = [
        (-explain(person, vacancy, WEIGHTS).total, vacancy.id)
        for vacancy in world.vacancies if why_not(person, vacancy, WEIGHTS) is None
    ]  # fmt: skip
    return [(id_, -score) for score, id_ in sorted(fit)[:k]]


def pairs(world: World) -> Iterator[tuple[PersonVector, VacancyVector]]:
    """Everybody with everything."""
    return itertools.product(world.people, world.vacancies)


def _some(random: Random, of: Sequence[_Item], most: int) -> list[_Item]:
    return random.sample(of, random.randint(0, most))


def _share(random: Random) -> float:
    return random.choice([1.0, 1.0, 1.0, 0.5, 0.25, 0.0, 0.004, random.random()])


def _weight(random: Random) -> float:
    return random.choice([5.0, 5.0, 10.0, 0.0, 0.04, random.uniform(0, 10)])


def _pay(random: Random) -> Decimal | None:
    return random.choice(
        [None, Decimal(20_000), Decimal(32_000), Decimal("32000.01"), Decimal(35_000), Decimal(40_000)]
    )


def _day(random: Random) -> date | None:
    return random.choice([None, A_DAY, A_DAY + timedelta(days=random.randint(-40, 40))])
