"""Tasks of staff: opened with a promised time, taken, given back and done."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from firststop.accounts.services import hold_staff_right
from firststop.casework.enums import TASK_ARROWS, Clock, TaskState
from firststop.casework.events import TASK_DONE, TASK_OPENED, TOPIC
from firststop.casework.limits import working_days
from firststop.casework.models import Office, Task
from firststop.core.access import Policy
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.country import load_pack
from firststop.core.refusals import Code, Text, not_found, refuse

#: When the working day of an office ends; a promise of days is kept until then.
CLOSING = time(18, 0)


@dataclass(frozen=True, slots=True)
class Queue:
    """What a queue is called on the desk, the name of the route that opens a task by its subject, and who serves it."""

    word: Text
    route: str
    serves: Policy


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
                "due_at": due_at(clock, at, office=office),
                "office_id": office,
                "urgency": urgency,
                "state": TaskState.OPEN,
            },
        )
        if fresh:
            record_change(TOPIC, TASK_OPENED, task.id, detail={"queue": queue, "subject": str(subject)})
    return task


def due_at(clock: Clock, at: datetime, *, office: str | None = None) -> datetime:
    """Return when the promise of `clock`, made at `at`, ends: at closing time, by the days on which people work.

    Those are the working days of the country without the days on which `office` is closed.
    """
    pack = load_pack(settings.COUNTRY)
    local = at.astimezone(pack.time_zone)
    closed = Office.objects.filter(code=office).values_list("closed_days", flat=True).first() if office else None
    day = pack.calendar(frozenset(closed or ())).add_working_days(local.date(), working_days(clock, at))
    return datetime.combine(day, CLOSING, tzinfo=pack.time_zone)


def take_task(task: uuid.UUID, *, by: Actor, at: datetime) -> Task:
    """Take a task; taking over a colleague's is allowed and stays in the history."""
    with transaction.atomic():
        hold_staff_right(by=by)
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


def give_back_task(task: uuid.UUID, *, by: Actor) -> Task:
    """Put one's own task back into its queue."""
    with transaction.atomic():
        hold_staff_right(by=by)
        found = _locked(task)
        _check_arrow(found, TaskState.OPEN)
        if str(found.owner_id) != by.id:
            raise refuse(Code.FORBIDDEN, "task.owner", _("A colleague does this task."))
        found.state, found.owner_id, found.taken_at = TaskState.OPEN, None, None
        found.save()
    return found


def _locked(task: uuid.UUID) -> Task:
    found = Task.objects.select_for_update().filter(id=task).first()
    if found is None:
        raise not_found(_("There is no such task."))
    return found


def _check_arrow(task: Task, state: TaskState) -> None:
    if state not in TASK_ARROWS[TaskState(task.state)]:
        raise refuse(Code.CONFLICT, "task.arrow", _("A colleague has finished this task already."))
