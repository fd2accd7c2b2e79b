"""Meetings: who is to come is asked the day before, by the person's own channel; the firm hears the answer."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from firststop.core.messages import YES, close_questions, message_by_id, send_message
from firststop.placements.enums import ApplicationState
from firststop.placements.models import Application
from firststop.placements.services.telling import tell_firm

#: How long before a meeting we ask; the job runs once a day, so that each meeting falls into one of its days.
ASK_BEFORE = timedelta(hours=36)


def ask_coming(*, at: datetime) -> int:
    """Ask who has a meeting within 36 hours whether they come, once a meeting; return how many were asked.

    Whether somebody came to a meeting that is over is not asked any more.
    """
    over = Application.objects.filter(state=ApplicationState.TRIAL, meeting_at__lte=at)
    close_questions(over.values_list("id", flat=True))
    soon = Application.objects.filter(state=ApplicationState.TRIAL, meeting_at__gt=at, meeting_at__lte=at + ASK_BEFORE)
    return sum(_ask(mine, at) for mine in soon.order_by("meeting_at", "id"))


def take_coming(message: uuid.UUID, *, at: datetime) -> None:
    """Tell the firm what somebody answered; the application stays as it is, for the firm decides."""
    answered = message_by_id(message)
    if answered is None or answered.subject is None:
        return
    mine = Application.objects.filter(id=answered.subject, state=ApplicationState.TRIAL).first()
    if mine is None:
        return
    kind = "placements.comes" if answered.answer == YES else "placements.does_not_come"
    with transaction.atomic():
        tell_firm(mine, kind, f"{kind}:{answered.id}", at)


def _ask(mine: Application, at: datetime) -> bool:
    when = mine.meeting_at.isoformat() if mine.meeting_at else ""
    with transaction.atomic():
        asked = send_message(
            mine.person_id, "placements.coming", effect=f"coming:{mine.id}:{when}", on=at.date(), subject=mine.id
        )
    return asked is not None
