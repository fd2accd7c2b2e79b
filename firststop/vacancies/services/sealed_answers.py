"""Answers to "still open?" from a letter: each link is sealed, names its question and answer, and signs nobody in."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.signing import BadSignature, Signer
from django.db import transaction

from firststop.core.messages import NO, YES, answer_message
from firststop.core.models import Message
from firststop.core.row_security import beyond_reader
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services.asking import STILL_OPEN
from firststop.vacancies.services.posters import answers_for

#: How long the links of a letter work after it left.
VALID = timedelta(days=14)
_SEAL = Signer(salt="vacancies.still_open", sep=".")


class LinkState(StrEnum):
    """What a link can still do."""

    OPEN = "open"
    DONE = "done"
    USED = "used"
    OLD = "old"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """What a link stands for. Only one that works, or has just worked, tells its ad and its answer."""

    state: LinkState
    vacancy: Vacancy | None = None
    answer: str = ""
    question: uuid.UUID | None = None


def sealed_answer(question: uuid.UUID, answer: str) -> str:
    """Return the word that gives one answer to one question; it stands in the question's letter."""
    return _SEAL.sign(f"{question.hex}{answer}")


@beyond_reader()
def answer_under(seal: str, *, at: datetime) -> SealedAnswer:
    """Return what a seal can do now; looking changes nothing."""
    return _read(seal, at)[0]


@beyond_reader()
def give_sealed_answer(seal: str, *, at: datetime) -> SealedAnswer:
    """Give the answer of a seal, once; a link that does not work any more changes nothing."""
    with transaction.atomic():
        found, question = _read(seal, at, lock=True)
        if question is None or found.state is not LinkState.OPEN:
            return found
        answer_message(question, found.answer, at=at)
    return SealedAnswer(LinkState.DONE, found.vacancy, found.answer, found.question)


def _read(seal: str, at: datetime, *, lock: bool = False) -> tuple[SealedAnswer, Message | None]:
    try:
        said = _SEAL.unsign(seal)
        key, answer = uuid.UUID(said[:-1]), said[-1:]
    except (BadSignature, ValueError):
        return SealedAnswer(LinkState.WRONG), None
    rows = Message.objects.select_for_update() if lock else Message.objects.all()
    question = rows.filter(id=key, kind=STILL_OPEN).first()
    if question is None or answer not in (YES, NO):
        return SealedAnswer(LinkState.OLD), None
    if question.answer is not None:
        return SealedAnswer(LinkState.USED), question
    about = [question.subject] if question.subject else []
    vacancy = Vacancy.objects.public().select_related("establishment").filter(id__in=about).first()
    is_old = not question.is_open or question.sent_at is None or at >= question.sent_at + VALID
    # Who has left the firm speaks for it no more, whatever letters are kept.
    if is_old or vacancy is None or not answers_for(vacancy, question.person):
        return SealedAnswer(LinkState.OLD), question
    return SealedAnswer(LinkState.OPEN, vacancy, answer, question.id), question
