"""From a record to the whole numbers that the kernels compare."""

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeVar
from uuid import UUID

from firststop.matching.engine.kernels import EARTH, NOT_KNOWN
from firststop.matching.engine.records import LanguageAsk, PersonVector, Point, SkillAsk, VacancyVector
from firststop.matching.engine.shapes import PersonFacts, VacancyFacts
from firststop.matching.engine.weights import Weights

MOST_KINDS = 62
#: The bit of a code that an index has never seen: it meets nothing there, yet it is a wish or a demand.
UNSEEN = 1 << MOST_KINDS
_NICE_TENTHS = 10
KILOMETRE = 1_000

Code = TypeVar("Code", bound=Hashable)


@dataclass(slots=True)
class Codebook:
    """Numbers for the codes of one index. Once frozen it learns no more: an unseen code is NOT_KNOWN."""

    concepts: dict[UUID, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    employers: dict[UUID, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    schedules: dict[str, int] = field(default_factory=dict)
    contracts: dict[str, int] = field(default_factory=dict)
    licences: dict[str, int] = field(default_factory=dict)
    frozen: bool = False

    def number(self, known: dict[Code, int], code: Code) -> int:
        """Return the number of a code."""
        return known.get(code, NOT_KNOWN) if self.frozen else known.setdefault(code, len(known))

    def numbers(self, known: dict[Code, int], codes: Iterable[Code]) -> list[int]:
        """Return the numbers of those codes that the book knows."""
        numbers = [self.number(known, code) for code in codes]
        return [number for number in numbers if number != NOT_KNOWN]

    def mask(self, known: dict[str, int], codes: Iterable[str]) -> int:
        """Return one bit for each code; ValueError for more than 62 different codes of a kind in one index."""
        bits = 0
        for code in codes:
            number = self.number(known, code)
            if number >= MOST_KINDS:
                raise ValueError(f"{code}: one index holds at most {MOST_KINDS} different codes of a kind")
            bits |= UNSEEN if number == NOT_KNOWN else 1 << number
        return bits


@dataclass(slots=True)
class Runs:
    """The lists that facts point into, as they grow row by row."""

    spoken: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    tongues: list[tuple[int, int, int, int]] = field(default_factory=list)
    employers: list[int] = field(default_factory=list)
    families: list[int] = field(default_factory=list)


def person_facts(person: PersonVector, book: Codebook, runs: Runs) -> PersonFacts:
    """Return a person's facts; places, languages, employers to hide from and families are appended to the runs."""
    places, spoken, hidden, families = len(runs.places), len(runs.spoken), len(runs.hidden), len(runs.families)
    runs.places += map(metres_from_centre, person.places)
    runs.spoken += ((book.number(book.languages, code), level) for code, level in person.languages.items())
    runs.hidden += book.numbers(book.employers, person.not_to)
    runs.families += book.numbers(book.families, person.families)
    return PersonFacts(
        places=places, places_to=len(runs.places), radius=person.radius_km * KILOMETRE,
        moves=person.would_move, remote=person.remote, floor=_hundredths(person.pay_floor, ROUND_CEILING),
        schedules=book.mask(book.schedules, person.schedules), contracts=book.mask(book.contracts, person.contracts),
        licences=book.mask(book.licences, person.licences),
        ready=person.start_from.toordinal() if person.start_from else 0,
        education=NOT_KNOWN if person.education is None else person.education,
        works=bool(person.wanted or person.practised),
        spoken=spoken, spoken_to=len(runs.spoken), hidden=hidden, hidden_to=len(runs.hidden),
        families=families, families_to=len(runs.families),
    )  # fmt: skip


def vacancy_facts(vacancy: VacancyVector, book: Codebook, weights: Weights, runs: Runs) -> VacancyFacts:
    """Return a vacancy's facts; its places, asked languages, employers and families are appended."""
    places, tongues, employers = len(runs.places), len(runs.tongues), len(runs.employers)
    families = len(runs.families)
    runs.places += map(metres_from_centre, vacancy.places)
    runs.tongues += (
        (book.number(book.languages, code), ask.level, ask.must, ask_weight(ask, weights))
        for code, ask in vacancy.languages.items()
    )
    runs.employers += book.numbers(book.employers, vacancy.employers)
    runs.families += book.numbers(book.families, vacancy.families)
    top = vacancy.pay_max if vacancy.pay_max is not None else vacancy.pay_min
    return VacancyFacts(
        places=places, places_to=len(runs.places), remote=vacancy.remote,
        pay_low=_hundredths(vacancy.pay_min, ROUND_FLOOR), pay_top=_hundredths(top, ROUND_FLOOR),
        schedules=book.mask(book.schedules, vacancy.schedules), contracts=book.mask(book.contracts, vacancy.contracts),
        licences=book.mask(book.licences, vacancy.licences), start=vacancy.start.toordinal() if vacancy.start else 0,
        education=NOT_KNOWN if vacancy.education is None else vacancy.education,
        experience=NOT_KNOWN if vacancy.experience_months is None else vacancy.experience_months,
        asked=sum(ask_weight(ask, weights) for ask in vacancy.skills.values()), needed=len(needed_skills(vacancy)),
        works=bool(vacancy.occupations),
        tongues=tongues, tongues_to=len(runs.tongues), employers=employers, employers_to=len(runs.employers),
        families=families, families_to=len(runs.families),
    )  # fmt: skip


def skill_weights(vacancy: VacancyVector, weights: Weights) -> Iterator[tuple[UUID, int, int]]:
    """Yield each asked skill with its weight in hundredths, must-haves counted as such, and 1 if it is needed."""
    needed = needed_skills(vacancy)
    return ((skill, ask_weight(ask, weights), int(skill in needed)) for skill, ask in vacancy.skills.items())


def needed_skills(vacancy: VacancyVector) -> set[UUID]:
    """Return the skills of which half have to be shown: the must-haves, or all where none is one; none of no weight."""
    weighed = {skill for skill, ask in vacancy.skills.items() if round(ask.weight * 10)}
    return {skill for skill in weighed if vacancy.skills[skill].must} or weighed


def skill_strengths(person: PersonVector) -> Iterator[tuple[UUID, int, int]]:
    """Yield each skill of a person with its strength in percent, and 0: what is needed, the vacancy says."""
    return ((skill, percent(strength), 0) for skill, strength in person.skills.items())


def occupation_weights(vacancy: VacancyVector) -> Iterator[tuple[UUID, int, int]]:
    """Yield each occupation of a vacancy with its weight in percent, and no months."""
    return ((occupation, percent(weight), 0) for occupation, weight in vacancy.occupations.items())


def occupation_strengths(person: PersonVector, weights: Weights) -> Iterator[tuple[UUID, int, int]]:
    """Yield each occupation of a person with its strength in percent and the months that count for it."""
    for occupation in {**person.wanted, **person.practised}:
        practice = person.practised.get(occupation)
        done = percent(practice.weight) * weights.practised_not_wanted // 100 if practice else 0
        wanted = percent(person.wanted.get(occupation, 0))
        yield occupation, max(wanted, done), practice.months if practice else 0


def ask_weight(ask: SkillAsk | LanguageAsk, weights: Weights) -> int:
    """Return the weight of something asked, in hundredths; a must-have counts more."""
    return round(ask.weight * 10) * (weights.must_tenths if ask.must else _NICE_TENTHS)


def percent(share: float) -> int:
    """Return a share of 0 to 1 in whole percent."""
    return round(share * 100)


def metres_from_centre(point: Point) -> tuple[int, int, int]:
    """Return a place as whole metres from the centre of the earth, where distances need no sines."""
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    across = EARTH * math.cos(lat)
    return round(across * math.cos(lon)), round(across * math.sin(lon)), round(EARTH * math.sin(lat))


def _hundredths(amount: Decimal | None, rounding: str) -> int:
    return 0 if amount is None else int((amount * 100).to_integral_value(rounding))
