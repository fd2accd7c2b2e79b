"""What the components need to know before they draw: the bar of a match, money in words, attributes, stops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from firststop.core.country import load_pack
from firststop.core.country.records import named
from firststop.core.money import Money
from firststop.core.templatetags.firststop import NO_BREAK, amount

register = template.Library()


@register.simple_tag
def spread(attrs: Any) -> SafeString:
    """Write the attributes that a component passes on, each value escaped."""
    left = {name: value for name, value in attrs.attrs_dict().items() if value not in (None, "", False)}
    return flatatt(left)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a match bar: as wide as its weight, filled by what was earned (both in points of 100).

    `kind` says what became of the rest: ``fits``, ``missing`` or ``limit``.
    """

    name: str
    earned: int
    weight: int
    kind: str = "fits"

    @property
    def percent(self) -> str:
        """How much of the slot is filled."""
        return f"{100 * self.earned / self.weight:.4g}%"

    @property
    def width(self) -> int:
        """The slot's share of the bar, 1 to 100."""
        return max(1, min(100, self.weight))


@register.simple_tag
def match_slots(slots: Sequence[Any]) -> list[Slot]:
    """Return the slots of a bar from mappings or objects; ValueError where one holds more than its weight."""
    made = [_slot(item) for item in slots]
    for slot in made:
        if not 0 <= slot.earned <= slot.weight or slot.weight == 0:
            raise ValueError(f"{slot.name}: {slot.earned} of {slot.weight}")
    return made


def _slot(item: Any) -> Slot:
    def read(name: str, default: Any = None) -> Any:
        return item.get(name, default) if isinstance(item, Mapping) else getattr(item, name, default)

    return Slot(str(read("name")), int(read("earned")), int(read("weight")), str(read("kind", "fits") or "fits"))


@register.filter
def earned_total(slots: Sequence[Slot]) -> int:
    """Return the sum of what was earned: the number beside the bar."""
    return sum(slot.earned for slot in slots)


@register.simple_tag
def currency_word(currency: str = "") -> str:
    """Return the word that people say for a currency, the country's own where none is named, or its code."""
    own = load_pack(settings.COUNTRY).currency
    if currency in ("", own.code):
        return named(own.words, get_language() or "en")
    return {
        "KGS": _("som"), "RUB": _("roubles"), "EUR": _("euros"), "USD": _("dollars"), "SEK": _("kronor"),
        "KZT": _("tenge"),
    }.get(currency, currency)  # fmt: skip


@register.simple_tag
def is_invented(item: str) -> bool:
    """Whether what the country's pack says of an item today is made for the demonstration."""
    mark = dict(load_pack(settings.COUNTRY).marks(timezone.localdate())).get(item)
    return mark is not None and mark.kind == "demonstration"


def period_words(period: str) -> str:
    """Return how a pay period is said after the amount."""
    return {
        "hour": _("an hour"), "day": _("a day"), "shift": _("a shift"), "week": _("a week"), "month": _("a month"),
        "year": _("a year"), "piece": _("a piece"),
    }.get(period, "")  # fmt: skip


@register.simple_tag
def money_words(of: Money | None, low: Any, high: Any, currency: str, period: str) -> SafeString:
    """Write one amount or a range with its currency and period, so that no number parts from its unit.

    `of` is Money; else `low` and `high` (Money or Decimal, either may be missing) with `currency`, the country's own
    where nothing names one.
    """
    if of is not None and isinstance(of, Money):
        low, high, currency = of.amount, of.amount, of.currency
    low, high, currency = _plain(low), _plain(high), currency or _currency_of(low, high)
    if low is None and high is None:
        return SafeString("")
    number = _range(low, high)
    unit = period_words(period)
    written = f"{number}{NO_BREAK}{currency_word(currency)}"
    return format_html('<span class="fs-number">{}{}</span>', written, f" {unit}" if unit else "")


def _plain(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    return value.amount if isinstance(value, Money) else Decimal(value)


def _currency_of(*values: Any) -> str:
    named = (value.currency for value in values if isinstance(value, Money))
    return next(named, "") or load_pack(settings.COUNTRY).currency.code


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return _("up to %(amount)s") % {"amount": amount(high)}
    if high is None:
        return _("from %(amount)s") % {"amount": amount(low)}
    return amount(low) if low == high else f"{amount(low)}–{amount(high)}"


@register.filter
def stop_word(state: str) -> str:
    """Say the state of a square stop for those who do not see its colour."""
    return {
        "done": pgettext("stop", "done"),
        "yours": pgettext("stop", "your turn"),
        "theirs": pgettext("stop", "their turn"),
        "open": pgettext("stop", "to come"),
        "ended": pgettext("stop", "ended"),
    }[state]


@register.filter
def fit_word(kind: str) -> str:
    """Say what a fit mark means for those who do not see its shape."""
    return {
        "fits": pgettext("fit", "fits"),
        "missing": pgettext("fit", "missing"),
        "limit": pgettext("fit", "near the limit"),
    }[kind]


@register.filter
def squares(count: int) -> range:
    """Return something to loop over `count` times."""
    return range(int(count))
