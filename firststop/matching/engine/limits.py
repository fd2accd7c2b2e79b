"""Hard limits: what keeps a pair off both lists, whatever its score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from firststop.matching.engine.comparing import Comparison, compare
from firststop.matching.engine.keys import Limit, RowKey
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.weights import Weights


@dataclass(frozen=True, slots=True)
class Crossed:
    """A hard limit with the values on both sides: amounts are monthly, metres whole, days dates.

    Show `Limit.EMPLOYER` to the person and to staff only.
    """

    limit: Limit
    values: Mapping[str, Any]


def why_not(person: PersonVector, vacancy: VacancyVector, weights: Weights) -> Crossed | None:
    """Return the first limit, in the order of `Limit`, that keeps this pair off both lists; None if none does."""
    return next(crossed_limits(compare(person, vacancy, weights)), None)


def crossed_limits(pair: Comparison) -> Iterator[Crossed]:
    """Yield every limit that a pair crosses, in the order of `Limit`."""
    yield from _crossed_lists(pair.person, pair.vacancy)
    yield from _crossed_conditions(pair)
    if not pair.shares_enough:
        yield Crossed(Limit.TOO_FAR_OFF, {})


def missing_licences(person: PersonVector, vacancy: VacancyVector) -> tuple[str, ...]:
    """Return the asked licences that the person has not stated, in the order of their codes."""
    return tuple(sorted(vacancy.licences - person.licences))


def missing_languages(person: PersonVector, vacancy: VacancyVector) -> tuple[str, ...]:
    """Return the languages that are a must and that the person speaks less well or not at all, by code."""
    return tuple(
        sorted(
            code for code, ask in vacancy.languages.items()
            if ask.must and person.languages.get(code, 0) < ask.level
        )
    )  # fmt: skip


def _crossed_lists(person: PersonVector, vacancy: VacancyVector) -> Iterator[Crossed]:
    if hidden := person.not_to & vacancy.employers:
        yield Crossed(Limit.EMPLOYER, {"employers": tuple(sorted(hidden))})
    if licences := missing_licences(person, vacancy):
        yield Crossed(Limit.LICENCE, {"missing": licences})
    for code in missing_languages(person, vacancy):
        asked = vacancy.languages[code].level
        yield Crossed(Limit.LANGUAGE, {"language": code, "asked": asked, "has": person.languages.get(code)})


def _crossed_conditions(pair: Comparison) -> Iterator[Crossed]:
    person, vacancy = pair.person, pair.vacancy
    if pair.crosses(RowKey.WAY) and vacancy.remote:
        yield Crossed(Limit.REMOTE, {})
    elif pair.crosses(RowKey.WAY):
        yield Crossed(Limit.RADIUS, {"metres": pair.shared.metres, "radius_km": person.radius_km})
    if pair.crosses(RowKey.PAY):
        yield Crossed(Limit.PAY, {"floor": person.pay_floor, "pay_min": vacancy.pay_min, "pay_max": vacancy.pay_max})
    if pair.crosses(RowKey.SCHEDULE):
        yield Crossed(Limit.SCHEDULE, kinds(person.schedules, vacancy.schedules))
    if pair.crosses(RowKey.CONTRACT):
        yield Crossed(Limit.CONTRACT, kinds(person.contracts, vacancy.contracts))
    if pair.crosses(RowKey.START):
        yield Crossed(Limit.START, {"ready": person.start_from, "start": vacancy.start})


def kinds(wished: frozenset[str], offered: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return both sides' kinds and what they share, each in the order of the codes."""
    return {
        "wished": tuple(sorted(wished)),
        "offered": tuple(sorted(offered)),
        "shared": tuple(sorted(wished & offered)),
    }
