"""What is real about the country of this installation, and what is made for the demonstration, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firststop.core.country import load_pack
from firststop.core.country.records import named

NAMES = {
    "name": _("Name of the country"),
    "languages": _("Languages of the country"),
    "currency": _("Currency"),
    "time_zone": _("Time zone"),
    "phone": _("How phone numbers are written"),
    "name_order": _("How people are named"),
    "pay_periods": _("How often people are paid"),
    "week": _("Working days"),
    "telephone": _("Telephone of the service"),
    "calendar": _("Public holidays"),
    "places.csv": _("Places of the country"),
    "calendar.csv": _("Public holidays by decree"),
    "pay.yaml": _("Usual pay"),
    "minimum_wage": _("Minimum wage"),
    "exchange.yaml": _("Exchange rates"),
    "rates": _("Exchange rates of today"),
    "offices.csv": _("Employment offices"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One item of the country; the source is told as its pack writes it, in English."""

    name: str
    is_real: bool
    source: str


def marks(on: date) -> Iterator[Mark]:
    """Yield each item of the country on the day `on`."""
    pack, language = load_pack(settings.COUNTRY), get_language() or "en"
    schemes = {scheme.code: named(scheme.names, language) for scheme in pack.number_schemes}
    for key, item in pack.marks(on):
        yield Mark(schemes.get(key) or str(NAMES.get(key, key)), item.kind == "real", item.source)
