"""Jobs of placements: reminders, silence, invitations that nobody answered, who comes to a meeting."""

import uuid

from django.utils import timezone
from procrastinate.contrib.django import app

from firststop.placements.services import (
    ask_coming,
    lapse_invitations,
    remind_and_close,
    take_coming,
    take_invitation_answer,
)


@app.periodic(cron="15 8 * * *")
@app.task(name="placements.remind_and_close", queueing_lock="placements.remind_and_close")
def remind(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Remind firms of applications that wait, and close those that waited too long."""
    remind_and_close(at=timezone.now())


@app.periodic(cron="20 0 * * *")
@app.task(name="placements.lapse_invitations", queueing_lock="placements.lapse_invitations")
def lapse(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """End the invitations whose time to answer is over."""
    lapse_invitations(on=timezone.localdate(), at=timezone.now())


@app.periodic(cron="30 8 * * *")
@app.task(name="placements.ask_coming", queueing_lock="placements.ask_coming")
def ask_who_comes(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Ask whether people come to the meetings of the next day."""
    ask_coming(at=timezone.now())


@app.task(name="placements.coming_answered")
def coming_answered(message: str) -> None:
    """Tell the firm whether somebody comes."""
    take_coming(uuid.UUID(message), at=timezone.now())


@app.task(name="placements.invitation_answered")
def invitation_answered(message: str) -> None:
    """Take a no by text message, and what somebody said when the desk called."""
    take_invitation_answer(uuid.UUID(message), at=timezone.now())
