"""The moderator's place: queue on the left, case beside it, one screen an hour of work."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from firststop.accounts.queries import actor_of
from firststop.casework.queries import queue, task_of
from firststop.core.access import requires
from firststop.core.actor import Actor
from firststop.core.panels import declare
from firststop.core.refusals import Problem, Refused, not_found
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.forms.moderating import RejectionForm
from firststop.vacancies.policies import may_moderate
from firststop.vacancies.queries import (
    VacancyCard,
    answered_by,
    complaints,
    decisions_of,
    open_appeal,
    open_reports,
    vacancy_card,
    vacancy_cards,
)
from firststop.vacancies.rules.publishing import advice
from firststop.vacancies.rules.wording import RULES, texts_of
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services import (
    accept_vacancy,
    as_read,
    decide_appeal,
    findings_in,
    reject_vacancy,
    settle_reports,
)
from firststop.vacancies.services.queues import CASES, DOUBTS, QUEUES
from firststop.vacancies.views.marking import shown_texts
from firststop.vacancies.views.showing import shown as vacancy_shown

CASE_ASIDE = declare("vacancy.case.aside")
#: What a moderator may do with a case.
VERBS = ("accept", "reject", "uphold", "dismiss", "nothing")


@requires(may_moderate)
@require_GET
def moderation(request: HttpRequest, vacancy: uuid.UUID | None = None) -> HttpResponse:
    """Show the queue, what is late first, then the most urgent, with one case open."""
    return _page(request, vacancy, RejectionForm())


@requires(may_moderate)
@require_POST
def decide(request: HttpRequest, vacancy: uuid.UUID, verb: str) -> HttpResponse:
    """Accept, reject, decide an appeal, settle reports; then the next case opens.

    What was changed since it was read opens again instead, with what the moderator wrote.
    """
    if verb not in VERBS:
        raise not_found(_("There is no such step."))
    form = RejectionForm(request.POST)
    try:
        with as_read(vacancy, _version_read(request)):
            if verb == "reject" and not form.is_valid():
                return _page(request, vacancy, form)
            _take(verb, vacancy, form, actor_of(request))
    except Refused as no:
        if no.first.pointer != "/version":
            raise
        return _page(request, vacancy, RejectionForm(initial=request.POST.dict()), no.first)
    messages.success(request, _("Decided. Here is the next one."))
    return redirect("vacancies:moderation")


def _version_read(request: HttpRequest) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _take(verb: str, vacancy: uuid.UUID, form: RejectionForm, by: Actor) -> None:
    now = timezone.now()
    if verb == "accept":
        accept_vacancy(vacancy, by=by, at=now)
    elif verb == "reject":
        reject_vacancy(vacancy, **form.cleaned_data, by=by, at=now)
    elif verb == "nothing":
        settle_reports(vacancy, outcome="nothing_wrong", by=by, at=now)
    else:
        waiting = open_appeal(vacancy)
        if waiting is None:
            raise not_found(_("There is no appeal to decide."))
        decide_appeal(waiting.id, upheld=verb == "uphold", by=by, at=now)


def _page(
    request: HttpRequest, vacancy: uuid.UUID | None, form: RejectionForm, problem: Problem | None = None
) -> HttpResponse:
    now = timezone.now()
    tasks = sorted((task for name in QUEUES for task in queue(name)), key=lambda task: min(task.due_at, now))
    cards = {key: card for key, card in vacancy_cards(task.subject for task in tasks).items() if _can_be_read(card)}
    said = complaints(task.subject for task in tasks if task.queue in CASES)
    labels = {vacancy: [RejectionCode(code).label for code in codes] for vacancy, codes in said.items()}
    waiting = [
        (task, cards[task.subject], CASES.get(task.queue), labels.get(task.subject, []))
        for task in tasks
        if task.subject in cards
    ]
    order = list(dict.fromkeys(card.id for _task, card, *_why in waiting))
    chosen = vacancy or next(iter(order), None)
    card = (cards.get(chosen) or vacancy_card(chosen)) if chosen else None
    if vacancy and (card is None or not _can_be_read(card)):
        raise not_found(_("There is no such vacancy."))
    after = order[order.index(card.id) + 1 :] if card and card.id in order else order
    shown = {
        "waiting": waiting,
        "case": _case(card, form, now) if card else {},
        "next": next(iter(after or order), None),
        "now": now,
        "form": form,
        "problem": problem,
    }
    status = problem.code.status if problem else 400 if form.errors else 200
    return render(request, "vacancies/moderation.html", shown, status=status)


def _can_be_read(card: VacancyCard) -> bool:
    """Whether there is something to decide about: of what was deleted for good there is no text left."""
    return card.status is not AdStatus.DELETED


def _case(card: VacancyCard, form: RejectionForm, now: datetime) -> dict[str, Any]:
    record = VacancyIn.model_validate(card.record)
    shown = vacancy_shown(card, get_language() or "en")
    staff = shown["employer"].staff if shown["employer"] else None
    return {
        **shown,
        "form": form,
        "texts": shown_texts(texts_of(record), findings_in(record, now)),
        "grounds": [(RULES.get(ground.rule), ground.kind.label, ground.text) for ground in record.lawful_grounds or []],
        "advice": advice(record, staff=staff, on=(card.published_at or now).date()),
        "decisions": [(each, each.found(card.record, card.version)) for each in decisions_of(card.id)],
        "appeal": open_appeal(card.id),
        "reports": open_reports(card.id),
        "doubts": task_of(DOUBTS, card.id),
        "answered": answered_by(card.organisation, at=now) if card.organisation else None,
    }
