"""The change log's two verbs: tell what changed, and read on from where one stopped.

Readers see entries in the order (transaction, id), and only those of transactions that no longer run: whatever may
still commit has a higher number, so a reader never skips an entry and never sees one twice.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from firststop.core.models import Change, Consumer
from firststop.core.row_security import beyond_reader

BATCH = 500


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the change log."""

    transaction: int = 0
    entry: int = 0

    @classmethod
    def of(cls, change: Change) -> "Cursor":
        """Return the place right behind `change`."""
        return cls(change.transaction, change.id)


START = Cursor()


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a consumer is behind: entries it has not read, and the age of the oldest in seconds."""

    consumer: str
    entries: int
    seconds: float


def record_change(
    topic: str,
    verb: str,
    subject: uuid.UUID,
    *,
    version: int | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one entry to the log in the running transaction. `detail` holds ids, digests and codes only."""
    Change.objects.create(topic=topic, verb=verb, subject=subject, version=version, detail=detail or {})


def record_changes(changes: Sequence[Change]) -> None:
    """Add many entries in one statement, for bulk work of at most `BATCH` rows a transaction."""
    Change.objects.bulk_create(changes)


def read_changes(after: Cursor, *, limit: int = BATCH) -> list[Change]:
    """Return the next settled entries behind `after`, oldest first."""
    entries = Change.objects.extra(
        where=[
            "(core_change.transaction, core_change.id) > (%s, %s)",
            "core_change.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
        ],
        params=[after.transaction, after.entry],
    ).order_by("transaction", "id")
    return list(entries[:limit])


def newest_told(topic: str, verb: str, *, until: Cursor) -> Cursor:
    """Return the place behind the last entry of one kind up to `until`; the start of the log where there is none."""
    entries = Change.objects.filter(topic=topic, verb=verb).extra(
        where=["(core_change.transaction, core_change.id) <= (%s, %s)"], params=[until.transaction, until.entry]
    )
    newest = entries.order_by("-transaction", "-id").first()
    return Cursor.of(newest) if newest else START


def told_between(topic: str, verb: str, *, after: Cursor, until: Cursor) -> list[tuple[Cursor, uuid.UUID]]:
    """Return what entries of one kind are about, behind `after` and up to `until`, with the place behind each."""
    entries = Change.objects.filter(topic=topic, verb=verb).extra(
        where=[
            "(core_change.transaction, core_change.id) > (%s, %s)",
            "(core_change.transaction, core_change.id) <= (%s, %s)",
        ],
        params=[after.transaction, after.entry, until.transaction, until.entry],
    )
    rows = entries.order_by("transaction", "id").values_list("transaction", "id", "subject")
    return [(Cursor(place, entry), subject) for place, entry, subject in rows]


def newest_settled() -> Cursor:
    """Return the place behind the last settled entry: who builds from the tables and reads on here misses nothing."""
    settled = Change.objects.extra(
        where=["core_change.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"]
    )
    newest = settled.order_by("-transaction", "-id").first()
    return Cursor.of(newest) if newest else START


def consume(name: str, apply: Callable[[Sequence[Change]], None], *, limit: int = BATCH) -> int:
    """Apply the next entries and move the cursor in one transaction; return how many there were.

    Only one process at a time consumes under a `name`; another returns 0 at once. An error in `apply` leaves the
    cursor where it was.
    """
    Consumer.objects.get_or_create(name=name)
    with transaction.atomic():
        consumer = Consumer.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if consumer is None:
            return 0
        changes = read_changes(Cursor(consumer.transaction, consumer.entry), limit=limit)
        if changes:
            apply(changes)
            _move(consumer, Cursor.of(changes[-1]))
        return len(changes)


def report_cursor(name: str, cursor: Cursor) -> None:
    """Note how far a projection that keeps its own cursor (an index on disk) has come, for `/health`."""
    consumer, _created = Consumer.objects.get_or_create(name=name)
    _move(consumer, cursor)


def _move(consumer: Consumer, cursor: Cursor) -> None:
    consumer.transaction, consumer.entry = cursor.transaction, cursor.entry
    consumer.moved_at = timezone.now()
    consumer.save(update_fields=["transaction", "entry", "moved_at"])


def lags(*, at: datetime) -> list[Lag]:
    """Return how far each known consumer is behind at the moment `at`."""
    found = []
    for consumer in Consumer.objects.order_by("name"):
        behind = Change.objects.extra(
            where=["(core_change.transaction, core_change.id) > (%s, %s)"],
            params=[consumer.transaction, consumer.entry],
        )
        oldest = behind.order_by("transaction", "id").first()
        seconds = max((at - oldest.at).total_seconds(), 0.0) if oldest else 0.0
        found.append(Lag(consumer.name, behind.count(), seconds))
    return found


@beyond_reader()
def oldest_transaction_seconds() -> float:
    """Return the age in seconds of the oldest open transaction that has written, the horizon that readers wait behind.

    One that only reads has no number and holds nobody up; one that has written does, also while it idles.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM max(now() - xact_start)), 0)::float8 FROM pg_stat_activity"
            " WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        row = cursor.fetchone()
    return float(row[0]) if row else 0.0
