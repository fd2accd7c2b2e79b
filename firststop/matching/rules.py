"""What an employer may know of somebody without a name: rounded values, and filters that single nobody out.

A list of people and a filter together could tell one person apart: "twelve speak Russian, eleven of them drive". So
the people of a list are parted, once and always in the same order, into groups of at least `SMALLEST_GROUP`, and a
filter is answered only where it takes each group whole or not at all. However many answers somebody lays beside each
other, what they have in common and where they differ is whole groups again: nobody stands out among fewer than five.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from firststop.matching.engine import Cefr, Explanation, Row, RowKey

SMALLEST_GROUP = 5
#: Distances are rounded up to so many kilometres; years of experience over the last one count as it.
STEP_KM, MOST_YEARS = 5, 10
#: From which level on somebody "speaks" a language, as a filter asks it.
SPEAKS = Cefr.B1
LICENCES, LANGUAGES = ("B", "C", "D", "CE"), ("ky", "ru", "en")
#: What can be asked, by name, in the order in which people are parted: what is asked most often comes first.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "km": ("10", "25", "50"),
    "years": ("1", "3", "5"),
    "licence": LICENCES,
    "speaks": LANGUAGES,
    "start": ("now",),
}


@dataclass(frozen=True, slots=True)
class Traits:
    """What filters look at of one person, rounded: kilometres to the work, years in it, whether free at once."""

    km: int | None = None
    years: int = 0
    licences: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    is_free: bool = True


#: A filter: every choice that somebody must meet, each as (name, value); none lets everybody through.
Wanted = Iterable[tuple[str, str]]


def has(one: Traits, name: str, value: str) -> bool:
    """Whether a person has what one choice asks."""
    match name:
        case "km":
            return one.km is not None and one.km <= int(value)
        case "years":
            return one.years >= int(value)
        case "licence":
            return value in one.licences
        case "speaks":
            return value in one.speaks
    return one.is_free


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of one list, parted into groups that no filter looks into.

    A set of people is a number with a bit for each of their places. Groups have at least five, where there are five.
    """

    number: int
    having: Mapping[tuple[str, str], int]
    groups: tuple[int, ...]

    def select(self, wanted: Wanted) -> list[int] | None:
        """Return the places of those whom a filter takes; None where the answer would single somebody out."""
        wanted = list(wanted)
        taken = (1 << self.number) - 1
        for choice in wanted:
            taken &= self.having[choice]
        if wanted and (self.number < SMALLEST_GROUP or any(taken & it not in (0, it) for it in self.groups)):
            return None
        return [place for place in range(self.number) if taken >> place & 1]


def crowd_of(people: Sequence[Traits]) -> Crowd:
    """Part people by every choice in its order, as far as both sides keep at least five."""
    having = {
        (name, value): sum(1 << place for place, one in enumerate(people) if has(one, name, value))
        for name, values in CHOICES.items()
        for value in values
    }
    groups = [(1 << len(people)) - 1]
    for those in having.values():
        groups = [part for group in groups for part in _parted(group, those)]
    return Crowd(len(people), having, tuple(groups))


def _parted(group: int, those: int) -> list[int]:
    inside, outside = group & those, group & ~those
    return [inside, outside] if min(inside.bit_count(), outside.bit_count()) >= SMALLEST_GROUP else [group]


def rounded(explanation: Explanation) -> Explanation:
    """Return an explanation as an employer reads it before a yes: no exact way, time, pay or day."""
    parts = (replace(part, rows=tuple(map(_rounded_row, part.rows))) for part in explanation.parts)
    return replace(explanation, parts=tuple(parts))


def _rounded_row(row: Row) -> Row:
    values: dict[str, Any] = dict(row.values)
    match row.key:
        case RowKey.WAY:
            metres = values["metres"]
            values["metres"] = None if metres is None else 1_000 * rounded_km(metres)
            values["radius_km"] = rounded_km(1_000 * values["radius_km"])
            values["from"] = ""
        case RowKey.EXPERIENCE:
            values["months"] = rounded_months(values["months"])
        case RowKey.PAY:
            values["floor"] = rounded_amount(values["floor"])
        case RowKey.START:
            values["ready"] = rounded_day(values["ready"])
    return replace(row, values=values)


def rounded_km(metres: int) -> int:
    """Return kilometres, rounded up to full steps: who lives in the same street is not told from the next village."""
    return max(1, -(-metres // (1_000 * STEP_KM))) * STEP_KM


def rounded_months(months: int) -> int:
    """Return months as half a year or full years, ten years at most: a long working life tells who somebody is."""
    return min(months // 12 * 12 or min(months, 6), 12 * MOST_YEARS)


def rounded_amount(amount: Decimal | None) -> Decimal | None:
    """Return an amount with its first two digits, rounded down."""
    if amount is None:
        return None
    step = Decimal(1).scaleb(max(0, amount.adjusted() - 1))
    return (amount / step).to_integral_value(ROUND_DOWN) * step


def rounded_day(day: date | None) -> date | None:
    """Return the first day of the month."""
    return None if day is None else day.replace(day=1)
