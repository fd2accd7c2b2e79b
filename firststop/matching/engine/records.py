"""What is compared: one person and one vacancy as weighted concepts and conditions. Checked when made."""

import math
from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from firststop.matching.engine.keys import Cefr

MOST_CONCEPTS = 1_000
MOST_PLACES = 100
MOST_PAY = Decimal(10) ** 10
MOST_MONTHS = 1_200
MOST_RADIUS_KM = 5_000
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth in degrees. `code` is what the caller calls it: an explanation names it by that."""

    lat: float
    lon: float
    code: str = ""

    def __post_init__(self) -> None:
        _within("lat", self.lat, -90, 90)
        _within("lon", self.lon, -180, 180)


@dataclass(frozen=True, slots=True)
class Practice:
    """Work done in an occupation: months that count for it, and how near it is (1 = this very occupation)."""

    months: int
    weight: float = 1.0

    def __post_init__(self) -> None:
        _within("months", self.months, 0, MOST_MONTHS)
        _within("weight", self.weight, 0, 1)


@dataclass(frozen=True, slots=True)
class SkillAsk:
    """A skill that a vacancy asks for: must or nice to have, with the employer's weight 0 to 10."""

    must: bool
    weight: float = 5.0

    def __post_init__(self) -> None:
        _within("weight", self.weight, 0, 10)


@dataclass(frozen=True, slots=True)
class LanguageAsk:
    """A language that a vacancy asks for. A must is a limit: who speaks it less well is not listed."""

    level: Cefr
    must: bool
    weight: float = 5.0

    def __post_init__(self) -> None:
        _within("weight", self.weight, 0, 10)


@dataclass(frozen=True, slots=True)
class PersonVector:
    """A person as matching sees them: no name, no sex, no age, no origin.

    `wanted`, `practised` and `skills` go by concept id, `families` by whatever codes the caller calls kindred
    occupations by, the same on both sides; strengths are 0 to 1, in steps of 0.01. `pay_floor` is a
    monthly amount in the one currency of the index. An empty wish (`schedules`, `contracts`, `pay_floor`,
    `start_from`) asks nothing; an empty fact (`languages`, `licences`, `skills`) is one that the person does not have.
    `not_to` holds every employer that must not see the person, related units and agencies included: the caller
    resolves them. `radius_km` goes from `place` and from each of `more_places`; the nearest counts. Raises ValueError,
    naming the field, for values that are not finite or out of range.
    """

    id: UUID
    wanted: Mapping[UUID, float] = field(default_factory=lambda: _NONE)
    practised: Mapping[UUID, Practice] = field(default_factory=lambda: _NONE)
    skills: Mapping[UUID, float] = field(default_factory=lambda: _NONE)
    languages: Mapping[str, Cefr] = field(default_factory=lambda: _NONE)
    education: int | None = None
    licences: frozenset[str] = frozenset()
    place: Point | None = None
    more_places: tuple[Point, ...] = ()
    radius_km: int = 25
    would_move: bool = False
    remote: bool = False
    pay_floor: Decimal | None = None
    schedules: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    start_from: date | None = None
    not_to: frozenset[UUID] = frozenset()
    families: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in ("wanted", "practised", "skills", "languages"):
            _few(name, getattr(self, name), MOST_CONCEPTS)
        _few("more_places", self.more_places, MOST_PLACES)
        for name in ("wanted", "skills"):
            for weight in getattr(self, name).values():
                _within(name, weight, 0, 1)
        _education(self.education)
        _within("radius_km", self.radius_km, 0, MOST_RADIUS_KM)
        _pay("pay_floor", self.pay_floor)

    @property
    def places(self) -> tuple[Point, ...]:
        """Every place from which the person would go to work."""
        return (*((self.place,) if self.place else ()), *self.more_places)


@dataclass(frozen=True, slots=True)
class VacancyVector:
    """A vacancy as matching sees it.

    `employers` holds everyone who would see an applicant: the employer and an agency acting for it. `occupations` and
    `skills` go by concept id. `pay_min` and `pay_max` are monthly amounts in the one currency of the index: "from" has
    no maximum, "to" no minimum, none of both is "not stated". `remote` means fully remote; `places` may be several,
    the nearest counts. What is None or empty is not stated, except `languages` and `licences`, where it asks nothing;
    `experience_months=0` and `education=0` say that none is needed. Raises ValueError as `PersonVector` does.
    """

    id: UUID
    employers: frozenset[UUID] = frozenset()
    occupations: Mapping[UUID, float] = field(default_factory=lambda: _NONE)
    skills: Mapping[UUID, SkillAsk] = field(default_factory=lambda: _NONE)
    languages: Mapping[str, LanguageAsk] = field(default_factory=lambda: _NONE)
    experience_months: int | None = None
    education: int | None = None
    licences: frozenset[str] = frozenset()
    places: tuple[Point, ...] = ()
    remote: bool = False
    pay_min: Decimal | None = None
    pay_max: Decimal | None = None
    schedules: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    start: date | None = None
    families: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in ("occupations", "skills", "languages"):
            _few(name, getattr(self, name), MOST_CONCEPTS)
        _few("places", self.places, MOST_PLACES)
        for weight in self.occupations.values():
            _within("occupations", weight, 0, 1)
        if self.experience_months is not None:
            _within("experience_months", self.experience_months, 0, MOST_MONTHS)
        _education(self.education)
        _pay("pay_min", self.pay_min)
        _pay("pay_max", self.pay_max)
        if self.pay_min is not None and self.pay_max is not None and self.pay_min > self.pay_max:
            raise ValueError("pay_min is above pay_max")


def _within(name: str, value: float, low: float, high: float) -> None:
    if not math.isfinite(value) or not low <= value <= high:
        raise ValueError(f"{name}: {value!r} is not between {low} and {high}")


def _few(name: str, values: Sized, most: int) -> None:
    if len(values) > most:
        raise ValueError(f"{name}: {len(values)} are more than {most}")


def _education(level: int | None) -> None:
    if level is not None:
        _within("education", level, 0, 8)


def _pay(name: str, amount: Decimal | None) -> None:
    if amount is None:
        return
    if not amount.is_finite() or not Decimal("0.01") <= amount <= MOST_PAY:
        raise ValueError(f"{name}: {amount!r} is not a decimal amount from 0.01 to {MOST_PAY}")
