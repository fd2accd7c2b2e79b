"""A database that was brought from another server, whose transactions bear other numbers."""

import uuid
from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.db.models import F

from firststop.core import changes
from firststop.core.models import Change
from firststop.core.moved import settle_moved_log
from tests.core.test_changes import wait_until_settled

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("C-06")]
FAR = 1 << 40


def write(*subjects: uuid.UUID) -> None:
    for subject in subjects:
        changes.record_change("test", "changed", subject)


@pytest.fixture
def brought(committed: str) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Five entries that the consumer has read and two that it has not, as a server far ahead of this one wrote them."""
    read, unread = ([uuid.uuid4() for _ in range(n)] for n in (5, 2))
    seen: list[uuid.UUID] = []
    write(*read)
    wait_until_settled()
    assert changes.consume("test", noting(seen)) == 5
    write(*unread)
    Change.objects.update(transaction=F("transaction") + FAR)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_consumer SET transaction = transaction + %s", [FAR])
    return read, unread


def noting(seen: list[uuid.UUID]) -> Callable[[Sequence[Change]], None]:
    def note(entries: Sequence[Change]) -> None:
        seen.extend(entry.subject for entry in entries)

    return note


def test_what_is_written_after_a_move_is_read_and_what_was_unread_too(brought: tuple[list[uuid.UUID], ...]) -> None:
    _read, unread = brought
    seen: list[uuid.UUID] = []
    assert settle_moved_log()
    fresh = uuid.uuid4()
    write(fresh)
    wait_until_settled()
    assert changes.consume("test", noting(seen)) == 3
    assert seen == [*unread, fresh]


def test_a_log_at_home_is_left_alone(committed: str) -> None:
    write(uuid.uuid4(), uuid.uuid4())
    before = list(Change.objects.order_by("id").values_list("id", "transaction"))
    assert not settle_moved_log()
    assert list(Change.objects.order_by("id").values_list("id", "transaction")) == before


def test_a_move_is_settled_once(brought: object) -> None:
    assert [settle_moved_log(), settle_moved_log()] == [True, False]
