"""Asking "still open?", and reminding before an ad ends; by whichever channel the firm uses."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from firststop.core.actor import system
from firststop.core.dated import is_over, number_at
from firststop.core.messages import CALL_AFTER, YES, message_by_id, send_message
from firststop.core.models import Message
from firststop.vacancies.enums import SAID_FILLED, UNANSWERED, AdStatus
from firststop.vacancies.limits import ANSWER, ASK, REMIND
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services.life import move
from firststop.vacancies.services.posters import answers_for, who_answers_for

ASKING = system("vacancies.asking")
STILL_OPEN, ENDS_SOON = "vacancies.still_open", "vacancies.ends_soon"


def ask_still_open(*, at: datetime) -> int:
    """Ask the posters of ads of which nobody has said for 30 days that they are open; return how many were asked."""
    due = (
        _with_a_firm()
        .filter(is_over(ASK, "published_at", at=at))
        .filter(
            Q(said_open_at__isnull=True) | is_over(ASK, "said_open_at", at=at),
            Q(asked_open_at__isnull=True) | Q(asked_open_at__lt=F("said_open_at")),
        )
    )
    return sum(_tell(vacancy, STILL_OPEN, at) for vacancy in due)


def stop_silent(*, at: datetime) -> int:
    """Stop ads whose poster has said nothing for 15 days since the question came; return how many."""
    stopped = 0
    silent = (
        Vacancy.objects.public()
        .filter(is_over(ANSWER, "asked_open_at", at=at))
        .filter(Q(said_open_at__isnull=True) | Q(said_open_at__lt=F("asked_open_at")))
    )
    for key in list(silent.values_list("id", flat=True)):
        with transaction.atomic():
            vacancy = Vacancy.objects.select_for_update().get(id=key)
            if vacancy.status == AdStatus.ACTIVE and _had_time_to_answer(vacancy, at):
                move(vacancy, AdStatus.STOPPED, by=ASKING, at=at, reason=UNANSWERED)
                stopped += 1
    return stopped


def _had_time_to_answer(vacancy: Vacancy, at: datetime) -> bool:
    """Whether the days to answer are over since the question left, or since the desk calls about one that did not.

    Nobody was asked by a question that neither left nor stood on the call list.
    """
    asked = vacancy.asked_open_at
    question = Message.objects.filter(effect=_effect(STILL_OPEN, vacancy.id, asked)).first() if asked else None
    if asked is None or question is None:
        return False
    heard = question.sent_at or asked + CALL_AFTER
    return at >= heard + timedelta(days=number_at(ANSWER, heard))


def remind_of_end(*, at: datetime) -> int:
    """Remind posters a week before their ad ends, once for each end that it gets; return how many."""
    until = at + timedelta(days=number_at(REMIND, at))
    soon = _with_a_firm().filter(expires_at__lte=until, reminded_at__isnull=True)
    return sum(_tell(vacancy, ENDS_SOON, at) for vacancy in soon)


def take_answer(message: uuid.UUID, *, at: datetime) -> None:
    """Act on an answer to "still open?": 1 keeps the ad, 0 stops it. Who has left the firm speaks for it no more."""
    answered = message_by_id(message)
    if answered is None or answered.subject is None:
        return
    with transaction.atomic():
        rows = Vacancy.objects.select_for_update(of=("self",)).select_related("establishment")
        vacancy = rows.filter(id=answered.subject, status=AdStatus.ACTIVE).first()
        if vacancy is None or not answers_for(vacancy, answered.person):
            return
        if answered.answer == YES:
            vacancy.said_open_at = at
            vacancy.save(update_fields=["said_open_at", "changed_at"])
        else:
            move(vacancy, AdStatus.STOPPED, by=ASKING, at=at, reason=SAID_FILLED)


def _with_a_firm() -> QuerySet[Vacancy]:
    """Return the public ads whose firm acts here, imported ones too; for all others their source speaks."""
    return Vacancy.objects.public().filter(establishment__organisation__isnull=False).select_related("establishment")


def _tell(vacancy: Vacancy, kind: str, at: datetime) -> bool:
    """Ask or remind whoever answers for an ad, and note it; False where nobody does."""
    person = who_answers_for(vacancy)
    if person is None:
        return False
    field = "asked_open_at" if kind == STILL_OPEN else "reminded_at"
    with transaction.atomic():
        Vacancy.objects.filter(id=vacancy.id).update(**{field: at})
        ref, effect = vacancy.id.hex[:4].upper(), _effect(kind, vacancy.id, at)
        send_message(person, kind, effect=effect, on=at.date(), subject=vacancy.id, values={"ref": ref})
    return True


def _effect(kind: str, vacancy: uuid.UUID, at: datetime) -> str:
    return f"{kind}:{vacancy}:{at.astimezone(UTC).date()}"
