"""Reading casework: queues, caseloads, which office is responsible, whether promises are kept."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firststop.casework.enums import Clock, TaskState
from firststop.casework.limits import working_days
from firststop.casework.models import Assignment, Catchment, Client, Office, Task
from firststop.taxonomy.queries import places

#: Weighted clients per head above which the lead is told (features J-11).
CASELOAD_ALARM = 150


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many clients wait for their counsellor: for a step that is late, one for today, or one not yet planned."""

    late: int
    today: int
    unplanned: int

    @property
    def all(self) -> int:
        """All who wait."""
        return self.late + self.today + self.unplanned


@dataclass(frozen=True, slots=True)
class Promise:
    """How a promise is kept: tasks done in time, of all that were done or are late."""

    clock: str
    kept: int
    all: int

    @property
    def share(self) -> float | None:
        """The share in time; None where there was nothing to keep."""
        return self.kept / self.all if self.all else None


def office_for(place: str | None) -> str | None:
    """Return the office responsible for a place: the one with the narrowest place around it."""
    found = places([place], "en").get(place) if place else None
    if found is None:
        return None
    around = found.path.strip("/").split("/")
    known = dict(Catchment.objects.filter(place__in=around).values_list("place_id", "office_id"))
    return next((known[code] for code in reversed(around) if code in known), None)


def queue(name: str, *, offices: Sequence[str] = (), limit: int = 50) -> list[Task]:
    """Return the waiting tasks of a queue, the most urgent and oldest promise first; all offices if none is named."""
    tasks = Task.objects.waiting().filter(queue=name).order_by("-urgency", "due_at", "id")
    if offices:
        tasks = tasks.filter(Q(office__in=offices) | Q(office__isnull=True))
    return list(tasks[:limit])


def queue_lengths(*names: str) -> dict[str, int]:
    """Return how many tasks wait in each of these queues; one query."""
    waiting = (
        Task.objects.waiting().filter(queue__in=names).values_list("queue").annotate(Count("id")).order_by("queue")
    )
    return dict.fromkeys(names, 0) | dict(waiting)


def task_of(name: str, subject: uuid.UUID) -> Task | None:
    """Return the waiting task of a subject."""
    return Task.objects.waiting().filter(queue=name, subject=subject).first()


def is_in(queues: Iterable[str], task: uuid.UUID) -> bool:
    """Whether a task belongs to one of these queues."""
    return Task.objects.filter(id=task, queue__in=list(queues)).exists()


def tasks_of(name: str, subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, Task]:
    """Return the waiting tasks of many subjects, by subject; one query."""
    found = Task.objects.waiting().filter(queue=name, subject__in=list(subjects))
    return {task.subject: task for task in found}


def offices_of(account: uuid.UUID) -> list[str]:
    """Return the offices where a member of staff works."""
    return list(Assignment.objects.filter(account=account).order_by("office").values_list("office_id", flat=True))


def offices() -> list[Office]:
    """Return every office, by code."""
    return list(Office.objects.order_by("code"))


def counsellor_of(person: uuid.UUID) -> uuid.UUID | None:
    """Return a person's counsellor."""
    return Client.objects.filter(person=person).values_list("counsellor_id", flat=True).first()


def client_of(person: uuid.UUID) -> Client | None:
    """Return what is planned for a person, and by which counsellor; None for who has no counsellor."""
    return Client.objects.filter(person=person).first()


def may_open(person: uuid.UUID, staff: uuid.UUID, *, on: date) -> bool:
    """Whether `staff` is the person's counsellor, or stands in for the counsellor on the day `on`."""
    counsellor = counsellor_of(person)
    if counsellor is None:
        return False
    stands_in = Assignment.objects.filter(account=counsellor, substitute=staff, away_until__gte=on)
    return counsellor == staff or stands_in.exists()


@dataclass(frozen=True, slots=True)
class Load:
    """How many clients a counsellor has, and how much they weigh."""

    people: int
    weight: int


def caseload(counsellor: uuid.UUID, *, skip: int = 0, limit: int = 200) -> list[Client]:
    """Return a counsellor's clients, those whose next action is due first."""
    clients = Client.objects.filter(counsellor=counsellor)
    return list(clients.order_by(F("next_action_on").asc(nulls_first=True), "person_id")[skip : skip + limit])


def waiting_clients(counsellor: uuid.UUID, *, on: date) -> Waiting:
    """Return how many of a counsellor's clients wait for a step on the day `on`; one query."""
    late, today = Q(next_action_on__lt=on), Q(next_action_on=on)
    counted = Client.objects.filter(counsellor=counsellor).aggregate(
        late=Count("pk", filter=late),
        today=Count("pk", filter=today),
        unplanned=Count("pk", filter=Q(next_action_on__isnull=True)),
    )
    return Waiting(**counted)


def load_of(counsellor: uuid.UUID) -> Load:
    """Return how many clients a counsellor has, all of them counted, and how much they weigh; one query."""
    counted = Client.objects.filter(counsellor=counsellor).aggregate(
        people=Count("pk"), weight=Sum("weight", default=0)
    )
    return Load(**counted)


def _within(clock: Clock) -> str:
    days = working_days(clock, timezone.now())
    if days == 1:
        return _("within one working day")
    return ngettext("within %(n)s working day", "within %(n)s working days", days) % {"n": days}


#: What `clock` promises now, as words inside a sentence; read when they are shown.
within = lazy(_within, str)


def promise_of(clock: str) -> str:
    """Return what a clock promises now, as a sentence in the active language."""
    return str(Clock(clock).label).format(within=within(Clock(clock)))


def promises(*, at: datetime, office: str | None = None) -> list[Promise]:
    """Return how each promise is kept, recounted from the tasks."""
    tasks = Task.objects.filter(Q(state=TaskState.DONE) | Q(due_at__lt=at))
    if office:
        tasks = tasks.filter(office=office)
    kept = Count("id", filter=Q(state=TaskState.DONE, done_at__lte=F("due_at")))
    rows = tasks.values("clock").annotate(kept=kept, total=Count("id")).order_by("clock")
    return [Promise(row["clock"], row["kept"], row["total"]) for row in rows]


def promises_by_office(*, at: datetime) -> list[tuple[Office | None, Promise]]:
    """Return how each office keeps its promises, recounted from the tasks; None for tasks of no office, last."""
    tasks = Task.objects.filter(Q(state=TaskState.DONE) | Q(due_at__lt=at))
    kept = Count("id", filter=Q(state=TaskState.DONE, done_at__lte=F("due_at")))
    rows = {row["office"]: row for row in tasks.values("office").annotate(kept=kept, total=Count("id"))}
    known = [
        *Office.objects.in_bulk([code for code in rows if code]).items(),
        *([(None, None)] if None in rows else []),
    ]
    return [(office, Promise("", rows[code]["kept"], rows[code]["total"])) for code, office in known]


def own_tasks(staff: uuid.UUID, *, limit: int = 50) -> list[Task]:
    """Return the tasks that a member of staff has taken, the oldest promise first."""
    return list(Task.objects.filter(owner=staff, state=TaskState.TAKEN).order_by("due_at", "id")[:limit])


def due_tasks(queues: Iterable[str], *, until: datetime, offices: Sequence[str] = (), limit: int = 50) -> list[Task]:
    """Return the waiting tasks of these queues that are due by a moment, late first; all offices if none is named."""
    tasks = Task.objects.waiting().filter(queue__in=list(queues), due_at__lte=until).order_by("due_at", "id")
    if offices:
        tasks = tasks.filter(Q(office__in=offices) | Q(office__isnull=True))
    return list(tasks[:limit])
