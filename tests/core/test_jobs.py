"""Jobs that a dead worker left: they run again, and one that cannot is given up."""

import asyncio
from typing import cast

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from firststop.core.jobs import hand_on
from firststop.core.tasks import TRIES

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
