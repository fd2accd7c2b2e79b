"""The search page: box and results first, filters beside, how the search was read in one line."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.panels import declare
from firststop.core.parameters import ANY, takes
from firststop.taxonomy.queries import NamedPlace, names_of, places, places_shown
from firststop.vacancies.conditions import Conditions, address_of, conditions_of
from firststop.vacancies.enums import Contract, Schedule
from firststop.vacancies.finding import is_being_made, search
from firststop.vacancies.forms.finding import Asked, SearchForm, asked
from firststop.vacancies.policies import may_keep_searches
from firststop.vacancies.queries import VacancyCard, public_cards
from firststop.vacancies.search import Group, Hit, PartKind, Results
from firststop.vacancies.views.narrowing import clear_address, filters

RESULTS_ASIDE = declare("vacancy.search.aside")
#: What a result says of the terms of work, in this order.
TERMS = (("schedule", Schedule), ("contract", Contract))


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the card, its pieces with matched words marked, where it is and how far."""

    card: VacancyCard
    title: list[tuple[str, bool]]
    places: list[NamedPlace]
    stated_place: str
    distance_km: float | None
    low: Decimal | None
    high: Decimal | None

    @property
    def terms(self) -> list[str]:
        """Return hours and contract in words, as far as the ad states them."""
        record = self.card.record
        return [str(choices(record[name]).label) for name, choices in TERMS if record.get(name)]


@public
@takes(ANY)
@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the vacancies that a search finds; refuses parameters it does not know.

    A value that it cannot read is told above what the rest finds.
    """
    language = get_language() or "en"
    form = SearchForm(request.GET)
    form.refuse_unknown(request.GET)
    readable = form.is_valid()
    values = form.cleaned_data
    asked_for = asked(values, language)
    results = search(asked_for.query, language=language, now=timezone.now())
    works = [uuid.UUID(key) for key in asked_for.query.filters.get(Group.OCCUPATION, ())]
    named = [*(names_of(works, language) if works else {}).values()]
    shown: dict[str, Any] = {
        "form": form,
        "values": values,
        "asked": asked_for,
        "where": _where(form, asked_for, language),
        "results": results,
        "being_made": is_being_made(),
        "found": found(results.hits, language),
        **filters(form, results, request.GET, occupation=next(iter(named), "")),
        "reading": reading(results, asked_for, named),
        "next": following(request.GET, results.next_cursor),
        "clear": clear_address(request.GET),
        "save": save_address(request, conditions_of(values, asked_for, results.reading)),
        "heard": request.GET.get("q", ""),
    }
    name = "vacancies/search_results.html" if request.htmx else "vacancies/search.html"  # type: ignore[attr-defined]
    return render(request, name, shown, status=200 if readable else 400)


def _where(form: SearchForm, asked_for: Asked, language: str) -> str:
    """Return what stands in the box for the place: what leads to the one that was read, else what was typed."""
    if asked_for.place is None:
        return form["place"].value() or ""
    return places_shown([asked_for.place.code], language)[asked_for.place.code]


def found(hits: Sequence[Hit], language: str) -> list[Found]:
    """Return the hits with their cards; three queries, however many hits. What has ended meanwhile is left out."""
    cards = public_cards(uuid.UUID(hit.id) for hit in hits)
    named = places([code for card in cards.values() for code in card.places], language)
    shown = []
    for hit in hits:
        card = cards.get(uuid.UUID(hit.id))
        if card is None:
            continue
        stated: dict[str, object] = next(iter(card.record.get("places", ())), {})
        shown.append(
            Found(
                card,
                pieces(card.title, hit.highlights.get("title", ())),
                [named[code] for code in card.places if code in named],
                str(stated.get("name") or stated.get("region") or stated.get("address") or ""),
                hit.distance_km,
                card.pay_month_min,
                card.pay_month_max,
            )
        )
    return shown


def pieces(text: str, ranges: Any) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it was searched for."""
    done, parts = 0, []
    for start, end in ranges:
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [(piece, marked) for piece, marked in [*parts, (text[done:], False)] if piece]


def reading(results: Results, asked_for: Asked, works: Iterable[str]) -> list[dict[str, Any]]:
    """Return how the search was read: each part with what it was taken for."""
    parts: list[dict[str, Any]] = [
        {"kind": PartKind.OCCUPATION, "said": name, "name": name, "also": ""} for name in works
    ]
    parts += [
        {
            "kind": part.kind,
            "said": part.said,
            "name": part.named.name if part.named else "",
            "also": ", ".join(part.named.also[:2]) if part.named else "",
        }
        for part in results.reading.parts
        if part.kind is not PartKind.IGNORED
    ]
    if asked_for.place is not None:
        parts.append({"kind": PartKind.PLACE, "said": asked_for.place.name, "name": asked_for.place.name, "also": ""})
    return parts


def following(given: QueryDict, cursor: str) -> str:
    """Return the address of the next page, empty on the last one."""
    if not cursor:
        return ""
    ahead = given.copy()
    ahead["after"] = cursor
    return "?" + ahead.urlencode()


def save_address(request: HttpRequest, conditions: Conditions) -> str:
    """Return where this search is saved, empty where there is nothing to save or the reader acts for others.

    A visitor signs in first and comes back there.
    """
    if not conditions or (request.user.is_authenticated and not may_keep_searches(request)):
        return ""
    return f"{reverse('vacancies:save_search')}?{address_of(conditions)}"
