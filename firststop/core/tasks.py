"""Jobs of core: send what waits in the outbox, delete what is due."""

import uuid

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from firststop.core import messages, retention


@app.task(name="core.deliver_message", retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def deliver_message(message: str) -> None:
    """Send one message; a channel that is down is tried again for about a day."""
    messages.deliver(uuid.UUID(message), at=timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="core.delete_due")
def delete_due(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Delete every row whose retention has ended."""
    retention.delete_due(at=timezone.now())
