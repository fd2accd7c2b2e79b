"""Pages of matching: vacancies for me, people for my vacancy, how matching works."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import public, requires
from firststop.core.panels import declare
from firststop.core.reads import record_reads
from firststop.core.refusals import not_found
from firststop.jobseekers.queries import is_hidden_from, profile_of
from firststop.matching import queries
from firststop.matching.engine import load_weights
from firststop.matching.policies import may_see_candidates, seeks_work
from firststop.matching.words import card_of, part_name
from firststop.vacancies.queries import public_vacancy

CANDIDATE = declare("matching.candidate")


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
@require_GET
def candidates(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Show who fits one's own vacancy, at most 30, without names; each of them sees that the firm looked."""
    hat, card = hat_of(request), public_vacancy(vacancy)
    if hat is None or card is None or card.organisation != hat.organisation:
        raise not_found(_("There is no such vacancy."))
    today, language = timezone.localdate(), get_language() or "en"
    matches = [
        match for match in queries.people_for(vacancy, on=today) if not is_hidden_from(match.id, [card.establishment])
    ]
    people = [match.id for match in matches]
    record_reads(people, by=actor_of(request), role="employer", purpose="candidates", what="profile", on=today)
    shown: list[dict[str, Any]] = []
    for number, person in enumerate(people, start=1):
        found = queries.fit(person, vacancy, on=today)
        if found is not None:
            shown.append({"number": number, "person": person, "card": card_of(found.explanation, language)})
    return render(request, "matching/candidates.html", {"vacancy": card, "found": shown})


@public
@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """Say how matching works: the slots, their points, what is never compared."""
    weights = load_weights(timezone.localdate())
    slots = [{"name": part_name(key), "points": points} for key, points in weights.widths.items()]
    return render(request, "matching/how.html", {"slots": slots, "version": weights.version})
