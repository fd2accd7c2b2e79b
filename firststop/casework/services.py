"""Writing casework: tasks opened, taken and done; clients given to counsellors."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import Role
from firststop.accounts.queries import name_of, reach
from firststop.casework.enums import TASK_ARROWS, Clock, TaskState
from firststop.casework.events import CALL_ANSWERED, TASK_DONE, TASK_OPENED, TOPIC
from firststop.casework.limits import working_days
from firststop.casework.models import Assignment, Catchment, Client, Office, Task
from firststop.core.access import Policy
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.country import load_pack
from firststop.core.messages import NO, YES, answer_message, to_call
from firststop.core.models import Message
from firststop.core.reads import record_read
from firststop.core.refusals import Code, Text, not_found, refuse
from firststop.core.row_security import beyond_reader

#: Why and what the desk reads of a person whom it calls.
CALL, PHONE = "casework.call", "casework.phone"
_NO_CALL = _("This question is settled, or it does not wait for a call.")
#: When the working day of an office ends; a promise of days is kept until then.
CLOSING = time(18, 0)


@dataclass(frozen=True, slots=True)
class Queue:
    """What a queue is called on the desk, the name of the route that opens a task by its subject, and who serves it."""

    word: Text
    route: str
    serves: Policy


@dataclass(frozen=True, slots=True)
class Call:
    """Whom the desk calls about which question, and in which language."""

    message: Message
    name: str
    phone: str | None
    language: str


_queues: dict[str, Queue] = {}


def name_queue(name: str, queue: Queue) -> None:
    """Name a queue for the desk; packages call it in `AppConfig.ready()`."""
    _queues[name] = queue


def queues_of(request: HttpRequest) -> list[str]:
    """Return the names of the queues that the reader serves."""
    return [name for name, queue in _queues.items() if queue.serves(request)]


def queue_named(name: str) -> Queue | None:
    """Return how a queue is called; None where nobody named it."""
    return _queues.get(name)


def register_office(
    code: str,
    *,
    names: Mapping[str, str],
    place: str,
    organisation: uuid.UUID,
    catchment: Iterable[str] = (),
    is_demonstration: bool = False,
) -> Office:
    """Register an office, responsible for its place and the places of `catchment`; again is harmless."""
    with transaction.atomic():
        office, _fresh = Office.objects.update_or_create(
            code=code,
            defaults={
                "names": dict(names),
                "place_id": place,
                "organisation_id": organisation,
                "is_demonstration": is_demonstration,
            },
        )
        for covered in {place, *catchment}:
            Catchment.objects.update_or_create(place_id=covered, defaults={"office": office})
    return office


def assign_staff(office: str, account: uuid.UUID, *, by: Actor) -> Assignment:  # noqa: ARG001
    """Let a member of staff work in an office."""
    return Assignment.objects.get_or_create(office_id=office, account_id=account)[0]


def open_task(
    queue: str, subject: uuid.UUID, *, clock: Clock, at: datetime, office: str | None = None, urgency: int = 0
) -> Task:
    """Open a task with its promised time; a task that is open already for this subject is returned as it is."""
    with transaction.atomic():
        task, fresh = Task.objects.get_or_create(
            queue=queue,
            subject=subject,
            state__in=[TaskState.OPEN, TaskState.TAKEN],
            defaults={
                "clock": clock,
                "opened_at": at,
                "due_at": due_at(clock, at),
                "office_id": office,
                "urgency": urgency,
                "state": TaskState.OPEN,
            },
        )
        if fresh:
            record_change(TOPIC, TASK_OPENED, task.id, detail={"queue": queue, "subject": str(subject)})
    return task


def due_at(clock: Clock, at: datetime) -> datetime:
    """Return when the promise of `clock`, made at `at`, ends: by working days of the country, at closing time."""
    pack = load_pack(settings.COUNTRY)
    local = at.astimezone(pack.time_zone)
    day = pack.calendar().add_working_days(local.date(), working_days(clock, at))
    return datetime.combine(day, CLOSING, tzinfo=pack.time_zone)


def take_task(task: uuid.UUID, *, by: Actor, at: datetime) -> Task:
    """Take a task; taking over a colleague's is allowed and stays in the history."""
    with transaction.atomic():
        found = _locked(task)
        _check_arrow(found, TaskState.TAKEN)
        found.state, found.owner_id, found.taken_at = TaskState.TAKEN, uuid.UUID(by.id), at
        found.save()
    return found


def finish_task(queue: str, subject: uuid.UUID, *, outcome: str, at: datetime) -> Task | None:
    """Finish the open task of a subject, if there is one."""
    with transaction.atomic():
        found = Task.objects.select_for_update().waiting().filter(queue=queue, subject=subject).first()
        if found is None:
            return None
        _check_arrow(found, TaskState.DONE)
        found.state, found.done_at, found.outcome = TaskState.DONE, at, outcome
        found.save()
        record_change(TOPIC, TASK_DONE, found.id, detail={"queue": queue, "subject": str(subject), "outcome": outcome})
    return found


def assign_client(person: uuid.UUID, counsellor: uuid.UUID, office: str, *, on: date, by: Actor) -> Client:  # noqa: ARG001
    """Give a person to a counsellor; the earlier one no longer opens the record."""
    defaults = {"counsellor_id": counsellor, "office_id": office, "since": on}
    return Client.objects.update_or_create(person_id=person, defaults=defaults)[0]


def plan_next_action(person: uuid.UUID, *, action: str, on: date, by: Actor) -> Client:
    """Note what to do next about a client; only the counsellor may."""
    client = Client.objects.filter(person=person, counsellor=uuid.UUID(by.id)).first()
    if client is None:
        raise not_found(_("This person is not on your list."))
    client.next_action, client.next_action_on = action, on
    client.save()
    return client


def give_back_task(task: uuid.UUID, *, by: Actor) -> Task:
    """Put one's own task back into its queue."""
    with transaction.atomic():
        found = _locked(task)
        _check_arrow(found, TaskState.OPEN)
        if str(found.owner_id) != by.id:
            raise refuse(Code.FORBIDDEN, "task.owner", _("A colleague does this task."))
        found.state, found.owner_id, found.taken_at = TaskState.OPEN, None, None
        found.save()
    return found


def open_call(message: uuid.UUID, *, by: Actor, on: date, at: datetime) -> Call:
    """Return whom to call about a question that nobody answered; the person reads that their number was looked at."""
    found = to_call(at=at).filter(id=message).first()
    if found is None:
        raise not_found(_NO_CALL)
    record_read(found.person, by=by, role=Role.DESK, purpose=CALL, what=PHONE, on=on)
    reached, name = reach(found.person), name_of(found.person)
    return Call(found, name.full, reached.phone if reached else None, reached.language if reached else "en")


def note_call(message: uuid.UUID, answer: str, *, by: Actor, at: datetime) -> Message:
    """Write down what somebody said on the phone, ``1`` or ``0``; what follows is the same as by text message."""
    if by.kind is not ActorKind.STAFF:
        raise refuse(Code.FORBIDDEN, "call.staff", _("A member of staff writes this down."))
    if answer not in (YES, NO):
        raise refuse(Code.INVALID_VALUE, "call.answer", _("Choose yes or no."), pointer="/answer")
    with transaction.atomic():
        # Whoever may not call does not see it. Once it is answered the desk does not see it either.
        listed = to_call(at=at).filter(id=message).exists()
        with beyond_reader():
            found = to_call(at=at).filter(id=message).select_for_update().first() if listed else None
            if found is None:
                raise not_found(_NO_CALL)
            record_change(TOPIC, CALL_ANSWERED, found.id, detail={"by": by.id})
            return answer_message(found, answer, at=at)


def _locked(task: uuid.UUID) -> Task:
    found = Task.objects.select_for_update().filter(id=task).first()
    if found is None:
        raise not_found(_("There is no such task."))
    return found


def _check_arrow(task: Task, state: TaskState) -> None:
    if state not in TASK_ARROWS[TaskState(task.state)]:
        raise refuse(Code.CONFLICT, "task.arrow", _("A colleague has finished this task already."))
