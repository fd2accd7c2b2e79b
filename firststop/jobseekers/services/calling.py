"""The code by which the office finds a person: a firm reads it out to us, or the person beside the desk does."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, HELPING, Role
from firststop.accounts.services import hold_staff_right
from firststop.casework.services import SHARING, WHOSE
from firststop.core.actor import Actor
from firststop.core.messages import send_message
from firststop.core.reads import record_read
from firststop.core.refusals import Code, Text, refuse
from firststop.core.row_security import beyond_reader
from firststop.jobseekers.models import Profile

#: Why the person's contact was read, what was read, and what the person is told.
CALL_ME, CONTACT = "jobseekers.call_me", "jobseekers.contact"


def open_call_code(code: str, *, role: Role, by: Actor, at: datetime) -> uuid.UUID:
    """Return whose code a firm has read out to a member of staff; the person is told, once a day, and sees the look.

    A code works however visible its person is: they gave it away themselves. Refuses a code that nobody has.
    """
    day = timezone.localdate(at)
    with transaction.atomic():
        hold_staff_right(*HELPING, by=by)
        person = _whose_code(code, hint=_("Ask the firm to read it again, letter by letter."))
        record_read(person, by=by, role=role, purpose=CALL_ME, what=CONTACT, on=day)
        send_message(person, CALL_ME, effect=f"call_me:{person}:{day.isoformat()}", on=day)
    return person


def open_code_to_give(code: str, *, role: Role, by: Actor, at: datetime) -> uuid.UUID:
    """Return who stands at the desk with this code, to be given to a counsellor; the person sees the look.

    Refuses a code that nobody has.
    """
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        person = _whose_code(code, hint=_("Ask the person to read it again: it stands on their page."))
        record_read(person, by=by, role=role, purpose=SHARING, what=WHOSE, on=timezone.localdate(at))
    return person


def _whose_code(code: str, *, hint: Text) -> uuid.UUID:
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    with beyond_reader():
        person = Profile.objects.filter(code=typed).values_list("person_id", flat=True).first() if typed else None
    if person is None:
        raise refuse(Code.INVALID_VALUE, "call_me.unknown", _("Nobody has this code."), pointer="/code", hint=hint)
    return person
