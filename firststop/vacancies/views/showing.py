"""The page of one vacancy, and what a reader can say about it."""

import uuid
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import public
from firststop.core.panels import declare
from firststop.core.refusals import not_found
from firststop.employers.queries import establishment
from firststop.taxonomy.queries import names_of, places
from firststop.vacancies.demands import demands_of
from firststop.vacancies.enums import ApplyKind, Contract, Housing, PayPeriod, Remote
from firststop.vacancies.forms.showing import ReportForm
from firststop.vacancies.posting import as_script, job_posting, located, other_places, skill_name
from firststop.vacancies.queries import VacancyCard, contacts_of, ended_vacancy, public_vacancy, vacancy_card
from firststop.vacancies.rules.kept_for import kept_for_words
from firststop.vacancies.schemas.texts import same_words
from firststop.vacancies.services import is_admitted, report_vacancy
from firststop.vacancies.similar import MOST, similar_to
from firststop.vacancies.timing import timing_of
from firststop.vacancies.views.finding import found
from firststop.vacancies.views.standing import standing_of

ACTIONS, MATCH = declare("vacancy.actions"), declare("vacancy.match")
_LISTS = {
    "contract": Contract,
    "remote": Remote,
    "housing_type": Housing,
    "pay_period": PayPeriod,
}


@public
@require_GET
def vacancy_page(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Show a vacancy; one that has ended answers 410 and says nothing of whom it was from.

    Who wrote it, and who decides about it, may read it in every state, and how it stands; who applied for it, what is
    left of it after its end. No search engine keeps that.
    """
    card = public_vacancy(vacancy)
    known = card or vacancy_card(vacancy)
    standing = standing_of(request, known) if known else None
    if known is None or not (card or standing or _is_admitted(request, known)):
        return _gone(request, vacancy)
    page = {"standing": standing, "is_public": card is not None, "address": request.build_absolute_uri(request.path)}
    answer = render(request, "vacancies/vacancy.html", {**shown(known, get_language() or "en"), **page})
    if card is None:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _is_admitted(request: HttpRequest, card: VacancyCard) -> bool:
    hat = hat_of(request)
    return bool(hat and hat.organisation is None and card.status.stays_readable and is_admitted(hat.account, card.id))


def _gone(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    ended = ended_vacancy(vacancy)
    if ended is None:
        raise not_found(_("There is no such vacancy."))
    return render(request, "vacancies/ended.html", _instead_of(ended), status=410)


def _instead_of(ended: VacancyCard) -> dict[str, Any]:
    """Return what is open now and like a vacancy that has ended; nothing tells whose that one was."""
    language = get_language() or "en"
    open_now = found(similar_to(ended, language=language, now=timezone.now()), language)
    others = [it for it in open_now if it.card.establishment != ended.establishment]
    asked = {"occupation": ended.occupation, "place": next(iter(ended.places), None)}
    query = urlencode({name: value for name, value in asked.items() if value})
    return {"found": others[:MOST], "more": reverse("vacancies:search") + (f"?{query}" if query else "")}


def shown(card: VacancyCard, language: str) -> dict[str, Any]:
    """Return what the page of a vacancy shows."""
    record = card.record
    skills = [uuid.UUID(skill["id"]) for skill in record.get("skills", ()) if skill.get("id")]
    concepts = [*skills, *([card.occupation] if card.occupation else [])]
    names = names_of(concepts, language)
    found = places(card.places, language)
    known = [found[code] for code in card.places if code in found]
    return {
        "card": card,
        "record": record,
        "employer": establishment(card.establishment),
        "words": {name: choices(record[name]).label for name, choices in _LISTS.items() if record.get(name)},
        "places": known,
        "located": located(record, known),
        "stated": other_places(record, known),
        "occupation": names.get(card.occupation) if card.occupation else None,
        "must": [skill_name(skill, names) for skill in record.get("skills", ()) if skill.get("must")],
        "nice": [skill_name(skill, names) for skill in record.get("skills", ()) if not skill.get("must")],
        "demands": demands_of(record),
        "timing": timing_of(record),
        "kept_for": kept_for_words(record),
        "tasks": None if same_words(record.get("description", ""), record.get("tasks", "")) else record.get("tasks"),
        "contacts": contacts_of(card.id),
        "ways": ways_to_apply(card),
        "low": record.get("pay_min"),
        "high": record.get("pay_max"),
        "posting": as_script(job_posting(card, known, names)),
    }


@dataclass(frozen=True, slots=True)
class Way:
    """A way to apply outside this system; `host` names the site that a link leads to, and is empty for other ways."""

    kind: ApplyKind
    value: str
    host: str = ""


def ways_to_apply(card: VacancyCard) -> list[Way]:
    """Return the ways to apply elsewhere; an ad from elsewhere that names none is applied for where it comes from."""
    stated = [
        Way(ApplyKind(channel["kind"]), channel.get("value", ""))
        for channel in card.record.get("apply_channels") or ()
        if channel["kind"] != ApplyKind.IN_SYSTEM
    ]
    if not stated and not card.takes_applications and card.original_url:
        stated = [Way(ApplyKind.URL, card.original_url)]
    return [
        replace(way, host=urlsplit(way.value).hostname or "") if way.kind is ApplyKind.URL else way for way in stated
    ]


@public
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Let a reader say what is wrong with an ad."""
    card = public_vacancy(vacancy)
    if card is None:
        raise not_found(_("There is no such vacancy."))
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report_vacancy(vacancy, **form.cleaned_data, by=actor_of(request), at=timezone.now())
        return render(request, "vacancies/reported.html", {"card": card})
    return render(request, "vacancies/report.html", {"card": card, "form": form}, status=400 if form.errors else 200)
