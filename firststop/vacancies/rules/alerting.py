"""When a saved search is looked at (features J-07): at once, each morning, or each Monday morning."""

from datetime import datetime, time, timedelta, tzinfo

#: The local hour at which daily and weekly alerts leave: before a working day, and nobody's night.
HOUR = time(8)
_MONDAY = 0


def last_morning(at: datetime, zone: tzinfo) -> datetime:
    """Return the last moment up to `at` at which daily alerts were due, in the country's time."""
    today = at.astimezone(zone).date()
    due = datetime.combine(today, HOUR, tzinfo=zone)
    return due if due <= at else datetime.combine(today - timedelta(days=1), HOUR, tzinfo=zone)


def last_monday(at: datetime, zone: tzinfo) -> datetime:
    """Return the last moment up to `at` at which weekly alerts were due, in the country's time."""
    morning = last_morning(at, zone)
    back = timedelta(days=(morning.weekday() - _MONDAY) % 7)
    return datetime.combine(morning.date() - back, HOUR, tzinfo=zone)


def folded_name(name: str) -> str:
    """Return a name as it is compared: two that differ in case or blanks alone are one."""
    return " ".join(name.casefold().split())
