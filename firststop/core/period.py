"""Periods: half-open spans of days, the way law counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, not including, `end`; no end means that it still runs."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError("a period has at least one day")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def days(self) -> int | None:
        """How many days it has; None while it runs."""
        return None if self.end is None else (self.end - self.start).days

    def overlap(self, other: "Period") -> "Period | None":
        """Return the days that both have, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)

    def months(self) -> Iterator["Period"]:
        """Yield the period month by month; ValueError while it has no end."""
        if self.end is None:
            raise ValueError("a running period has no last month")
        start = self.start
        while start < self.end:
            following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(start, min(following, self.end))
            start = following
