"""Jobs of employers: proofs whose time is over end."""

from django.utils import timezone
from procrastinate.contrib.django import app

from firststop.employers.services import end_proofs


@app.periodic(cron="25 * * * *")
@app.task(name="employers.end_proofs", queueing_lock="employers.end_proofs")
def end_late_proofs(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """End the proofs whose time is over."""
    end_proofs(at=timezone.now())
