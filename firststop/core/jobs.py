"""Jobs: work that follows a change, enqueued in its transaction and run by a worker.

A job is named by its package, ``"vacancies.send_alert"``, and takes ids only: it reads what is true when it runs, and
may run twice.
"""

import uuid

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from firststop.core.database import is_gone

LOST_TRIES = 20
Id = uuid.UUID | str | int


def enqueue(name: str, *, lock: str | None = None, **ids: Id) -> None:
    """Enqueue the task `name` with `ids` in the running transaction; jobs of one `lock` run one after another."""
    arguments = {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in ids.items()}
    app.configure_task(name, allow_unknown=False, lock=lock).defer(**arguments)


class AgainWhenLost(BaseRetryStrategy):
    """Try again soon where the database was lost on the way: what the job is for has not become less true."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when the next try is due; None for a fault of the job itself."""
        again = is_gone(exception) and job.attempts < LOST_TRIES
        return RetryDecision(retry_in={"seconds": 5}) if again else None


def survive_lost_lines() -> None:
    """Let every job without a rule of its own be tried again when the database was lost."""
    for task in app.tasks.values():
        if task.retry_strategy is None:
            task.retry_strategy = AgainWhenLost()
