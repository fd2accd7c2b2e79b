"""How long a firm may be silent, which an office may order anew: a silence that began on a day runs by that day's."""

from datetime import datetime

from firststop.core.dated import Number, declare_numbers, number_at
from firststop.placements.rules import Patience

REMINDERS = ("placements.first_reminder", "placements.second_reminder", "placements.third_reminder")
REFUSED, CLOSED = "placements.refused", "placements.spontaneous_closed"
_OURS = Patience()
#: Nothing closes before the first reminder could have gone.
_LEAST = 30

declare_numbers(
    *(
        Number(name, day, f"day of silence on which a firm is reminded of an application: the {which} time", most=most)
        for name, day, which, most in zip(
            REMINDERS, _OURS.reminders, ("first", "second", "third"), (_LEAST - 1, 365, 365), strict=True
        )
    ),
    Number(REFUSED, _OURS.refused_on, "day of silence on which an application to a vacancy is refused", least=_LEAST),
    Number(
        CLOSED,
        _OURS.spontaneous_closes_on,
        "day of silence on which an application without a vacancy is closed",
        least=_LEAST,
    ),
)


def patience_at(at: datetime) -> Patience:
    """Return how long a firm may be silent whose silence began at the moment `at`."""
    return Patience(tuple(number_at(name, at) for name in REMINDERS), number_at(REFUSED, at), number_at(CLOSED, at))
