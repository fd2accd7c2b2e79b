"""When the work is, in the reader's words; what an ad does not say is empty."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from firststop.vacancies.enums import Bonus, Schedule, TimeBand


@dataclass(frozen=True, slots=True)
class Timing:
    """How the hours lie and how many they are, when the work starts, and how often a bonus comes."""

    hours: list[str]
    start: list[str]
    bonus: list[str]


def timing_of(record: dict[str, Any]) -> Timing:
    """Return what a record says of hours, start and bonus."""
    schedule, band, start = record.get("schedule"), record.get("time_band"), record.get("start_date")
    hours = [
        str(Schedule(schedule).label) if schedule else "",
        str(TimeBand(band).label) if band else "",
        _share(record.get("hours_percent_min"), record.get("hours_percent_max")),
    ]
    starts = [_("At once") if record.get("immediate") else "", date_format(date.fromisoformat(start)) if start else ""]
    bonus = [str(Bonus(each).label) for each in record.get("bonus") or ()]
    return Timing([*map(capfirst, filter(None, hours))], [*filter(None, starts)], bonus)


def _share(low: float | None, high: float | None) -> str:
    """Return the share of full time in percent, as numbers are written where the reader is."""
    least, most = (None if percent is None else number_format(percent) for percent in (low, high))
    if least == most:
        return _("%(share)s percent of full time") % {"share": most} if most is not None else ""
    if most is None:
        return _("from %(least)s percent of full time") % {"least": least}
    if least is None:
        return _("up to %(most)s percent of full time") % {"most": most}
    return _("%(least)s to %(most)s percent of full time") % {"least": least, "most": most}
