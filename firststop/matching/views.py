"""Pages of matching: vacancies for me, people for my vacancy, how matching works."""

import uuid

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
from firststop.matching.engine import PartKey, load_weights
from firststop.matching.forms import FilterForm, chosen_in
from firststop.matching.policies import may_see_candidates, seeks_work
from firststop.matching.rules import CHOICES, crowd_of
from firststop.matching.words import card_of, cards_of, part_name
from firststop.vacancies.queries import VacancyCard, public_vacancy

#: The subject of both is "<vacancy>/<person>": it goes from function to function, never into the page.
CANDIDATE, OPENED = declare("matching.candidate"), declare("matching.candidate.actions")


@requires(seeks_work)
@require_GET
def for_me(request: HttpRequest) -> HttpResponse:
    """Show the vacancies that fit best, at most 30, each with its reasons."""
    hat, today, language = hat_of(request), timezone.localdate(), get_language() or "en"
    if hat is None:
        raise not_found(_("There is no such page."))
    found = queries.best_for(hat.account, on=today)
    shown = [{"vacancy": card, "card": card_of(why, language)} for card, why in found]
    return render(request, "matching/for_me.html", {"found": shown, "profile": profile_of(hat.account)})


@requires(may_see_candidates)
@takes(*CHOICES)
@require_GET
def candidates(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Compare who fits one's own vacancy, at most 30, without names; each of those shown sees that the firm looked."""
    card, today = _own_vacancy(request, vacancy), timezone.localdate()
    chosen = chosen_in(request.GET)
    found = queries.candidates_for(card, on=today)
    crowd = crowd_of([one.traits for one in found])
    taken = crowd.select(chosen.items())
    shown = [found[place] for place in taken or ()]
    _note(request, shown, "matching.listed")
    cards = cards_of([one.explanation for one in shown], get_language() or "en")
    rows = [{"one": one, "card": said} for one, said in zip(shown, cards, strict=True)]
    page = {
        "vacancy": card,
        "found": rows,
        "all": len(found),
        "chosen": chosen,
        "refused": taken is None,
        "form": FilterForm(crowd, chosen=chosen),
        "heads": [_("Candidate"), _("Together"), *(part_name(key) for key in PartKey), _("Can start"), _("Reasons")],
    }
    return render(request, "matching/candidates.html", page, status=400 if taken is None else 200)


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
