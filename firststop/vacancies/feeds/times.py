"""Times of sources: with an offset, without one, or a day alone; we keep UTC."""

import re
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RUSSIAN_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_END = time(23, 59, 59)
#: Milliseconds since 1970 that lie in the years an ad can be from.
_FIRST, _LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC)


def instant(value: Any, zone: ZoneInfo, *, end_of_day: bool = False) -> datetime | None:
    """Return a time in UTC, or None for what is none or lies outside the years 1990 to 2100.

    Takes ISO 8601 (``+0300`` too), ``31.12.2026`` and milliseconds since 1970. A time without an offset is local to
    `zone`; a day alone is its first second there, or its last.
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _from_milliseconds(int(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _RUSSIAN_DAY.fullmatch(text):
        text = f"{match[3]}-{match[2]}-{match[1]}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if end_of_day and _DAY.fullmatch(text):
        moment = datetime.combine(moment.date(), _END)
    return _in_utc(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _in_utc(moment: datetime) -> datetime | None:
    if not _FIRST.year <= moment.year <= _LAST.year:
        return None
    return moment.astimezone(UTC)


def _from_milliseconds(value: int) -> datetime | None:
    moment = datetime(1970, 1, 1, tzinfo=UTC)
    if not _FIRST.timestamp() * 1000 <= value <= _LAST.timestamp() * 1000:
        return None
    return moment + timedelta(milliseconds=value)
