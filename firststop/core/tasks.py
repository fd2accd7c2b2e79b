"""Jobs of core: send what waits in the outbox, delete what is due, hand on what a dead worker left."""

import uuid

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from firststop.core import messages, retention
from firststop.core.jobs import MOST_ATTEMPTS, hand_on


@app.task(name="core.deliver_message", retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=5))
def deliver_message(message: str) -> None:
    """Send one message; a channel that is down is tried again for about a day."""
    messages.deliver(uuid.UUID(message), at=timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="core.delete_due")
def delete_due(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Delete every row whose retention has ended."""
    retention.delete_due(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="core.hand_on", pass_context=True)
async def hand_on_left_jobs(context: JobContext, timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names it
    """Let the jobs of a worker that died run again."""
    await hand_on(context.app.job_manager)
