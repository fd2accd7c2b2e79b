"""Requests to the service: each opens a task with a promised time."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import HELPING, RECRUITING
from firststop.accounts.services import hold_staff_right
from firststop.casework.enums import Clock
from firststop.casework.queries import office_for
from firststop.casework.services import finish_task, open_task
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.employers.enums import RequestKind
from firststop.employers.events import REQUEST_ANSWERED, REQUEST_ASKED, TOPIC
from firststop.employers.models import Establishment, ServiceRequest
from firststop.employers.services.holding import hold_enterprise

QUEUE = "employers.request"


def ask_service(
    establishment: uuid.UUID,
    kind: RequestKind,
    *,
    by: Actor,
    at: datetime,
    about: uuid.UUID | None = None,
    text: str = "",
) -> ServiceRequest:
    """Ask the service for something; its office gets a task with the promised time.

    The same again while the first waits for its answer is the first, sent twice.
    """
    if kind is RequestKind.QUESTION and not text.strip():
        raise refuse(Code.MISSING, "request.text", _("Write your question."), pointer="/text")
    with transaction.atomic():
        owner = Establishment.objects.select_for_update().get(id=establishment)
        hold_enterprise(owner, *RECRUITING, by=by)
        wanted = {"establishment": owner, "kind": kind, "about": about, "text": text.strip()}
        waiting = ServiceRequest.objects.filter(**wanted, answered_at=None, closed_at=None).first()
        if waiting is not None:
            return waiting
        asked = ServiceRequest.objects.create(**wanted, asked_by=by.id, asked_at=at)
        clock = Clock.FIRST_SHORTLIST if kind is RequestKind.SHORTLIST else Clock.FIRST_ANSWER
        open_task(QUEUE, asked.id, clock=clock, at=at, office=office_for(owner.place_id))
        record_change(TOPIC, REQUEST_ASKED, owner.id, detail={"request": str(asked.id), "kind": kind})
    return asked


def answer_request(request: uuid.UUID, *, answer: str, by: Actor, at: datetime) -> ServiceRequest:
    """Give the first answer and stop its clock."""
    if not answer.strip():
        raise refuse(Code.MISSING, "request.answer", _("Write an answer."), pointer="/answer")
    with transaction.atomic():
        hold_staff_right(*HELPING, by=by)
        asked = _open(request)
        if asked.answered_at is not None:
            raise refuse(Code.CONFLICT, "request.answered", _("A colleague has answered this request already."))
        asked.answer, asked.answered_at = answer.strip(), at
        asked.save()
        finish_task(QUEUE, asked.id, outcome="answered", at=at)
        record_change(TOPIC, REQUEST_ANSWERED, asked.establishment_id, detail={"request": str(asked.id), "by": by.id})
    return asked


def close_request(request: uuid.UUID, *, by: Actor, at: datetime) -> ServiceRequest:
    """Close a request that is settled for whoever asked it."""
    with transaction.atomic():
        asked = _open(request)
        hold_enterprise(asked.establishment, *RECRUITING, by=by)
        asked.closed_at = at
        asked.save()
        finish_task(QUEUE, asked.id, outcome="closed", at=at)
    return asked


def _open(request: uuid.UUID) -> ServiceRequest:
    found = ServiceRequest.objects.select_for_update().filter(id=request, closed_at__isnull=True).first()
    if found is None:
        raise not_found(_("This request is not open any more."))
    return found
