"""What the service promises, in working days, which an office may order anew: a promise holds as it was given."""

from datetime import datetime

from firststop.casework.enums import Clock
from firststop.core.dated import Number, declare_numbers, number_at

_NAMES = {clock: f"casework.{clock}_days" for clock in Clock}

declare_numbers(
    Number(_NAMES[Clock.MODERATION], 1, "working days within which a vacancy is checked", most=60),
    Number(_NAMES[Clock.FIRST_ANSWER], 2, "working days within which an enterprise gets a first answer", most=60),
    Number(_NAMES[Clock.FIRST_SHORTLIST], 5, "working days within which it gets a first list of candidates", most=60),
)


def working_days(clock: Clock, at: datetime) -> int:
    """Return how many working days `clock` promises at the moment `at`."""
    return number_at(_NAMES[clock], at)
