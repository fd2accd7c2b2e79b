"""Stories of staff tasks: drawn arrows, one open task a subject, promises by the working calendar."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from firststop.casework.enums import TASK_ARROWS, Clock, TaskState
from firststop.casework.models import Task
from firststop.casework.queries import due_tasks, own_tasks, promise_of, promises, queue, queue_lengths
from firststop.casework.services import due_at, finish_task, give_back_task, open_task, register_office, take_task
from firststop.core.refusals import Refused
from tests import cast
from tests.employers.firms import open_country
from tests.orders import order
from tests.people import BY, actor, organisation_of, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
QUEUE = "tests.queue"


def task(state: TaskState = TaskState.OPEN, subject: uuid.UUID | None = None) -> Task:
    subject = subject or uuid.uuid4()
    made = open_task(QUEUE, subject, clock=Clock.FIRST_ANSWER, at=NOW)
    if state is not TaskState.OPEN:
        made = take_task(made.id, by=actor(cast.GULNARA), at=NOW)
    if state is TaskState.DONE:
        done = finish_task(QUEUE, subject, outcome="done", at=NOW)
        assert done is not None
        made = done
    return made


def move(found: Task, to: TaskState) -> None:
    if to is TaskState.TAKEN:
        take_task(found.id, by=actor(cast.GULNARA), at=NOW)
    elif to is TaskState.OPEN:
        give_back_task(found.id, by=actor(cast.GULNARA))
    elif finish_task(QUEUE, found.subject, outcome="done", at=NOW) is None:
        raise LookupError


@pytest.mark.parametrize("to", TaskState)
@pytest.mark.parametrize("state", TaskState)
def test_only_drawn_arrows_are_walked(state: TaskState, to: TaskState) -> None:
    found = task(state)
    if to in TASK_ARROWS[state]:
        move(found, to)
        assert Task.objects.get().state == to
    else:
        with pytest.raises((Refused, LookupError)):
            move(found, to)
        assert Task.objects.get().state == state


def test_a_task_that_is_open_is_not_opened_twice() -> None:
    subject = uuid.uuid4()
    first = task(subject=subject)
    assert task(subject=subject).id == first.id
    take_task(first.id, by=actor(cast.GULNARA), at=NOW)
    assert task(subject=subject).id == first.id
    finish_task(QUEUE, subject, outcome="done", at=NOW)
    assert task(subject=subject).id != first.id
    assert queue_lengths(QUEUE)[QUEUE] == 1


def test_the_database_refuses_a_second_open_task() -> None:
    first = task()
    facts = {"queue": QUEUE, "subject": first.subject, "clock": Clock.FIRST_ANSWER, "opened_at": NOW, "due_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(**facts)
    assert Task.objects.count() == 1


def test_nobody_gives_back_a_colleague_s_task() -> None:
    found = take_task(task().id, by=actor(cast.MEERIM), at=NOW)
    with pytest.raises(Refused) as no:
        give_back_task(found.id, by=actor(cast.GULNARA))
    assert no.value.first.rule == "task.owner"
    assert [each.id for each in own_tasks(person(cast.MEERIM).id)] == [found.id]


def test_a_task_is_finished_once() -> None:
    found = task(TaskState.DONE)
    assert finish_task(QUEUE, found.subject, outcome="again", at=NOW) is None
    assert Task.objects.get().outcome == "done"


def closing(day: date) -> datetime:
    """Return six in the evening in Bishkek, which is six hours ahead."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.row("E-12")
@pytest.mark.parametrize(
    ("clock", "asked", "due"),
    [
        (Clock.MODERATION, datetime(2026, 11, 25, 6, tzinfo=UTC), date(2026, 11, 26)),
        (Clock.FIRST_ANSWER, datetime(2026, 11, 26, 6, tzinfo=UTC), date(2026, 11, 30)),
        (Clock.FIRST_ANSWER, datetime(2026, 11, 28, 6, tzinfo=UTC), date(2026, 12, 1)),
        (Clock.FIRST_ANSWER, datetime(2026, 11, 29, 19, tzinfo=UTC), date(2026, 12, 2)),
        (Clock.FIRST_SHORTLIST, datetime(2026, 11, 25, 6, tzinfo=UTC), date(2026, 12, 2)),
        (Clock.FIRST_ANSWER, datetime(2026, 3, 19, 6, tzinfo=UTC), date(2026, 3, 24)),
        (Clock.MODERATION, datetime(2026, 8, 28, 6, tzinfo=UTC), date(2026, 9, 1)),
    ],
    ids=[
        "the next day",
        "over a weekend",
        "asked on Saturday",
        "Sunday evening is Monday in Bishkek",
        "five days",
        "the feast on a Friday",
        "Independence Day after a weekend",
    ],
)
def test_promises_are_counted_in_working_days_until_closing(clock: Clock, asked: datetime, due: date) -> None:
    assert due_at(clock, asked) == closing(due)


def test_a_queue_shows_the_urgent_first_then_the_oldest_promise() -> None:
    late, soon, urgent = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    open_task(QUEUE, late, clock=Clock.FIRST_SHORTLIST, at=NOW)
    open_task(QUEUE, soon, clock=Clock.FIRST_ANSWER, at=NOW)
    open_task(QUEUE, urgent, clock=Clock.FIRST_SHORTLIST, at=NOW, urgency=5)
    assert [each.subject for each in queue(QUEUE)] == [urgent, soon, late]
    assert [each.subject for each in due_tasks([QUEUE], until=closing(date(2026, 11, 27)))] == [soon]


def test_an_office_sees_its_own_tasks_and_those_of_no_office() -> None:
    open_country()
    house = organisation_of(cast.SERVICE).id
    for code, place in (("bishkek", cast.BISHKEK), ("karakol", cast.KARAKOL)):
        register_office(code, names={"en": code}, place=place, organisation=house, by=BY)
    for office in ("bishkek", "karakol", None):
        open_task(QUEUE, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=NOW, office=office)
    seen = {each.office_id for each in due_tasks([QUEUE], until=NOW + timedelta(days=9), offices=["karakol"])}
    assert seen == {"karakol", None}


@pytest.mark.row("E-12")
def test_kept_promises_are_recounted_from_the_tasks() -> None:
    in_time, late, overdue, waiting = (uuid.uuid4() for _ in range(4))
    for subject in (in_time, late, overdue):
        open_task(QUEUE, subject, clock=Clock.FIRST_ANSWER, at=NOW)
    open_task(QUEUE, waiting, clock=Clock.FIRST_SHORTLIST, at=NOW)
    due = closing(date(2026, 11, 27))
    finish_task(QUEUE, in_time, outcome="done", at=due)
    finish_task(QUEUE, late, outcome="done", at=due + timedelta(seconds=1))
    (kept,) = promises(at=due + timedelta(hours=1))
    assert (kept.clock, kept.kept, kept.all, kept.share) == (Clock.FIRST_ANSWER, 1, 3, 1 / 3)


@pytest.mark.row("C-01")
def test_a_promise_holds_as_it_was_given_and_a_new_one_is_given_as_ordered() -> None:
    given = due_at(Clock.MODERATION, NOW)
    order("casework.moderation_days", 3, since=(NOW + timedelta(days=1)).date())
    assert due_at(Clock.MODERATION, NOW) == given
    assert due_at(Clock.MODERATION, NOW + timedelta(days=1)) > given + timedelta(days=2)


@pytest.mark.row("C-01")
@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 1, "A vacancy is checked within one working day"),
        ("en", 3, "A vacancy is checked within 3 working days"),
        ("ru", 1, "Вакансию проверят за один рабочий день"),
        ("ru", 3, "Вакансию проверят за 3 рабочих дня"),
        ("ky", 3, "Бош орун 3 жумуш күнүндө текшерилет"),
    ],
)
def test_the_promise_is_told_as_it_is_ordered(language: str, days: int, said: str) -> None:
    order("casework.moderation_days", days, since=date(2026, 1, 1))
    with override(language):
        # Numbers are held together with what they count by spaces that do not break.
        assert " ".join(promise_of(Clock.MODERATION).split()) == said
