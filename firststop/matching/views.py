"""Pages of matching: vacancies for me, people for my vacancy, how matching works."""

import uuid
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import public, requires
from firststop.core.panels import declare
from firststop.core.parameters import takes
from firststop.core.reads import record_reads
from firststop.core.refusals import not_found
from firststop.jobseekers.queries import profile_of
from firststop.matching import queries
from firststop.matching.engine import load_weights
from firststop.matching.forms import FilterForm, chosen_in
from firststop.matching.policies import may_see_candidates, seeks_work
from firststop.matching.rules import CHOICES, crowd_of
from firststop.matching.side_by_side import MOST, side_by_side
from firststop.matching.words import card_of, cards_of, listed, part_name
from firststop.vacancies.queries import VacancyCard, public_vacancy

#: The subject of all is "<vacancy>/<person>": it goes from function to function, never into the page.
CANDIDATE, OPENED = declare("matching.candidate"), declare("matching.candidate.actions")
COMPARED, CHOSEN, CALL_US = declare("matching.compared"), declare("matching.chosen"), declare("matching.call_us")


@requires(seeks_work)
@require_GET
def for_me(request: HttpRequest) -> HttpResponse:
    """Show the vacancies that fit best, at most 30, each with its reasons."""
    hat, today, language = hat_of(request), timezone.localdate(), get_language() or "en"
    if hat is None:
        raise not_found(_("There is no such page."))
    found = queries.best_for(hat.account, on=today)
    shown = {"found": listed(found, language), "profile": profile_of(hat.account)}
    return render(request, "matching/for_me.html", shown)


@requires(may_see_candidates)
@takes(*CHOICES)
@require_GET
def candidates(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """List who fits one's own vacancy, at most 30, without names; each of those shown sees that the firm looked."""
    return _listed(request, _own_vacancy(request, vacancy))


def _listed(request: HttpRequest, card: VacancyCard, *, ticked: Collection[str] = ()) -> HttpResponse:
    today = timezone.localdate()
    chosen = chosen_in(request.GET)
    found = queries.candidates_for(card, on=today)
    crowd = crowd_of([one.traits for one in found])
    taken = crowd.select(chosen.items())
    shown = [found[place] for place in taken or ()]
    _note(request, shown, "matching.listed")
    cards = cards_of([one.explanation for one in shown], get_language() or "en")
    ticks = ticked or [str(one.key) for one in shown[:MOST]]
    rows = [{"one": one, "card": said, "ticked": str(one.key) in ticks} for one, said in zip(shown, cards, strict=True)]
    page = {
        "vacancy": card,
        "found": rows,
        "all": len(found),
        "chosen": chosen,
        "refused": taken is None,
        "form": FilterForm(crowd, chosen=chosen),
        "too_many": len(ticked),
        "most": MOST,
        "heads": [_("Candidate"), _("Together"), _("What fits, and what is missing"), _("Can start"), _("Compare")],
    }
    return render(request, "matching/candidates.html", page, status=400 if taken is None or ticked else 200)


@requires(may_see_candidates)
@takes("with", "only", "chosen")
@require_GET
def compare(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Lay up to three candidates side by side, the best where none is named; each sees that the firm looked.

    One of them may be chosen: that column is tinted, and what can be done about the person stands below.
    """
    card, keys = _own_vacancy(request, vacancy), request.GET.getlist("with")
    if len(keys) > MOST:
        return _listed(request, card, ticked=keys)
    found = queries.candidates_for(card, on=timezone.localdate())
    shown = [one for one in found if str(one.key) in keys] if keys else found[:MOST]
    if not shown:
        raise not_found(_("This candidate is not there any more."))
    _note(request, shown, "matching.compared")
    language = get_language() or "en"
    cards = cards_of([one.explanation for one in shown], language)
    people: list[dict[str, Any]] = [
        {
            "one": one,
            "card": said,
            "name": _("Candidate %(code)s") % {"code": one.code},
            "picked": str(one.key) == request.GET.get("chosen"),
        }
        for one, said in zip(shown, cards, strict=True)
    ]
    page = {
        "vacancy": card,
        "found": people,
        "groups": side_by_side([(each["name"], each["one"].explanation) for each in people], language),
        "heads": [_("Demand"), *(each["name"] for each in people)],
        "picked": next((each for each in people if each["picked"]), None),
        "column": next((at for at, each in enumerate(people, 2) if each["picked"]), ""),
        "those": urlencode([("with", str(one.key)) for one in shown]),
        "differing": "only" in request.GET,
    }
    return render(request, "matching/compare.html", page)


@requires(may_see_candidates)
@require_GET
def candidate(request: HttpRequest, vacancy: uuid.UUID, candidate: uuid.UUID) -> HttpResponse:
    """Open one candidate, without a name; the person sees that the firm looked."""
    card = _own_vacancy(request, vacancy)
    one = queries.candidate_for(card, candidate, on=timezone.localdate())
    if one is None:
        raise not_found(_("This candidate is not there any more."))
    _note(request, [one], "matching.opened")
    said = card_of(one.explanation, get_language() or "en")
    return render(request, "matching/candidate.html", {"vacancy": card, "one": one, "card": said})


def _own_vacancy(request: HttpRequest, vacancy: uuid.UUID) -> VacancyCard:
    hat, card = hat_of(request), public_vacancy(vacancy)
    if hat is None or card is None or card.organisation != hat.organisation:
        raise not_found(_("There is no such vacancy."))
    return card


def _note(request: HttpRequest, seen: list[queries.Candidate], purpose: str) -> None:
    people, today = [one.person for one in seen], timezone.localdate()
    record_reads(people, by=actor_of(request), role="employer", purpose=purpose, what="matching.profile", on=today)


@public
@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """Say how matching works: the slots, their points, what is never compared."""
    weights = load_weights(timezone.localdate())
    slots = [{"name": part_name(key), "points": points} for key, points in weights.widths.items()]
    return render(request, "matching/how.html", {"slots": slots, "version": weights.version})
