"""The moderator's place: queue on the left, case beside it, one screen an hour of work."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from firststop.accounts.queries import actor_of
from firststop.casework.queries import queue
from firststop.core.access import requires
from firststop.core.panels import declare
from firststop.core.refusals import not_found
from firststop.vacancies.forms.moderating import RejectionForm
from firststop.vacancies.policies import may_moderate
from firststop.vacancies.queries import decisions_of, open_appeal, open_reports, vacancy_card, vacancy_cards
from firststop.vacancies.services import accept_vacancy, decide_appeal, reject_vacancy, settle_reports
from firststop.vacancies.services.moderating import APPEALS, QUEUE, REPORTS
from firststop.vacancies.views.showing import shown as vacancy_shown

CASE_ASIDE = declare("vacancy.case.aside")


@requires(may_moderate)
@require_GET
def moderation(request: HttpRequest, vacancy: uuid.UUID | None = None) -> HttpResponse:
    """Show the queue, most urgent first, with one case open."""
    tasks = [task for name in (REPORTS, APPEALS, QUEUE) for task in queue(name)]
    cards = vacancy_cards(task.subject for task in tasks)
    waiting = [(task, cards[task.subject]) for task in tasks if task.subject in cards]
    chosen = vacancy or (waiting[0][1].id if waiting else None)
    card = vacancy_card(chosen) if chosen else None
    if vacancy and card is None:
        raise not_found(_("There is no such vacancy."))
    case = {} if card is None else {
        **vacancy_shown(card, get_language() or "en"),
        "form": RejectionForm(),
        "decisions": decisions_of(card.id),
        "appeal": open_appeal(card.id),
        "reports": open_reports(card.id),
    }  # fmt: skip
    return render(request, "vacancies/moderation.html", {"waiting": waiting, "case": case, "now": timezone.now()})


@requires(may_moderate)
@require_POST
def decide(request: HttpRequest, vacancy: uuid.UUID, verb: str) -> HttpResponse:
    """Accept, reject, decide an appeal, settle reports; then the next case opens."""
    by, now = actor_of(request), timezone.now()
    if verb == "accept":
        accept_vacancy(vacancy, by=by, at=now)
    elif verb == "reject":
        form = RejectionForm(request.POST)
        if not form.is_valid():
            return redirect("vacancies:case", vacancy)
        reject_vacancy(vacancy, **form.cleaned_data, by=by, at=now)
    elif verb in ("uphold", "dismiss"):
        waiting = open_appeal(vacancy)
        if waiting is None:
            raise not_found(_("There is no appeal to decide."))
        decide_appeal(waiting.id, upheld=verb == "uphold", by=by, at=now)
    elif verb == "nothing":
        settle_reports(vacancy, outcome="nothing_wrong", by=by, at=now)
    else:
        raise not_found(_("There is no such step."))
    return redirect("vacancies:moderation")
