"""The read log: every look at a person's record is told to that person."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor
from firststop.core.locks import lock_until_commit
from firststop.core.models import RecordRead
from firststop.core.refusals import Code, refuse

#: Different persons whose records one account may read in a day: told to the supervisor, then stopped.
ALERT_AT, STOP_AT = 200, 1_000
_watchers: list[Callable[[Actor, date], None]] = []


@dataclass(frozen=True, slots=True)
class ReadsOfDay:
    """The looks of one reader on one day, at the same thing for the same reason: how many, and the latest."""

    reader: str
    reader_for: str | None
    role: str
    purpose: str
    what: str
    at: datetime
    times: int


def watch_reads(told: Callable[[Actor, date], None]) -> None:
    """Let `told` hear, within the transaction and maybe more than once, of an account that opens many in a day."""
    _watchers.append(told)


def record_read(person: uuid.UUID, *, by: Actor, role: str, purpose: str, what: str, on: date) -> None:
    """Note that `by` looked at `what` of `person`; refuses when the reader's budget of the day is spent.

    A person reading their own record is not noted.
    """
    record_reads([person], by=by, role=role, purpose=purpose, what=what, on=on)


def record_reads(persons: Sequence[uuid.UUID], *, by: Actor, role: str, purpose: str, what: str, on: date) -> None:
    """Note that `by` looked at `what` of each person; all or none, within the budget of the day."""
    others = [person for person in persons if str(person) != by.id]
    if not others:
        return
    with transaction.atomic():
        # One at a time: two that count at once would both find room for the last one.
        lock_until_commit(f"reads:{by.id}")
        opened = read_today(by, on=on, besides=others) + len(set(others))
        if opened > STOP_AT:
            raise refuse(
                Code.TOO_MANY,
                "reads.budget",
                _("You have opened as many records today as one account may."),
                hint=_("Ask your supervisor, or go on tomorrow."),
            )
        _note(others, by=by, role=role, purpose=purpose, what=what)
        for told in _watchers if opened >= ALERT_AT else ():
            told(by, on)


def _note(persons: Sequence[uuid.UUID], *, by: Actor, role: str, purpose: str, what: str) -> None:
    RecordRead.objects.bulk_create(
        RecordRead(
            person=person,
            reader=by.id,
            reader_kind=by.kind,
            reader_for=by.for_id,
            role=role,
            purpose=purpose,
            what=what,
            request=by.request_id,
        )
        for person in persons
    )


def read_today(by: Actor, *, on: date, besides: Sequence[uuid.UUID] = ()) -> int:
    """Return how many different persons' records `by` has opened on the day `on`, `besides` left out."""
    start = timezone.make_aware(datetime.combine(on, time.min))
    reads = RecordRead.objects.filter(reader=by.id, at__gte=start, at__lt=start + timedelta(days=1))
    counted = reads.exclude(person__in=list(besides)).aggregate(persons=Count("person", distinct=True))
    return int(counted["persons"])


def readers_of(person: uuid.UUID, *, limit: int = 50) -> list[RecordRead]:
    """Return the latest looks at a person's record, each by itself, newest first."""
    return list(RecordRead.objects.filter(person=person).order_by("-at")[:limit])


def reads_by_day(person: uuid.UUID, *, skip: int = 0, limit: int = 50) -> list[ReadsOfDay]:
    """Return the looks at a person's record for that person's page, newest first, equal ones of a day as one.

    Who opens the same page again and again pushes nobody else's look out of sight.
    """
    same = ("reader", "reader_for", "role", "purpose", "what")
    days = RecordRead.objects.filter(person=person).annotate(day=TruncDate("at")).values("day", *same)
    found = days.annotate(latest=Max("at"), times=Count("pk")).order_by("-latest", *same)
    return [ReadsOfDay(*row) for row in found.values_list(*same, "latest", "times")[skip : skip + limit]]
