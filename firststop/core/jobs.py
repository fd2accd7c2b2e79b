"""Jobs: work that follows a change, enqueued in its transaction and run by a worker.

A job is named by its package, ``"vacancies.send_alert"``, and takes ids only: it reads what is true when it runs, and
may run twice.
"""

import uuid

from procrastinate.contrib.django import app

Id = uuid.UUID | str | int


def enqueue(name: str, *, lock: str | None = None, **ids: Id) -> None:
    """Enqueue the task `name` with `ids` in the running transaction; jobs of one `lock` run one after another."""
    arguments = {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in ids.items()}
    app.configure_task(name, allow_unknown=False, lock=lock).defer(**arguments)
