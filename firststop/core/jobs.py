"""Jobs: work that follows a change, enqueued in its transaction and run by a worker.

A job is named by its package, ``"vacancies.send_alert"``, and takes ids only: it reads what is true when it runs, and
may run twice.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from firststop.core.database import is_gone

#: How often a job without a rule of its own is begun before it is given up.
LOST_TRIES = 20
Id = uuid.UUID | int


def enqueue(name: str, *, lock: str | None = None, **ids: Id) -> None:
    """Enqueue the task `name` with `ids` in the running transaction; jobs of one `lock` run one after another."""
    arguments = {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in ids.items()}
    app.configure_task(name, allow_unknown=False, lock=lock).defer(**arguments)


def at_work(*names: str) -> list[Mapping[str, Any]]:
    """Return the arguments of the jobs of these names that wait or run."""
    jobs = apps.get_model("procrastinate", "ProcrastinateJob")._default_manager
    return list(jobs.filter(task_name__in=names, status__in=("todo", "doing")).values_list("args", flat=True))


class AgainWhenLost(BaseRetryStrategy):
    """Try again soon where the database was lost on the way: what the job is for has not become less true."""

    def __init__(self, tries: int = LOST_TRIES) -> None:
        self.tries = tries

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when the next try is due; None for a fault of the job itself."""
        again = is_gone(exception) and job.attempts < self.tries
        return RetryDecision(retry_in={"seconds": 5}) if again else None


def survive_lost_lines() -> None:
    """Let every job without a rule of its own be tried again when the database was lost."""
    for task in app.tasks.values():
        if task.retry_strategy is None:
            task.retry_strategy = AgainWhenLost()


async def hand_on(manager: JobManager) -> None:
    """Let the jobs of a worker that was lost run again, as every job may; one that ends each worker is given up."""
    for job in await manager.get_stalled_jobs():
        try:
            if job.attempts < _tries(job):
                await manager.retry_job(job)
                continue
        except UniqueViolation:
            pass  # The next of its kind waits already and does the same work.
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)


def _tries(job: Job) -> int:
    task = app.tasks.get(job.task_name)
    return int(getattr(task.retry_strategy, "tries", LOST_TRIES)) if task else LOST_TRIES
