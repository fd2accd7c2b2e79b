"""What our tables hold about one person: shown, taken away, erased by the retention rules (features A-11, C-15)."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from firststop.core.refusals import Text
from firststop.core.retention import Kept, rules


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one table about a person: why, how many, and until when in words or as the first day that is due."""

    model: str
    purpose: Text
    until: Text
    rows: int
    delete_on: date | None


def held_about(person: uuid.UUID) -> list[Held]:
    """Return the tables that hold something about a person, by name; one query a table."""
    found = []
    for rule, rows in _tables(person):
        first = {"first": models.Min("ends")} if rule.due is not None else {}
        counted = rows.aggregate(rows=models.Count("pk"), **first)
        if counted["rows"]:
            due = rule.last_day(_day(counted.get("first")))
            found.append(Held(rule.model, rule.purpose, rule.until, counted["rows"], due))
    return found


def rows_about(person: uuid.UUID, model: str, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the rows of one table about a person, every column but those named; bytes as their number.

    `delete_on` is the day on which the row goes, None where it goes with what it belongs to.
    """
    rule, rows = next(found for found in _tables(person) if found[0].model == model)
    return [_said(row, rule, without) for row in rows.order_by("pk")]


def erase_rows_about(person: uuid.UUID, *, besides: Collection[str] = ()) -> None:
    """Delete a person's rows from every table that is the person's, in the running transaction.

    Whoever hears of rows that retention deletes hears of these too.
    """
    for rule, rows in _tables(person):
        if rule.model not in besides:
            if rule.tell is not None:
                rule.tell(list(rows.values_list("pk", flat=True)))
            rows.delete()


def _tables(person: uuid.UUID) -> Iterator[tuple[Kept, "models.QuerySet[Any]"]]:
    for rule in rules():
        if rule.whose:
            yield rule, rule.rows().filter(**{rule.whose: person})


def _said(row: models.Model, rule: Kept, without: Collection[str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if column.name not in without:
            value = getattr(row, column.attname)
            said[column.name] = len(value) if isinstance(value, bytes | memoryview) else value
    said["delete_on"] = rule.last_day(_day(getattr(row, "ends", None)))
    return said


def _day(due: date | datetime | None) -> date | None:
    return timezone.localdate(due) if isinstance(due, datetime) else due
