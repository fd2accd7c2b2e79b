"""The worker: runs jobs and keeps projections up to date, in one process beside the web server."""

import asyncio
import contextlib
import logging
import threading
import time
from typing import cast

import psycopg
from django.db import DatabaseError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from firststop.core.jobs import survive_lost_lines
from firststop.core.projections import keep_up

log = logging.getLogger("firststop.worker")
#: Seconds between two tries to reach a database that is away.
PAUSE = 1.0


def run_worker(*, concurrency: int = 4) -> None:
    """Work until the process is told to stop (SIGINT or SIGTERM), then finish what is running."""
    survive_lost_lines()
    stop = threading.Event()
    projections = threading.Thread(target=keep_up, args=(stop,), name="projections")
    projections.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            while not _worked_until_told_to_stop(concurrency):
                time.sleep(PAUSE)
    finally:
        stop.set()
        projections.join()


def _worked_until_told_to_stop(concurrency: int) -> bool:
    """Run jobs; return False where the database went away: it is waited for, what was running is taken up again."""
    try:
        asyncio.run(_run_jobs(concurrency))
    except (ConnectorException, DatabaseError, psycopg.Error) as error:
        log.warning("jobs wait for the database: %s", type(error).__name__)
        return False
    return True


async def _run_jobs(concurrency: int) -> None:
    connector = cast("DjangoConnector", app.connector)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        await worker_app.run_worker_async(concurrency=concurrency, fetch_job_polling_interval=1.0)
