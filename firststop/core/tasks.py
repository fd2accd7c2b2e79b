"""Jobs of core: send what waits in the outbox, hand on what a lost worker left, delete what is due."""

import uuid

from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from firststop.core import messages, retention
from firststop.core.jobs import hand_on

#: Tries of a message before its channel is given up: with pauses of at most ten minutes, about a week.
TRIES = 1_000


class UntilItGoes(BaseRetryStrategy):
    """Try again after 5, 15, 45 … seconds, then every ten minutes: soon after a channel is back, all has left."""

    tries = TRIES

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """Return when the next try is due; None where there were enough."""
        if job.attempts >= self.tries:
            return None
        return RetryDecision(retry_in={"seconds": min(5 * 3 ** min(job.attempts, 10), 600)})


@app.task(name="core.deliver_message", retry=UntilItGoes())
def deliver_message(message: str) -> None:
    """Send one message; a channel that is down is tried again for about a week."""
    messages.deliver(uuid.UUID(message), at=timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="core.delete_due")
def delete_due(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Delete every row whose retention has ended, and what libraries leave in tables of their own."""
    retention.delete_due(at=timezone.now())
    retention.delete_left_over(at=timezone.now())


@app.periodic(cron="47 2 * * *")
@app.task(name="core.delete_old_jobs", queueing_lock="core.delete_old_jobs", pass_context=True)
async def delete_old_jobs(context: JobContext, timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names it
    """Delete jobs that ended a month ago, however they did."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=24 * 30, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="* * * * *")
@app.task(name="core.hand_on", queueing_lock="core.hand_on", pass_context=True)
async def hand_on_left_jobs(context: JobContext, timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names it
    """Let the jobs of a worker that was lost, or lost the database, run again."""
    await hand_on(context.app.job_manager)
