"""How long a firm may be silent, which an office may order anew: a silence that began on a day runs by that day's."""

from datetime import datetime

from firststop.core.dated import Number, declare_numbers, least_number, number_at
from firststop.placements.rules import Patience

REMINDERS = ("placements.first_reminder", "placements.second_reminder", "placements.third_reminder")
REFUSED, CLOSED = "placements.refused", "placements.spontaneous_closed"
_OURS = Patience()
_REMIND = "day of silence on which a firm is reminded of an application"

declare_numbers(
    *(Number(name, day, _REMIND) for name, day in zip(REMINDERS, _OURS.reminders, strict=True)),
    Number(REFUSED, _OURS.refused_on, "day of silence on which an application to a vacancy is refused", least=14),
    Number(
        CLOSED,
        _OURS.spontaneous_closes_on,
        "day of silence on which an application without a vacancy is closed",
        least=14,
    ),
)


def patience_at(at: datetime) -> Patience:
    """Return how long a firm may be silent whose silence began at the moment `at`."""
    return Patience(tuple(number_at(name, at) for name in REMINDERS), number_at(REFUSED, at), number_at(CLOSED, at))


def soonest_day() -> int:
    """Return the first day of silence on which anything is due, by whatever was or will be ordered."""
    return min(least_number(name) for name in (*REMINDERS, REFUSED, CLOSED))
