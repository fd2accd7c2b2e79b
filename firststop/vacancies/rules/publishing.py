"""What an ad needs before everybody may see it."""

from datetime import date, timedelta

from firststop.core.refusals import Code, Problem
from firststop.core.words import _, format_lazy, ngettext_lazy
from firststop.vacancies.rules.expiry import MOST_DAYS
from firststop.vacancies.rules.pay import is_too_wide
from firststop.vacancies.schemas import VacancyIn

#: An ad is open at least so long, unless the firm is small (features V-11).
OPEN_DAYS = 14
SMALL_FIRM = 10
#: What only larger firms are advised: it keeps no ad from being public.
EXTRA_DUTIES = frozenset({"pay.not_shown", "apply_by.too_soon"})
SHORTEST_TITLE = 3
REQUIRED = {
    "description": _("Describe the work."),
    "openings": _("Say how many people you look for."),
    "occupation": _("Choose the occupation."),
    "contract": _("Say which contract you offer."),
    "schedule": _("Say how the hours lie."),
    "apply_channels": _("Say how to apply."),
}
FROM_FEED = {"title", "employer_name"}


def missing_to_publish(record: VacancyIn, *, trusted: bool) -> list[Problem]:
    """Return what is missing before publication.

    The full list binds ads written here; from a trusted source an ad needs title, employer, and a place or remote.
    """
    found: list[Problem] = []
    if len(record.title) < SHORTEST_TITLE:
        sentence = _("This title is too short.")
        found.append(Problem(Code.INVALID_VALUE, "title.too_short", sentence, "/title", _("Name the work in full.")))
    if not trusted:
        found += [
            Problem(Code.MISSING, f"missing.{name}", _("This is missing."), f"/{name}", sentence)
            for name, sentence in REQUIRED.items()
            if not getattr(record, name)
        ]
    if not record.places and record.remote != "full":
        found.append(
            Problem(Code.MISSING, "missing.places", _("This is missing."), "/places", _("Say where the work is."))
        )
    if trusted and record.published_at is None:
        hint = _("Ask the source to send it.")
        found.append(Problem(Code.MISSING, "missing.published_at", _("The date is missing."), "/published_at", hint))
    return found


def dates_to_correct(record: VacancyIn, *, on: date, most_days: int = MOST_DAYS) -> list[Problem]:
    """Return the last days of an ad that are over on the day `on`, or further off than an ad may last."""
    found: list[Problem] = []
    for name in ("apply_by", "expires_at"):
        moment = getattr(record, name)
        if moment is not None and moment.date() < on:
            problem = (f"{name}.past", _("This day is over."), _("Choose a later day."))
        elif name == "expires_at" and moment is not None and moment.date() > on + timedelta(days=most_days):
            sentence = format_lazy(
                ngettext_lazy(
                    "An ad is public for {n} day at most.", "An ad is public for {n} days at most.", most_days
                ),
                n=most_days,
            )
            problem = (f"{name}.too_late", sentence, _("Choose an earlier day."))
        else:
            continue
        found.append(Problem(Code.INVALID_VALUE, problem[0], problem[1], f"/{name}", problem[2]))
    return found


def set_by_us(record: VacancyIn) -> list[Problem]:
    """Return the dates that only a feed may bring: of an ad written here we note them ourselves."""
    return [
        Problem(Code.INVALID_VALUE, f"{name}.ours", _("We note this date ourselves."), f"/{name}", _("Leave it out."))
        for name in ("published_at", "modified_at")
        if getattr(record, name) is not None
    ]


def advice(record: VacancyIn, *, staff: int | None, on: date) -> list[Problem]:
    """Return what the ad rules find in a complete ad; small firms are free of the extra duties."""
    found = []
    extra_duties = staff is None or staff >= SMALL_FIRM
    if extra_duties and record.pay_min is None and record.pay_max is None:
        sentence = _("The ad does not show the pay.")
        found.append(Problem(Code.MISSING, "pay.not_shown", sentence, "/pay_min", _("Say from how much, or up to.")))
    if is_too_wide(record.pay_min, record.pay_max):
        found.append(
            Problem(
                Code.INVALID_VALUE,
                "pay.too_wide",
                _("The highest pay is more than twice the lowest."),
                "/pay_max",
                _("Narrow it down, or publish two vacancies."),
            )
        )
    if extra_duties and record.apply_by and record.apply_by.date() < on + timedelta(days=OPEN_DAYS):
        found.append(
            Problem(
                Code.INVALID_VALUE,
                "apply_by.too_soon",
                _("People have less than 14 days to apply."),
                "/apply_by",
                _("Choose a later day."),
            )
        )
    return found
