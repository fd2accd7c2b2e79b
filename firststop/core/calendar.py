"""Working days and working hours, the clock behind every deadline (features C-04).

Pure: holidays come from a country pack, closures from an office. Days are local; moments are aware, answered
in UTC.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)

#: Ten years without a working day is a calendar gone wrong, not a long holiday.
LONGEST_PAUSE = 3660


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When an office is open: local spans (from, to) by ISO weekday, 1 = Monday."""

    zone: ZoneInfo
    by_weekday: Mapping[int, tuple[tuple[time, time], ...]]

    def __post_init__(self) -> None:
        spans = [span for spans in self.by_weekday.values() for span in spans]
        if not spans or any(opens >= closes for opens, closes in spans):
            raise ValueError("an office opens at least once a week, and before it closes")
        if any(later[0] < earlier[1] for day in self.by_weekday.values() for earlier, later in pairwise(day)):
            raise ValueError("the spans of a day follow each other")

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the open spans of a day as moments in UTC."""
        spans = self.by_weekday.get(day.isoweekday(), ())
        return [(self._moment(day, opens), self._moment(day, closes)) for opens, closes in spans]

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked: no weekend, holiday or closure. `worked` are weekend days worked by decree."""

    holidays: Container[date]
    weekend: frozenset[int] = frozenset({6, 7})
    closures: frozenset[date] = frozenset()
    worked: Container[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.weekend <= set(range(1, 8)) or len(self.weekend) == 7:
            raise ValueError("a weekend is some of the ISO weekdays 1 to 7, not all")

    def closed_on(self, *days: date) -> "WorkingCalendar":
        """Return this calendar with an office's own closures added."""
        return replace(self, closures=self.closures | set(days))

    def is_working(self, day: date) -> bool:
        """Say whether people work on a day. A closure wins over a worked weekend, and that over a holiday."""
        if day in self.closures:
            return False
        return day in self.worked or (day.isoweekday() not in self.weekend and day not in self.holidays)

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is worked, else the first worked day after it."""
        return day if self.is_working(day) else self._step(day, DAY)

    def add_working_days(self, start: date, n: int) -> date:
        """Return the nth working day after `start`, which itself does not count; before it for a negative n.

        Zero moves only off a closed day, since no deadline falls on one. ValueError where none follows.
        """
        if n == 0:
            return self.next_working_day(start)
        day, step = start, DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day = self._step(day, step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days from `start`, left out, to `end`, counted; negative when `end` is earlier.

        So that `working_days_between(d, add_working_days(d, n)) == n` for every n but zero.
        """
        step = DAY if end >= start else -DAY
        days = (start + step * i for i in range(1, abs((end - start).days) + 1))
        count = sum(self.is_working(day) for day in days)
        return count if end >= start else -count

    def add_working_hours(self, at: datetime, work: timedelta, opening: OpeningHours) -> datetime:
        """Return the moment (UTC) when `work` of open time has passed since `at`.

        Time that really passes counts, also when clocks change. No work answers the first open moment.
        ValueError for a naive `at` or negative `work`, or an office that never opens.
        """
        if at.tzinfo is None or work < timedelta(0):
            raise ValueError("working hours count forward from a moment with a time zone")
        day, left = at.astimezone(opening.zone).date(), work
        for _ in range(LONGEST_PAUSE + work // timedelta(minutes=1)):
            for opens, closes in opening.on(day) if self.is_working(day) else ():
                begin = max(opens, at.astimezone(UTC))
                if begin < closes and begin + left <= closes:
                    return begin + left
                left -= max(closes - begin, timedelta(0))
            day += DAY
        raise ValueError(f"the office does not open after {at:%Y-%m-%d}")

    def _step(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_PAUSE):
            day += step
            if self.is_working(day):
                return day
        raise ValueError(f"no working day within ten years of {day}")
