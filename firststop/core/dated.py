"""Dated settings: the value of a cap or deadline on a day, with the text that ordered it (features C-01).

A clock that began on a day runs by the values of that day, whatever is ordered later: what somebody was promised holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor
from firststop.core.country import load_pack
from firststop.core.models import DatedSetting
from firststop.core.refusals import Code, refuse

OURS = "Firststop's default"
#: Seconds for which a process goes by what it read: so long after it was ordered a value of today holds everywhere.
READ_FOR = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One value with where it comes from; a decision stores `version` to be replayed later."""

    name: str
    value: Any
    since: date | None
    source: str

    @property
    def version(self) -> str:
        """The name and day that identify this value for ever."""
        return f"{self.name}@{self.since.isoformat() if self.since else 'default'}"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number that an office may order anew, `least` to `most`: what it counts, and what holds until then."""

    name: str
    default: int
    means: str
    least: int = 1
    most: int = 365


#: What holds until an office orders otherwise; each package adds its own at import.
_defaults: dict[str, tuple[Any, str]] = {}
_numbers: dict[str, Number] = {}


def declare_settings(defaults: Mapping[str, tuple[Any, str]]) -> None:
    """Declare settings by name with (default value, source text)."""
    _defaults.update(defaults)


def declare_numbers(*numbers: Number) -> None:
    """Declare settings that an office may order by a command."""
    declare_settings({number.name: (number.default, OURS) for number in numbers})
    _numbers.update({number.name: number for number in numbers})


def numbers() -> list[Number]:
    """Return every declared number, by name."""
    return [_numbers[name] for name in sorted(_numbers)]


def setting(name: str, *, country: str, on: date) -> Setting:
    """Return the value of `name` that holds on the day `on`. KeyError for an undeclared name."""
    for each in reversed(_orders().get((country, name), ())):
        if each.since is None or each.since <= on:
            return each
    default, source = _defaults[name]
    return Setting(name, default, None, source)


def values_of(name: str, *, country: str) -> list[Setting]:
    """Return the default of `name` and every value ordered since, in the order of their days; KeyError as above."""
    default, source = _defaults[name]
    return [Setting(name, default, None, source), *_orders().get((country, name), ())]


def number_on(name: str, on: date) -> int:
    """Return the number `name` that holds in our country on the day `on`; it asks the database once in ten seconds."""
    return int(setting(name, country=settings.COUNTRY, on=on).value)


def number_at(name: str, at: datetime) -> int:
    """Return the number `name` of the country's day at the moment `at`."""
    return number_on(name, at.astimezone(load_pack(settings.COUNTRY).time_zone).date())


def least_number(name: str) -> int:
    """Return the lowest number that `name` ever was or will be: nothing is due sooner."""
    return min(int(each.value) for each in values_of(name, country=settings.COUNTRY))


def days_of(name: str, field: str) -> models.Expression:
    """Return for a query how long the days of `name` are that held when the moment in `field` was."""
    zone = load_pack(settings.COUNTRY).time_zone
    usual, *ordered = values_of(name, country=settings.COUNTRY)
    begun = [
        models.When(
            **{f"{field}__gte": datetime.combine(each.since, time.min, tzinfo=zone)},
            then=models.Value(timedelta(days=each.value)),
        )
        for each in reversed(ordered)
        if each.since is not None
    ]
    return models.Case(*begun, default=models.Value(timedelta(days=usual.value)), output_field=models.DurationField())


def is_over(name: str, field: str, *, at: datetime) -> models.Q:
    """Return which rows' days of `name`, that began at the moment in `field`, are over at `at`."""
    moment = models.Value(at, output_field=models.DateTimeField())
    return models.Q(**{f"{field}__lte": moment - days_of(name, field)})


def set_value(name: str, value: Any, *, country: str, since: date, source: str, by: Actor, on: date) -> Setting:
    """Order a value from a day on; the past cannot be re-ordered, since decisions stand on it.

    A number changes from the next day on: what was promised this morning holds, and every process knows it by then.
    """
    if name not in _defaults:
        raise refuse(Code.UNKNOWN, "setting.unknown", _("We do not know this setting."), pointer="/name")
    if name in _numbers:
        _check_number(_numbers[name], value)
    if not source.strip():
        raise refuse(Code.MISSING, "setting.source", _("Name the text that orders this value."), pointer="/source")
    if name in _numbers and since == on:
        raise refuse(
            Code.INVALID_VALUE,
            "setting.today",
            _("This value can change from tomorrow on: what was decided today stands."),
            pointer="/since",
        )
    if since < on:
        raise refuse(
            Code.INVALID_VALUE,
            "setting.past",
            _("A value can hold from today on, not before."),
            pointer="/since",
        )
    if DatedSetting.objects.filter(name=name, country=country, since=since).exists():
        raise refuse(Code.CONFLICT, "setting.same_day", _("There is a value for this day already."), pointer="/since")
    row = DatedSetting.objects.create(
        name=name, country=country, since=since, value=value, source=source.strip(), set_by=by.id
    )
    forget_read()
    transaction.on_commit(forget_read)
    return Setting(name, row.value, row.since, row.source)


def forget_read() -> None:
    """Ask the database again the next time."""
    _ordered.cache_clear()


def _check_number(number: Number, value: Any) -> None:
    if type(value) is int and number.least <= value <= number.most:
        return
    raise refuse(
        Code.INVALID_VALUE,
        "setting.bounds",
        _("This value cannot be ordered."),
        pointer="/value",
        hint=format_lazy(_("Write a whole number from {least} to {most}."), least=number.least, most=number.most),
    )


def _orders() -> Mapping[tuple[str, str], Sequence[Setting]]:
    return _ordered(int(monotonic() / READ_FOR))


@lru_cache(maxsize=1)
def _ordered(spell: int) -> Mapping[tuple[str, str], Sequence[Setting]]:  # noqa: ARG001 - another spell reads anew
    """Return every ordered value by country and name, in the order of their days."""
    found: dict[tuple[str, str], list[Setting]] = {}
    for row in DatedSetting.objects.order_by("since"):
        found.setdefault((row.country, row.name), []).append(Setting(row.name, row.value, row.since, row.source))
    return found
