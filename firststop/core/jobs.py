"""Jobs: work that follows a change, enqueued in its transaction and run by a worker.

A job is named by its package, ``"vacancies.send_alert"``, and takes ids only: it reads what is true when it runs, and
may run twice.
"""

import uuid

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

#: How often a job is begun before it is given up.
MOST_ATTEMPTS = 8
Id = uuid.UUID | str | int


def enqueue(name: str, *, lock: str | None = None, **ids: Id) -> None:
    """Enqueue the task `name` with `ids` in the running transaction; jobs of one `lock` run one after another."""
    arguments = {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in ids.items()}
    app.configure_task(name, allow_unknown=False, lock=lock).defer(**arguments)


async def hand_on(manager: JobManager) -> None:
    """Let the jobs of a worker that died run again, as every job may; one that ends each worker is given up."""
    for job in await manager.get_stalled_jobs():
        try:
            if job.attempts < MOST_ATTEMPTS:
                await manager.retry_job(job)
                continue
        except UniqueViolation:
            pass  # The next of its kind waits already and does the same work.
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)
