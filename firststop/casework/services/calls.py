"""Calling whoever did not answer a question."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, Role
from firststop.accounts.queries import name_of, reach
from firststop.accounts.services import hold_staff_right
from firststop.casework.events import CALL_ANSWERED, TOPIC
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.messages import NO, YES, answer_message, to_call
from firststop.core.models import Message
from firststop.core.reads import record_read
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.row_security import beyond_reader

#: Why and what the desk reads of a person whom it calls.
CALL, PHONE = "casework.call", "casework.phone"
_NO_CALL = _("This question is settled, or it does not wait for a call.")


@dataclass(frozen=True, slots=True)
class Call:
    """Whom the desk calls about which question, and in which language."""

    message: Message
    name: str
    phone: str | None
    language: str


def open_call(message: uuid.UUID, *, by: Actor, on: date, at: datetime) -> Call:
    """Return whom to call about a question that nobody answered; the person reads that their number was looked at."""
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        found = to_call(at=at).filter(id=message).first()
        if found is None:
            raise not_found(_NO_CALL)
        record_read(found.person, by=by, role=Role.DESK, purpose=CALL, what=PHONE, on=on)
    reached, name = reach(found.person), name_of(found.person)
    return Call(found, name.full, reached.phone if reached else None, reached.language if reached else "en")


def note_call(message: uuid.UUID, answer: str, *, by: Actor, at: datetime) -> Message:
    """Write down what somebody said on the phone, ``1`` or ``0``; what follows is the same as by text message."""
    if answer not in (YES, NO):
        raise refuse(Code.INVALID_VALUE, "call.answer", _("Choose yes or no."), pointer="/answer")
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        # Whoever may not call does not see it. Once it is answered the desk does not see it either.
        listed = to_call(at=at).filter(id=message).exists()
        with beyond_reader():
            found = to_call(at=at).filter(id=message).select_for_update().first() if listed else None
            if found is None:
                raise not_found(_NO_CALL)
            record_change(TOPIC, CALL_ANSWERED, found.id, detail={"by": by.id})
            return answer_message(found, answer, at=at)
