"""Meetings: who is to come is asked the day before, by the person's own channel; the firm reads the answer."""

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
    """Note what somebody answered, and tell the firm; the state stays as it is, for the firm decides.

    An answer about a meeting that the firm has planned anew since says nothing about the new one.
    """
    answered = message_by_id(message)
    if answered is None or answered.subject is None:
        return
    with transaction.atomic():
        planned = Application.objects.select_for_update().filter(state=ApplicationState.TRIAL)
        mine = planned.filter(id=answered.subject).first()
        if mine is None or answered.effect != _question(mine):
            return
        mine.comes = answered.answer == YES
        mine.save()
        kind = "placements.comes" if mine.comes else "placements.does_not_come"
        tell_firm(mine, kind, f"{kind}:{answered.id}", at)


def _ask(mine: Application, at: datetime) -> bool:
    with transaction.atomic():
        effect = _question(mine)
        asked = send_message(mine.person_id, "placements.coming", effect=effect, on=at.date(), subject=mine.id)
    return asked is not None


def _question(mine: Application) -> str:
    """Return what makes the question about a meeting one: the step by which the firm planned it."""
    return f"coming:{mine.id}:{mine.touched_at.isoformat()}"
