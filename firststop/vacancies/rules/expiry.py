"""When an ad ends (features V-08): as its source says, a usual time after its last sign of life if nothing is said.

The numbers here are what holds until an office orders others (`vacancies.limits`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Days that an ad is public when nothing is said, and at most.
USUAL_DAYS, MOST_DAYS = 90, 180
#: Days after publication (or the last yes) when we ask whether an ad is still open, and that a firm has to answer.
ASK_AFTER, ANSWER_WITHIN = 30, 15
#: Days before its end when we remind.
REMIND_BEFORE = 7


@dataclass(frozen=True, slots=True)
class Life:
    """How many days an ad is public when nothing is said, and at most."""

    usual_days: int = USUAL_DAYS
    most_days: int = MOST_DAYS


#: Which life an ad has that gave a sign at a moment.
LifeAt = Callable[[datetime], Life]


def usual_life(_at: datetime) -> Life:
    """Return the life of an ad where no office has ordered another."""
    return Life()


def seen_at(published_at: datetime | None, modified_at: datetime | None) -> datetime | None:
    """Return the last sign of life of an ad: when it was last published or changed."""
    return max((moment for moment in (published_at, modified_at) if moment is not None), default=None)


def ends_at(
    published_at: datetime | None,
    modified_at: datetime | None,
    apply_by: datetime | None,
    expires_at: datetime | None,
    *,
    life_at: LifeAt = usual_life,
) -> datetime | None:
    """Return when nobody can apply any more: the earlier of the last day to apply and the last day of publication.

    Neither lasts longer than the life of the ad's last sign allows; None for an ad without any date.
    """
    seen = seen_at(published_at, modified_at)
    stated = [moment for moment in (apply_by, expires_at) if moment is not None]
    if seen is None:
        return min(stated, default=None)
    life = life_at(seen)
    if not stated:
        return seen + timedelta(days=min(life.usual_days, life.most_days))
    return min(*stated, seen + timedelta(days=life.most_days))
