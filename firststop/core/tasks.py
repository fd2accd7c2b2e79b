"""Jobs of core: send what waits in the outbox, take up what a lost worker left, delete what is due."""

import uuid

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from firststop.core import messages, retention

#: Tries of a message before its channel is given up: with pauses of at most ten minutes, about a week.
TRIES = 1_000


class UntilItGoes(BaseRetryStrategy):
    """Try again after 5, 15, 45 … seconds, then every ten minutes: soon after a channel is back, all has left."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """Return when the next try is due; None where there were enough."""
        if job.attempts >= TRIES:
            return None
        return RetryDecision(retry_in={"seconds": min(5 * 3 ** min(job.attempts, 10), 600)})


@app.task(name="core.deliver_message", retry=UntilItGoes())
def deliver_message(message: str) -> None:
    """Send one message; a channel that is down is tried again for about a week."""
    messages.deliver(uuid.UUID(message), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="core.take_up", queueing_lock="core.take_up")
async def take_up(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Take up the jobs that a worker had begun when it was lost, or lost the database; each may run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 2 * * *")
@app.task(name="core.delete_due")
def delete_due(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Delete every row whose retention has ended."""
    retention.delete_due(at=timezone.now())
