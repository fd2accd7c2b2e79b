"""The score and its limits once more, from docs/matching.md alone: in exact fractions, sharing no line with the engine.

What the documentation promises is checked against this, so a change of a rule is made in three places.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from uuid import UUID

from firststop.matching.engine import PersonVector, Point, VacancyVector

HALF, QUARTER, ALL, NONE = Fraction(1, 2), Fraction(1, 4), Fraction(1), Fraction(0)
POINTS = {
    "skills": 40, "occupation": 13, "experience": 6, "education": 3, "languages": 3,
    "way": 15, "pay": 10, "schedule": 4, "contract": 4, "start": 2,
}  # fmt: skip
UNKNOWN = {"skills": 30, "occupation": 30, "experience": 50, "education": 50, "way": 40, "pay": 40, "schedule": 50,
           "contract": 50, "start": 50}  # fmt: skip


def score(person: PersonVector, vacancy: VacancyVector) -> float:
    """The score of a pair that crosses no limit."""
    return float(sum(points * ROWS[row](person, vacancy) for row, points in POINTS.items()))


def crossings(person: PersonVector, vacancy: VacancyVector) -> Iterator[str]:
    """Every hard limit that a pair crosses; a way within five metres of the radius is not judged."""
    if any(employer in person.not_to for employer in vacancy.employers):
        yield "employer"
    if any(licence not in person.licences for licence in vacancy.licences):
        yield "licence"
    for code, ask in vacancy.languages.items():
        if ask.must and (code not in person.languages or person.languages[code] < ask.level):
            yield "language"
    if vacancy.remote:
        yield from [] if person.remote else ["remote"]
    elif _beyond(person, vacancy, Fraction(5, 1000)) and not person.would_move:
        yield "radius"
    yield from _crossed_wishes(person, vacancy)


def _crossed_wishes(person: PersonVector, vacancy: VacancyVector) -> Iterator[str]:
    top = vacancy.pay_max or vacancy.pay_min
    if person.pay_floor and top and top < person.pay_floor:
        yield "pay"
    if person.schedules and vacancy.schedules and person.schedules.isdisjoint(vacancy.schedules):
        yield "schedule"
    if person.contracts and vacancy.contracts and person.contracts.isdisjoint(vacancy.contracts):
        yield "contract"
    if person.start_from and vacancy.start and (person.start_from - vacancy.start).days > 30:
        yield "start"


def _beyond(person: PersonVector, vacancy: VacancyVector, margin: Fraction) -> bool:
    if not _homes(person) or not vacancy.places:
        return False
    return _kilometres(person, vacancy) > person.radius_km + margin


def share_something(person: PersonVector, vacancy: VacancyVector) -> bool:
    """Whether both name one skill, or one occupation, with any weight."""
    skill = any(_percent(person.skills.get(it, 0)) and round(ask.weight * 10) for it, ask in vacancy.skills.items())
    return skill or any(_strength(person, it) * _percent(weight) for it, weight in vacancy.occupations.items())


def near_enough(person: PersonVector, vacancy: VacancyVector) -> bool:
    """Whether both name an occupation, with any weight, or one of its family, or half of the needed skills is shown."""
    if any(_strength(person, it) * _percent(weight) for it, weight in vacancy.occupations.items()):
        return True
    if not person.families.isdisjoint(vacancy.families):
        return True
    asked = [(it, ask.must) for it, ask in vacancy.skills.items() if round(ask.weight * 10)]
    needed = [it for it, must in asked if must] or [it for it, _must in asked]
    shown = sum(1 for it in needed if _percent(person.skills.get(it, 0)))
    return bool(needed) and Fraction(shown, len(needed)) >= HALF


def _skills(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    weights = {it: Fraction(round(ask.weight * 10)) * (2 if ask.must else 1) for it, ask in vacancy.skills.items()}
    if sum(weights.values()) == 0:
        return Fraction(UNKNOWN["skills"], 100)
    shown = sum(weight * _percent(person.skills.get(it, 0.0)) for it, weight in weights.items())
    return Fraction(shown) / sum(weights.values())


def _occupation(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    if not vacancy.occupations or not (person.wanted or person.practised):
        return Fraction(UNKNOWN["occupation"], 100)
    return max((_strength(person, it) * _percent(weight) for it, weight in vacancy.occupations.items()), default=NONE)


def _strength(person: PersonVector, occupation: UUID) -> Fraction:
    practice = person.practised.get(occupation)
    done = Fraction(math.floor(_percent(practice.weight) * 60), 100) if practice else NONE
    return max(_percent(person.wanted.get(occupation, 0)), done)


def _experience(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    if vacancy.experience_months is None:
        return Fraction(UNKNOWN["experience"], 100)
    counted = [
        its.months for it, its in person.practised.items()
        if it in vacancy.occupations and _strength(person, it) * _percent(vacancy.occupations[it])
    ]  # fmt: skip
    months = max(counted, default=0)
    return ALL if months >= vacancy.experience_months else Fraction(months, vacancy.experience_months)


def _education(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    if vacancy.education == 0:
        return ALL
    if vacancy.education is None or person.education is None:
        return Fraction(UNKNOWN["education"], 100)
    return ALL if person.education >= vacancy.education else NONE


def _languages(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    asked = {code: Fraction(round(ask.weight * 10)) * (2 if ask.must else 1) for code, ask in vacancy.languages.items()}
    if sum(asked.values()) == 0:
        return ALL
    met = [code for code in asked if person.languages.get(code, 0) >= vacancy.languages[code].level]
    return Fraction(sum(asked[code] for code in met)) / sum(asked.values())


def _way(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    if vacancy.remote:
        return ALL
    if not _homes(person) or not vacancy.places:
        return Fraction(UNKNOWN["way"], 100)
    if _beyond(person, vacancy, Fraction(1, 1000)):
        return QUARTER
    return 1 - HALF * Fraction(_kilometres(person, vacancy)) / person.radius_km if person.radius_km else ALL


def _pay(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    top, floor = vacancy.pay_max or vacancy.pay_min, person.pay_floor
    if floor is None:
        return ALL
    if top is None:
        return Fraction(UNKNOWN["pay"], 100)
    sure = vacancy.pay_min or 0
    if sure >= floor:
        return min(ALL, HALF + HALF * (Fraction(sure) / Fraction(floor) - 1) / QUARTER)
    return QUARTER + QUARTER * Fraction(top - floor) / Fraction(top - sure)


def _schedule(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    return ALL if vacancy.schedules or not person.schedules else Fraction(UNKNOWN["schedule"], 100)


def _contract(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    return ALL if vacancy.contracts or not person.contracts else Fraction(UNKNOWN["contract"], 100)


def _start(person: PersonVector, vacancy: VacancyVector) -> Fraction:
    if person.start_from is None:
        return ALL
    if vacancy.start is None:
        return Fraction(UNKNOWN["start"], 100)
    return 1 - HALF * max(0, (person.start_from - vacancy.start).days) / 30


ROWS = {
    "skills": _skills, "occupation": _occupation, "experience": _experience, "education": _education,
    "languages": _languages, "way": _way, "pay": _pay, "schedule": _schedule, "contract": _contract, "start": _start,
}  # fmt: skip


def _percent(share: float) -> Fraction:
    return Fraction(round(share * 100), 100)


def _kilometres(person: PersonVector, vacancy: VacancyVector) -> float:
    return min(haversine(home, place) for home in _homes(person) for place in vacancy.places)


def _homes(person: PersonVector) -> list[Point]:
    return [it for it in (person.place, *person.more_places) if it is not None]


def haversine(a: Point, b: Point) -> float:
    """Kilometres between two points, by the formula of the textbook."""
    across = math.radians(b.lon - a.lon)
    up = math.radians(b.lat - a.lat)
    h = (
        math.sin(up / 2) ** 2
        + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(across / 2) ** 2
    )
    return 2 * 6_371.009 * math.asin(min(1.0, math.sqrt(h)))
