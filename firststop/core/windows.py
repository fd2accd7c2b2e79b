"""Windows of time over the change log: what changed between two moments, complete, in pages.

A window never reaches beyond the moment up to which everything is committed, so what lies in it can no longer change:
its pages follow one another without gaps, and windows that adjoin hold together every change.
"""

import base64
import binascii
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from firststop.core.row_security import beyond_reader

_LAST = """
    SELECT c.transaction, c.id, c.subject, c.at FROM core_change c
    WHERE c.topic = %(topic)s AND c.at >= %(since)s AND c.at < %(until)s
      AND (c.transaction, c.id) > (%(transaction)s, %(entry)s)
      AND NOT EXISTS (
        SELECT 1 FROM core_change d
        WHERE d.subject = c.subject AND d.topic = c.topic AND d.at >= %(since)s AND d.at < %(until)s
          AND (d.transaction, d.id) > (c.transaction, c.id))
    ORDER BY c.transaction, c.id LIMIT %(limit)s
"""
#: Entries are dated by the start of their transaction: whatever still runs may add some from its start on. One may have
#: begun and not be listed yet, so a window ends a second before the list was asked for.
_COMPLETE = """
    SELECT least(statement_timestamp() - interval '1 second', min(xact_start)) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True, slots=True)
class Window:
    """From `since`, inclusive, to `until`, exclusive; behind (`transaction`, `entry`) where a page before ended there.

    `total` is a number that travels with the pages: who opens a window counts once what it will show of it.
    """

    since: datetime
    until: datetime
    total: int = 0
    transaction: int = 0
    entry: int = 0

    def encode(self) -> str:
        """Return the window as one opaque word for an address."""
        said = [self.since.isoformat(), self.until.isoformat(), self.total, self.transaction, self.entry]
        return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Changed:
    """A subject and when it last changed within the window."""

    subject: uuid.UUID
    at: datetime


@beyond_reader()
def complete_until() -> datetime:
    """Return the moment before which no entry can be added to the log any more."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETE)
        row = cursor.fetchone()
    moment: datetime = row[0] if row else datetime.now(tz=UTC)
    return moment


def open_window(since: datetime, until: datetime | None) -> Window:
    """Return the window from `since` up to `until`, or to where the log is complete if that is earlier."""
    complete = complete_until()
    return Window(since, max(since, min(until or complete, complete)))


def read_window(text: str) -> Window:
    """Return the window that `encode` wrote; ValueError for any other word."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        since, until, *numbers = json.loads(raw)
        if len(numbers) != 3 or not all(type(n) is int and 0 <= n < 1 << 63 for n in numbers):
            raise ValueError("a window has three whole numbers")
        moments = [datetime.fromisoformat(each) for each in (since, until)]
    except (binascii.Error, TypeError, AttributeError, RecursionError) as wrong:
        raise ValueError("no window") from wrong
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError("moments of a window are aware")
    return Window(moments[0], moments[1], *numbers)


def changed_in(topic: str, window: Window, *, limit: int) -> tuple[Sequence[Changed], Window | None]:
    """Return up to `limit` subjects that changed, each once, in the order of the log, and the window behind them."""
    asked: dict[str, Any] = {"topic": topic, "since": window.since, "until": window.until, "limit": limit + 1}
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {**asked, "transaction": window.transaction, "entry": window.entry})
        rows = cursor.fetchall()
    told = [Changed(subject, at) for _transaction, _entry, subject, at in rows[:limit]]
    if len(rows) <= limit:
        return told, None
    transaction, entry = rows[limit - 1][:2]
    return told, replace(window, transaction=transaction, entry=entry)
