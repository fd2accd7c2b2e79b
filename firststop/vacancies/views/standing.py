"""How a vacancy stands, for who may know: its state, why, what next and by when."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from firststop.accounts.queries import hat_of
from firststop.casework.queries import task_of
from firststop.core.dated import number_at
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.limits import MOST
from firststop.vacancies.models import Decision
from firststop.vacancies.policies import may_post, may_read_hidden
from firststop.vacancies.queries import VacancyCard, last_decisions, was_accepted_before
from firststop.vacancies.services import reasons_of
from firststop.vacancies.services.queues import APPEALS, QUEUE


def standing_of(request: HttpRequest, card: VacancyCard) -> dict[str, Any] | None:
    """Return how a vacancy stands, and whether its reader may act on it; None for who may not know.

    A deleted one is not there any more, and one that was sent to try things out never was.
    """
    if card.is_test or card.status is AdStatus.DELETED or not may_read_hidden(request, card.organisation):
        return None
    hat, now = hat_of(request), timezone.now()
    own = may_post(request) and hat is not None and hat.organisation == card.organisation
    in_time = card.apply_by is None or card.apply_by > now
    standing: dict[str, Any] = {
        "own": own,
        "opens_again": own and card.status.has_ended and in_time,
        "until": _ends(card),
        "refusal": None,
        "due": None,
        "is_first": False,
        "advice": [],
    }
    if card.status is AdStatus.REJECTED:
        standing["refusal"] = refusal_of(last_decisions([card.id]).get(card.id), card)
        standing["due"] = _promised(APPEALS, card)
    elif card.status in (AdStatus.CHECKING, AdStatus.RECEIVED):
        standing["due"] = _promised(QUEUE, card)
        standing["is_first"] = not was_accepted_before(card.establishment)
        standing["advice"] = reasons_of(card, now)
    standing["late"] = standing["due"] is not None and standing["due"] < now
    return standing


def refusal_of(decision: Decision | None, card: VacancyCard) -> dict[str, Any] | None:
    """Return why a vacancy was refused, what helps, and whether the employer has disagreed already."""
    if decision is None or decision.accepted:
        return None
    found = decision.found(card.record, card.version)
    return {
        "reason": decision.word,
        "text": decision.text if not found else "",
        "found": list(dict.fromkeys((str(each.detail), each.value) for each in found)),
        "hints": list(dict.fromkeys(str(each.hint) for each in found)),
        "appeal": getattr(decision, "appeal", None),
    }


def _promised(queue: str, card: VacancyCard) -> datetime | None:
    task = task_of(queue, card.id)
    return task.due_at if task else None


def _ends(card: VacancyCard) -> datetime | None:
    """Return when a vacancy ends by itself; one that waits does so after 180 days without a change at the latest."""
    if card.status is AdStatus.ACTIVE or card.status.has_ended:
        return card.expires_at
    silent = card.changed_at + timedelta(days=number_at(MOST, card.changed_at))
    return min(card.expires_at, silent) if card.expires_at else silent
