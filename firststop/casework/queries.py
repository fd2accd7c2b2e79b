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

from firststop.accounts.enums import Role
from firststop.accounts.queries import accounts_with_role, names_of
from firststop.casework.enums import Clock, TaskState
from firststop.casework.limits import working_days
from firststop.casework.models import Assignment, Catchment, Client, Office, Task
from firststop.core.country.records import named
from firststop.core.row_security import beyond_reader
from firststop.taxonomy.queries import places

#: Weighted clients per head above which the lead reads it on the own desk (features J-11).
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


def offices_of_service(organisation: uuid.UUID) -> list[Office]:
    """Return the offices of one service, by code, each with how many staff it has as `working`."""
    return list(Office.objects.filter(organisation=organisation).annotate(working=Count("staff")).order_by("code"))


def office_of_service(code: str, organisation: uuid.UUID) -> Office | None:
    """Return an office of one service."""
    return Office.objects.filter(code=code, organisation=organisation).first()


@beyond_reader()
def clients_by_office(organisation: uuid.UUID) -> dict[str, int]:
    """Return how many clients each office of a service has; offices without clients are left out."""
    counted = Client.objects.filter(office__organisation=organisation).values_list("office").annotate(Count("pk"))
    return dict(counted.order_by("office"))


@beyond_reader()
def counsels_in(office: str, account: uuid.UUID) -> bool:
    """Whether an office has clients of this counsellor."""
    return Client.objects.filter(office=office, counsellor=account).exists()


def staff_of(office: str) -> list[Assignment]:
    """Return who works in an office, the longest first."""
    return list(Assignment.objects.filter(office=office).order_by("id"))


def absences(substitute: uuid.UUID, *, on: date) -> list[Assignment]:
    """Return for whom somebody stands in on the day `on`, one row a person."""
    away = Assignment.objects.filter(substitute=substitute, away_until__gte=on)
    return list(away.order_by("account", "-away_until").distinct("account"))


def counsellor_choices(organisation: uuid.UUID, language: str) -> list[tuple[str, str]]:
    """Return the counsellors of a service's offices as choices: a key for `counsellor_at`, and name, office, load."""
    found = _counselling(organisation)
    names, loads = names_of(each.account_id for each in found), loads_of([each.account_id for each in found])
    words = {
        each.pk: (names[each.account_id].full, named(each.office.names, language), loads.get(each.account_id))
        for each in found
    }
    return [
        (str(key), f"{name}, {office}: {load.weight if load else 0} / {CASELOAD_ALARM}")
        for key, (name, office, load) in words.items()
    ]


def counsellor_at(organisation: uuid.UUID, key: str) -> Assignment | None:
    """Return the counsellor and the office that a key of `counsellor_choices` means."""
    return next((each for each in _counselling(organisation) if str(each.pk) == key), None)


def counsellor_key(client: Client) -> str:
    """Return the key of `counsellor_choices` that a client's counsellor has now; empty for who has left the office."""
    held = Assignment.objects.filter(office=client.office_id, account=client.counsellor_id)
    return str(held.values_list("pk", flat=True).first() or "")


def _counselling(organisation: uuid.UUID) -> list[Assignment]:
    counsellors = accounts_with_role(organisation, Role.COUNSELLOR)
    found = Assignment.objects.filter(office__organisation=organisation, account__in=counsellors)
    return list(found.select_related("office").order_by("office", "id"))


def counsellor_of(person: uuid.UUID) -> uuid.UUID | None:
    """Return a person's counsellor."""
    return Client.objects.filter(person=person).values_list("counsellor_id", flat=True).first()


def client_of(person: uuid.UUID) -> Client | None:
    """Return what is planned for a person, and by which counsellor; None for who has no counsellor."""
    return Client.objects.filter(person=person).first()


def client_in_service(person: uuid.UUID, organisation: uuid.UUID) -> Client | None:
    """Return a client of one service's offices."""
    return Client.objects.filter(person=person, office__organisation=organisation).first()


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

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than one head should have."""
        return self.weight > CASELOAD_ALARM


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
    return loads_of([counsellor]).get(counsellor, Load(0, 0))


@beyond_reader()
def loads_of(counsellors: Sequence[uuid.UUID]) -> dict[uuid.UUID, Load]:
    """Return the load of each of these counsellors, who have clients; one query."""
    rows = Client.objects.filter(counsellor__in=counsellors).values_list("counsellor")
    counted = rows.annotate(Count("pk"), Sum("weight")).order_by("counsellor")
    return {counsellor: Load(people, weight) for counsellor, people, weight in counted}


def overloaded(organisation: uuid.UUID) -> list[tuple[Assignment, Load]]:
    """Return who of a service has more clients than one head should have, the heaviest load first; two queries."""
    staff = Assignment.objects.filter(office__organisation=organisation).order_by("account", "id").distinct("account")
    found = {each.account_id: each for each in staff}
    loads = sorted(loads_of(list(found)).items(), key=lambda load: -load[1].weight)
    return [(found[account], load) for account, load in loads if load.is_too_much]


def _within(clock: Clock) -> str:
    return within_days(working_days(clock, timezone.now()))


def within_days(days: int) -> str:
    """Return a promise of so many working days as words inside a sentence."""
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
