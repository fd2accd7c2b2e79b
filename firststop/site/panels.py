"""The panels of the page frame: where one can go from here. As whom one is here, accounts say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from firststop.core.country import load_pack
from firststop.core.panels import Panel
from firststop.core.refusals import Text


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page by its route's name; `note` says what one finds there, `behind` the pages that lie behind it."""

    word: Text
    route: str
    note: Text = ""
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A way that leads somewhere in this installation. `here` is the word for `aria-current`, or empty."""

    word: Text
    href: str
    note: Text
    here: str


NAVIGATION = (
    Way(
        _("Find work"),
        "vacancies:search",
        _("Vacancies in the whole country, new ones every day"),
        ("vacancies:vacancy", "vacancies:report"),
    ),
    Way(_("Help"), "site:help", _("How to reach us, and answers to first questions")),
)
ABOUT_US = (
    Way(_("About Firststop"), "site:about", _("What it is, who made the data, under which licence")),
    Way(_("Your data"), "site:privacy", _("What we keep about you, why and how long")),
    Way(_("Accessibility"), "site:accessibility", _("What works for everyone, and what does not yet")),
    Way(_("Languages"), "site:languages", _("How complete each language is")),
)
FOOTER = (Way(_("Help and contact"), "site:help"), *ABOUT_US)


def existing(ways: Iterable[Way], request: HttpRequest) -> Iterator[Link]:
    """Yield the ways whose pages are part of this installation."""
    match = request.resolver_match
    for way in ways:
        try:
            href = reverse(way.route)
        except NoReverseMatch:
            continue
        yield Link(way.word, href, way.note, _here(way, match.view_name if match else ""))


def _here(way: Way, current: str) -> str:
    if way.route == current:
        return "page"
    return "true" if current in way.behind else ""


def navigation(request: HttpRequest, _subject: str | None) -> Panel:
    """Show the services that exist here."""
    return Panel("site/panels/navigation.html", {"links": list(existing(NAVIGATION, request))})


def footer(request: HttpRequest, _subject: str | None) -> Panel:
    """Show the pages about the service, and its number where the country has one."""
    return Panel("site/panels/footer.html", {"links": list(existing(FOOTER, request)), "telephone": telephone()})


def to_help(_request: HttpRequest, _subject: str | None) -> Panel:
    """Show the way to our offices and numbers."""
    return Panel("site/panels/to_help.html")


def country_sources(_request: HttpRequest, _subject: str | None) -> Panel:
    """Show the words that the licences of the country's data want to be shown."""
    return Panel("site/panels/country_sources.html", {"attributions": load_pack(settings.COUNTRY).attributions()})


def telephone() -> str | None:
    """Return the number that people call, in E.164; None until an office runs one."""
    pack = load_pack(settings.COUNTRY)
    number = pack.facts.telephone.number
    return pack.normalise_phone(number) if number else None
