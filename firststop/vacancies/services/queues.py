"""What moderators do, by queue."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from firststop.casework.enums import Clock
from firststop.casework.queries import office_for
from firststop.casework.services import open_task
from firststop.vacancies.models import Vacancy

QUEUE, APPEALS, REPORTS = "vacancies.moderation", "vacancies.appeal", "vacancies.report"
#: What the queues are called, the most urgent first.
QUEUES = {REPORTS: _("Reports of readers"), APPEALS: _("Employers who disagree"), QUEUE: _("Vacancies to check")}
#: What one case of a queue is called, where it is more than a vacancy to check.
CASES = {REPORTS: _("A reader reports"), APPEALS: _("The employer disagrees")}


def queue_for_moderation(vacancy: Vacancy, *, at: datetime) -> None:
    """Put a received vacancy before a moderator, with the promise of one working day."""
    place = vacancy.places[0] if vacancy.places else None
    open_task(QUEUE, vacancy.id, clock=Clock.MODERATION, at=at, office=office_for(place))
