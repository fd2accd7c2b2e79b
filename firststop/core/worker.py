"""The worker: runs jobs and keeps projections up to date, in one process beside the web server."""

import asyncio
import contextlib
import logging
import signal
import threading
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
    """Work until the process is told to stop (SIGINT or SIGTERM), then finish what is running.

    A database that goes away is waited for: the job library's own worker would end with it.
    """
    survive_lost_lines()
    stop = threading.Event()
    projections = threading.Thread(target=keep_up, args=(stop,), name="projections")
    projections.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            while not stop.is_set():
                _work(concurrency, stop)
                stop.wait(PAUSE)
    finally:
        stop.set()
        projections.join()


def _work(concurrency: int, stop: threading.Event) -> None:
    """Run jobs until told to stop, or until the database goes away."""
    try:
        asyncio.run(_run_jobs(concurrency, stop))
    except (ConnectorException, DatabaseError, psycopg.Error) as error:
        log.warning("jobs wait for the database: %s", type(error).__name__)


async def _run_jobs(concurrency: int, stop: threading.Event) -> None:
    connector = cast("DjangoConnector", app.connector)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        work = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=concurrency, fetch_job_polling_interval=1.0, install_signal_handlers=False
            )
        )

        def told() -> None:
            stop.set()
            work.cancel()  # the library finishes what is running

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, told)
        with contextlib.suppress(asyncio.CancelledError):
            await work
