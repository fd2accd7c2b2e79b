"""When an ad ends (features V-08): as its source says, 90 days after its last sign of life if nothing is said."""

from datetime import datetime, timedelta

#: Days that an ad is public when nothing is said, and at most.
USUAL_DAYS, MOST_DAYS = 90, 180
#: Days after publication (or the last yes) when we ask whether an ad is still open, and when silence stops it.
ASK_AFTER, STOP_AFTER = 30, 45
#: Days before its end when we remind.
REMIND_BEFORE = 7


def ends_at(
    published_at: datetime | None,
    modified_at: datetime | None,
    apply_by: datetime | None,
    expires_at: datetime | None,
    *,
    usual_days: int = USUAL_DAYS,
    most_days: int = MOST_DAYS,
) -> datetime | None:
    """Return when nobody can apply any more: the earlier of the last day to apply and the last day of publication.

    Neither lasts more than `most_days` after the ad was last published or changed; None for an ad without any date.
    """
    seen = max((moment for moment in (published_at, modified_at) if moment is not None), default=None)
    stated = [moment for moment in (apply_by, expires_at) if moment is not None]
    if seen is None:
        return min(stated, default=None)
    if not stated:
        return seen + timedelta(days=usual_days)
    return min(*stated, seen + timedelta(days=most_days))
