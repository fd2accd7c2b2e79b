"""The change log: nobody skips an entry, nobody reads one twice, whatever order commits take."""

import random
import threading
import time
import uuid
from collections.abc import Sequence

import psycopg
import pytest
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from firststop.core import changes
from firststop.core.models import Change
from tests.counts import count

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("C-06")]


def write(subjects: Sequence[uuid.UUID], draw: random.Random) -> None:
    """Write each subject in a transaction that commits after a random delay."""
    for subject in subjects:
        with transaction.atomic():
            changes.record_change("test", "changed", subject)
            time.sleep(draw.random() * 0.004)
    connection.close()


def in_threads(jobs: list[threading.Thread]) -> None:
    for job in jobs:
        job.start()


def wait_until_settled() -> None:
    """Wait until every entry is settled: the horizon counts the transactions of other tests on the server, too."""
    deadline = time.monotonic() + count(120, proof=1_200)
    while changes.newest_settled().entry < (Change.objects.aggregate(newest=Max("id"))["newest"] or 0):
        assert time.monotonic() < deadline, "the change log never settled"
        time.sleep(0.05)


def test_a_reader_sees_every_entry_of_eight_writers_once_and_in_order(committed: str) -> None:
    each = count(40, proof=1_250)
    subjects = [[uuid.uuid4() for _ in range(each)] for _ in range(8)]
    writers = [threading.Thread(target=write, args=(mine, random.Random(seed))) for seed, mine in enumerate(subjects)]
    seen: list[Change] = []
    in_threads(writers)
    cursor = changes.START
    while len(seen) < 8 * each:
        if not any(writer.is_alive() for writer in writers):
            wait_until_settled()
        for change in changes.read_changes(cursor, limit=7):
            seen.append(change)
            cursor = changes.Cursor.of(change)
    assert changes.read_changes(cursor) == []
    assert {change.subject for change in seen} == {subject for mine in subjects for subject in mine}
    assert [(c.transaction, c.id) for c in seen] == sorted((c.transaction, c.id) for c in seen)


def test_an_entry_of_a_running_transaction_hides_all_that_came_after_it(committed: str) -> None:
    began, go_on = threading.Event(), threading.Event()
    slow, fast = uuid.uuid4(), uuid.uuid4()

    def slowly() -> None:
        with transaction.atomic():
            changes.record_change("test", "changed", slow)
            began.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    began.wait(10)
    changes.record_change("test", "changed", fast)
    assert changes.read_changes(changes.START) == []
    go_on.set()
    writer.join()
    wait_until_settled()
    assert [change.subject for change in changes.read_changes(changes.START)] == [slow, fast]


class Killed(Exception):
    """The consumer died here."""


def test_a_consumer_killed_at_random_moments_loses_nothing_and_repeats_nothing(committed: str) -> None:
    total = count(400, proof=10_000)
    for start in range(0, total, 200):
        changes.record_changes(
            [Change(topic="test", verb="changed", subject=uuid.UUID(int=n)) for n in range(start, start + 200)]
        )
    wait_until_settled()
    draw = random.Random(20_201_005)

    def project(entries: Sequence[Change]) -> None:
        """Write each entry to a table of the projection, and die now and then before the end."""
        for entry in entries:
            Change.objects.filter(id=entry.id).update(version=(entry.version or 0) + 1)
            if draw.random() < 0.01:
                raise Killed

    read = 0
    while read < total:
        try:
            read += changes.consume("projection", project, limit=50)
        except Killed:
            continue
    assert changes.consume("projection", project) == 0
    assert set(Change.objects.values_list("version", flat=True)) == {1}


def test_a_second_process_under_the_same_name_steps_aside(committed: str) -> None:
    changes.record_change("test", "changed", uuid.uuid4())
    wait_until_settled()
    outcome: list[int] = []

    def other() -> None:
        outcome.append(changes.consume("projection", lambda _entries: None))
        connection.close()

    def meanwhile(_entries: Sequence[Change]) -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert changes.consume("projection", meanwhile) == 1
    assert outcome == [0]


def test_health_sees_how_far_a_consumer_is_behind(committed: str) -> None:
    changes.record_change("test", "changed", uuid.uuid4())
    wait_until_settled()
    changes.consume("projection", lambda _entries: None)
    for _ in range(3):
        changes.record_change("test", "changed", uuid.uuid4())
    lag = changes.lags(at=timezone.now())[0]
    assert (lag.consumer, lag.entries) == ("projection", 3)
    assert lag.seconds >= 0


def test_an_aborted_change_leaves_no_entry(committed: str) -> None:
    def die_after_writing() -> None:
        with transaction.atomic():
            changes.record_change("test", "changed", uuid.uuid4())
            raise Killed

    with pytest.raises(Killed):
        die_after_writing()
    assert Change.objects.count() == 0


def test_health_tells_of_what_readers_wait_for_a_transaction_that_has_written_and_idles(committed: str) -> None:
    before = changes.newest_settled()
    with psycopg.connect(**connection.get_connection_params()) as idle:
        idle.execute(
            "INSERT INTO core_change (topic, verb, subject, detail) VALUES ('t', 'v', gen_random_uuid(), '{}')"
        )
        time.sleep(1.1)
        waited = changes.oldest_transaction_seconds()
        changes.record_change("test", "changed", uuid.uuid4())
        assert changes.read_changes(before) == []
    assert waited >= 1
