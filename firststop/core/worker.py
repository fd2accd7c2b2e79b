"""The worker: runs jobs and keeps projections up to date, in one process beside the web server."""

import asyncio
import contextlib
import threading
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from firststop.core.projections import keep_up


def run_worker(*, concurrency: int = 4) -> None:
    """Work until the process is told to stop (SIGINT or SIGTERM), then finish what is running."""
    stop = threading.Event()
    projections = threading.Thread(target=keep_up, args=(stop,), name="projections")
    projections.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run_jobs(concurrency))
    finally:
        stop.set()
        projections.join()


async def _run_jobs(concurrency: int) -> None:
    connector = cast("DjangoConnector", app.connector)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        await worker_app.run_worker_async(concurrency=concurrency, fetch_job_polling_interval=1.0)
