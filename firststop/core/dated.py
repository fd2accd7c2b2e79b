"""Dated settings: the value of a cap or deadline on a day, with the text that ordered it (features C-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor
from firststop.core.models import DatedSetting
from firststop.core.refusals import Code, refuse


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


#: What holds until an office orders otherwise; each package adds its own at import.
_defaults: dict[str, tuple[Any, str]] = {}


def declare_settings(defaults: Mapping[str, tuple[Any, str]]) -> None:
    """Declare settings by name with (default value, source text)."""
    _defaults.update(defaults)


def setting(name: str, *, country: str, on: date) -> Setting:
    """Return the value of `name` that holds on the day `on`. KeyError for an undeclared name."""
    default, source = _defaults[name]
    row = DatedSetting.objects.filter(name=name, country=country, since__lte=on).order_by("-since").first()
    return Setting(name, row.value, row.since, row.source) if row else Setting(name, default, None, source)


def set_value(name: str, value: Any, *, country: str, since: date, source: str, by: Actor, on: date) -> Setting:
    """Order a value from a day on; the past cannot be re-ordered, since decisions stand on it."""
    if name not in _defaults:
        raise refuse(Code.UNKNOWN, "setting.unknown", _("We do not know this setting."), pointer="/name")
    if not source.strip():
        raise refuse(Code.MISSING, "setting.source", _("Name the text that orders this value."), pointer="/source")
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
    return Setting(name, row.value, row.since, row.source)
