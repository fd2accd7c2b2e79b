"""What moderators do, by queue."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from firststop.casework.enums import Clock
from firststop.casework.queries import office_for, tasks_of
from firststop.casework.services import finish_task, open_task
from firststop.vacancies.models import Vacancy

QUEUE, APPEALS, REPORTS = "vacancies.moderation", "vacancies.appeal", "vacancies.report"
#: What is public already, and whose words are in doubt: the ad of a source that we trust.
DOUBTS = "vacancies.doubt"
#: What the queues are called, the most urgent first.
QUEUES = {
    REPORTS: _("Reports of readers"),
    APPEALS: _("Employers who disagree"),
    DOUBTS: _("Published vacancies with doubtful words"),
    QUEUE: _("Vacancies to check"),
}
#: What one case of a queue is called, where it is more than a vacancy to check.
CASES = {
    REPORTS: _("A reader reports"),
    APPEALS: _("The employer disagrees"),
    DOUBTS: _("Published, with doubtful words"),
}


def queue_for_moderation(vacancy: Vacancy, *, at: datetime, queue: str = QUEUE) -> None:
    """Put a received vacancy before a moderator, with the promise of one working day."""
    place = vacancy.places[0] if vacancy.places else None
    open_task(queue, vacancy.id, clock=Clock.MODERATION, at=at, office=office_for(place))


def leave_queue(queue: str, vacancies: Iterable[uuid.UUID], *, outcome: str, at: datetime) -> None:
    """Finish what waits about those of many vacancies that are in a queue."""
    for vacancy in tasks_of(queue, vacancies):
        finish_task(queue, vacancy, outcome=outcome, at=at)
