"""The marker in the demo's own database: which country it shows, and whether it is whole."""

from datetime import date

from firststop.core.actor import system
from firststop.core.dated import declare_settings, set_value
from firststop.core.models import DatedSetting

MARKER, WHOLE = "site.demo", "site.demo.whole"
declare_settings({MARKER: (False, "the demonstration"), WHOLE: (False, "the demonstration")})


def mark(name: str, *, country: str, on: date) -> None:
    """Write a mark; again is harmless."""
    if not is_marked(name):
        set_value(name, value=True, country=country, since=on, source="firststop demo", by=system("site.demo"), on=on)


def is_marked(name: str = MARKER, *, country: str | None = None) -> bool:
    """Whether this database is a demo's (or, for `WHOLE`, a whole one's), of a country where one is named."""
    marks = DatedSetting.objects.filter(name=name)
    return (marks.filter(country=country) if country else marks).exists()
