"""What an ad needs before everybody may see it: every rule is a row of one table, and tells what it found.

A fact that nobody stated is not known: a rule about what must be there tells that as well, the others stay silent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from firststop.core.refusals import Code, Problem, Text
from firststop.core.verdicts import Condition, Outcome, Verdict, evaluate
from firststop.core.words import _, format_lazy, ngettext_lazy
from firststop.vacancies.rules.expiry import MOST_DAYS
from firststop.vacancies.rules.pay import is_too_wide
from firststop.vacancies.schemas import VacancyIn

#: The day of the last change of a rule about ads, here or in the code of `wording`; a decision about an ad stores it.
VERSION = "2026-11-27"
#: An ad is open at least so long, unless the firm is small (features V-11).
OPEN_DAYS = 14
SMALL_FIRM = 10
SHORTEST_TITLE = 3
_MISSING, _WRONG = Code.MISSING, Code.INVALID_VALUE


@dataclass(frozen=True, slots=True)
class AdRule:
    """One rule of the table: its condition, and what is told where it is not met; `must_be_known`: or not known."""

    condition: Condition
    code: Code
    pointer: str
    sentence: Text
    hint: Text = ""
    must_be_known: bool = False

    def is_broken(self, verdict: Verdict) -> bool:
        """Whether a verdict says that the rule is broken."""
        rule = self.condition.rule
        return rule in verdict.failed or (self.must_be_known and rule in verdict.unknown)

    def problem(self) -> Problem:
        """Return what is told."""
        return Problem(self.code, self.condition.rule, self.sentence, self.pointer, self.hint)


def _stated(rule: str, fact: str, pointer: str, sentence: Text, hint: Text) -> AdRule:
    """Return the rule that something is stated."""
    return AdRule(Condition(rule, (fact,), bool), _MISSING, pointer, sentence, hint, must_be_known=True)


def _required(name: str, hint: Text) -> AdRule:
    return _stated(f"missing.{name}", name, f"/{name}", _("This is missing."), hint)


def _ours(name: str) -> AdRule:
    condition = Condition(f"{name}.ours", (f"{name}_sent",), lambda sent: not sent)
    return AdRule(condition, _WRONG, f"/{name}", _("We note this date ourselves."), _("Leave it out."))


def _ahead(name: str) -> AdRule:
    condition = Condition(f"{name}.past", (f"{name}_day", "today"), lambda day, today: day >= today)
    return AdRule(condition, _WRONG, f"/{name}", _("This day is over."), _("Choose a later day."))


def _within(most_days: int) -> AdRule:
    sentence = ngettext_lazy("An ad is public for {n} day at most.", "An ad is public for {n} days at most.", most_days)
    condition = Condition("expires_at.too_late", ("expires_at_day", "last_day"), lambda day, last: day <= last)
    told = format_lazy(sentence, n=most_days)
    return AdRule(condition, _WRONG, "/expires_at", told, _("Choose an earlier day."))


def _open_long_enough(name: str) -> AdRule:
    condition = Condition(f"{name}.too_soon", (f"{name}_day", "soonest"), lambda day, soonest: day >= soonest)
    sentence = _("People have less than 14 days to apply.")
    return AdRule(condition, _WRONG, f"/{name}", sentence, _("Choose a later day."))


TITLE = AdRule(
    Condition("title.too_short", ("title",), lambda title: len(title) >= SHORTEST_TITLE),
    _WRONG, "/title", _("This title is too short."), _("Name the work in full."), must_be_known=True,
)  # fmt: skip
#: What an ad that is written here must say; a source that we trust may leave it out.
WRITTEN_HERE = (
    _required("description", _("Describe the work.")),
    _required("openings", _("Say how many people you look for.")),
    _required("occupation", _("Choose the occupation.")),
    _required("contract", _("Say which contract you offer.")),
    _required("schedule", _("Say how the hours lie.")),
    _required("apply_channels", _("Say how to apply.")),
)
PLACES = _required("places", _("Say where the work is."))
FROM_SOURCE = _stated(
    "missing.published_at", "published_at_sent", "/published_at",
    _("The date is missing."), _("Ask the source to send it."),
)  # fmt: skip
DATES = (_ahead("apply_by"), _ahead("expires_at"), _within(MOST_DAYS))
OURS = (_ours("published_at"), _ours("modified_at"))
TOO_WIDE = AdRule(
    Condition("pay.too_wide", ("pay_min", "pay_max"), lambda low, high: not is_too_wide(low, high)),
    _WRONG, "/pay_max", _("The highest pay is more than twice the lowest."),
    _("Narrow it down, or publish two vacancies."),
)  # fmt: skip
ADVICE = (
    _stated(
        "pay.not_shown", "pay_shown", "/pay_min",
        _("The ad does not show the pay."), _("Say from how much, or up to."),
    ),
    TOO_WIDE,
    _open_long_enough("apply_by"),
    _open_long_enough("expires_at"),
)  # fmt: skip
#: What only larger firms are advised: it keeps no ad from being public.
EXTRA_DUTIES = frozenset({"pay.not_shown", "apply_by.too_soon", "expires_at.too_soon"})
#: What a moderator reads before everybody does: a doubt, a ground that lifts a rule, what a wide range means.
READ_FIRST = (
    Condition("read.doubt", ("findings",), lambda findings: findings == 0),
    Condition("read.ground", ("grounds",), lambda grounds: grounds == 0),
    TOO_WIDE.condition,
)


def missing_to_publish(record: VacancyIn, *, trusted: bool) -> list[Problem]:
    """Return what is missing before publication.

    The full list binds ads written here; from a trusted source an ad needs title, employer, and a place or remote.
    """
    rules = (TITLE, PLACES, FROM_SOURCE) if trusted else (TITLE, *WRITTEN_HERE, PLACES)
    return _told(rules, facts_of(record))


def dates_to_correct(record: VacancyIn, *, on: date, most_days: int = MOST_DAYS) -> list[Problem]:
    """Return the last days of an ad that are over on the day `on`, or further off than an ad may last."""
    rules = DATES if most_days == MOST_DAYS else (*DATES[:-1], _within(most_days))
    return _told(rules, facts_of(record) | {"today": on, "last_day": on + timedelta(days=most_days)})


def set_by_us(record: VacancyIn) -> list[Problem]:
    """Return the dates that only a feed may bring: of an ad written here we note them ourselves."""
    return _told(OURS, facts_of(record))


def advice(record: VacancyIn, *, staff: int | None, on: date) -> list[Problem]:
    """Return what the ad rules find in a complete ad; small firms are free of the extra duties."""
    is_small = staff is not None and staff < SMALL_FIRM
    rules = [rule for rule in ADVICE if not (is_small and rule.condition.rule in EXTRA_DUTIES)]
    return _told(rules, facts_of(record) | {"soonest": on + timedelta(days=OPEN_DAYS)})


def is_read_first(record: VacancyIn, *, findings: int) -> bool:
    """Whether a moderator reads a complete ad, in whose words so much was found, before everybody may see it."""
    facts = facts_of(record) | {"findings": findings, "grounds": len(record.lawful_grounds or [])}
    return evaluate(READ_FIRST, facts, version=VERSION).outcome is Outcome.FAILED


def facts_of(record: VacancyIn) -> dict[str, Any]:
    """Return what the rules read of an ad; what it does not state is None."""
    return {
        "title": record.title,
        "description": record.description,
        "openings": record.openings,
        "occupation": record.occupation,
        "contract": record.contract,
        "schedule": record.schedule,
        "apply_channels": record.apply_channels,
        "places": record.places or record.remote == "full",
        "pay_shown": record.pay_min is not None or record.pay_max is not None,
        "pay_min": record.pay_min,
        "pay_max": record.pay_max,
        "published_at_sent": record.published_at is not None,
        "modified_at_sent": record.modified_at is not None,
        "apply_by_day": record.apply_by and record.apply_by.date(),
        "expires_at_day": record.expires_at and record.expires_at.date(),
    }


def _told(rules: Iterable[AdRule], facts: Mapping[str, Any]) -> list[Problem]:
    """Return the problems of the rules that are broken, in the order of the table."""
    bound = tuple(rules)
    verdict = evaluate((rule.condition for rule in bound), facts, version=VERSION)
    return [rule.problem() for rule in bound if rule.is_broken(verdict)]
