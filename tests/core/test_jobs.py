"""Jobs that a dead worker left: they run again, and one that cannot is given up."""

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from firststop.core.jobs import hand_on
from firststop.core.tasks import TRIES, delete_old_jobs

pytestmark = [pytest.mark.sql, pytest.mark.commits]


def worker(*, silent: bool) -> int:
    """Return a worker that lives, or one that has been silent for minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 minute') RETURNING id",
            [5 if silent else 0],
        )
        return int(cursor.fetchone()[0])


def job(
    of: int | None, *, attempts: int = 1, queueing_lock: str | None = None, task: str = "core.deliver_message"
) -> int:
    """Return a job that a worker is doing; of None one that waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, attempts, queueing_lock)"
            " VALUES ('default', %s, %s, %s, %s, %s) RETURNING id",
            [task, "doing" if of else "todo", of, attempts, queueing_lock],
        )
        return int(cursor.fetchone()[0])


def look() -> None:
    """Look once for what dead workers left, as a worker does."""

    async def run() -> None:
        mine = app.with_connector(cast("DjangoConnector", app.connector).get_worker_connector())
        async with mine.open_async():
            await hand_on(mine.job_manager)

    asyncio.run(run())


def state_of(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("silent", "attempts", "becomes"), [(True, 1, "todo"), (False, 1, "doing"), (True, TRIES, "failed")]
)
def test_a_job_of_a_dead_worker_runs_again_until_it_is_given_up(
    committed: str, silent: bool, attempts: int, becomes: str
) -> None:
    left = job(worker(silent=silent), attempts=attempts)
    look()
    assert state_of(left) == becomes


def test_a_left_job_whose_next_waits_already_ends(committed: str) -> None:
    left, waits = job(worker(silent=True), queueing_lock="one"), job(None, queueing_lock="one")
    after = job(worker(silent=True))
    look()
    assert [state_of(number) for number in (left, waits, after)] == ["failed", "todo", "todo"]


@pytest.mark.parametrize("task", ["vacancies.try_table", "vacancies.put_table_in"])
def test_a_table_that_ends_each_worker_is_given_up_soon(committed: str, task: str) -> None:
    again, enough = job(worker(silent=True), attempts=2, task=task), job(worker(silent=True), attempts=3, task=task)
    look()
    assert (state_of(again), state_of(enough)) == ("todo", "failed")


def ended(state: str, *, days: int) -> int:
    """Return a job that ended some days ago."""
    with connection.cursor() as cursor:
        number = job(None)
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, number])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, now() - %s * interval '1 day')",
            [number, state, days],
        )
        return number


@pytest.mark.row("C-15")
def test_a_job_that_ended_a_month_ago_is_deleted_however_it_did(committed: str) -> None:
    old = [ended(state, days=31) for state in ("succeeded", "failed", "cancelled", "aborted")]
    kept = [ended("succeeded", days=29), ended("failed", days=29), job(None), job(worker(silent=False))]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events WHERE at > now() - interval '1 day'")

    async def run() -> None:
        mine = app.with_connector(cast("DjangoConnector", app.connector).get_worker_connector())
        async with mine.open_async():
            await delete_old_jobs(cast("JobContext", SimpleNamespace(app=mine)))

    asyncio.run(run())
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs")
        left = {number for (number,) in cursor.fetchall()}
    assert (left & set(old), left >= set(kept)) == (set(), True)
