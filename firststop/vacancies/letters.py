"""Letters with links: a saved search's new ads and the click that stops it, and the two answers to "still open?"."""

import uuid
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from firststop.core.addresses import whole_address
from firststop.core.messages import NO, YES, Letter
from firststop.core.models import Message
from firststop.core.templatetags.pieces import money_words
from firststop.taxonomy.queries import NamedPlace, places
from firststop.vacancies.conditions import address_of
from firststop.vacancies.models import SavedSearch
from firststop.vacancies.queries import VacancyCard, public_cards
from firststop.vacancies.search import Sort
from firststop.vacancies.services.sealed_answers import sealed_answer
from firststop.vacancies.services.searches import seal_of


def new_ads_letter(message: Message) -> Letter | None:
    """Write the letter as things are when it leaves; None once the search is stopped or all its ads have ended.

    Its headers let a mail program stop the search with one click (RFC 8058).
    """
    searches = SavedSearch.objects.filter(stopped_at__isnull=True)
    search = searches.filter(id=message.subject).first() if message.subject else None
    listed = [uuid.UUID(ad) for ad in message.values.get("ads", ())]
    known = public_cards(listed)
    cards = [known[ad] for ad in listed if ad in known]
    if search is None or not cards:
        return None
    total = len(cards) + message.values["count"] - len(listed)
    stop = whole_address(reverse("vacancies:stop_sealed", args=[seal_of(search.id)]))
    title = ngettext("%(n)s new vacancy: %(name)s", "%(n)s new vacancies: %(name)s", total)
    return Letter(
        title % {"n": total, "name": search.name},
        "\n".join(_lines(search, cards, total, stop)),
        {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def still_open_links(message: Message) -> str:
    """Return the end of a letter that asks whether an ad is still open: a link for each answer."""
    lines = [
        _("It is still open:"),
        _answer_address(message, YES),
        "",
        _("It is filled:"),
        _answer_address(message, NO),
        "",
        _("The links work for 14 days. You need not sign in."),
    ]
    return "\n".join(lines)


def _answer_address(message: Message, answer: str) -> str:
    return whole_address(reverse("vacancies:answer_sealed", args=[sealed_answer(message.id, answer)]))


def _lines(search: SavedSearch, cards: list[VacancyCard], total: int, stop: str) -> Iterator[str]:
    yield _("New for your search “%(name)s”:") % {"name": search.name}
    named = places([code for card in cards for code in card.places], get_language() or settings.LANGUAGE_CODE)
    for card in cards:
        yield ""
        yield card.title
        yield ", ".join(_facts(card, named))
        yield whole_address(reverse("vacancies:vacancy", args=[card.id]))
    yield ""
    if total > len(cards):
        more = ngettext("%(n)s more is on the page of this search:", "%(n)s more are on the page of this search:",
                        total - len(cards))  # fmt: skip
        yield more % {"n": total - len(cards)}
    else:
        yield _("Everything that fits this search:")
    page = reverse("vacancies:search")
    yield whole_address(f"{page}?{address_of(search.conditions)}&sort={Sort.DATE}")
    yield ""
    yield _("You get this letter because you saved this search. Stop these letters:")
    yield stop
    yield _("Change how often we write:")
    yield whole_address(reverse("vacancies:searches"))


def _facts(card: VacancyCard, named: dict[str, NamedPlace]) -> Iterator[str]:
    yield card.employer_name
    yield from (named[code].name for code in card.places if code in named)
    yield _pay(card.pay_month_min, card.pay_month_max)


def _pay(low: Decimal | None, high: Decimal | None) -> str:
    return strip_tags(money_words(None, low, high, "", "month")) or _("Pay not stated")
