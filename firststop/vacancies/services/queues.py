"""What moderators do, by queue."""

from django.utils.translation import gettext_lazy as _

QUEUE, APPEALS, REPORTS = "vacancies.moderation", "vacancies.appeal", "vacancies.report"
#: What the queues are called, the most urgent first.
QUEUES = {REPORTS: _("Reports of readers"), APPEALS: _("Employers who disagree"), QUEUE: _("Vacancies to check")}
#: What one case of a queue is called, where it is more than a vacancy to check.
CASES = {REPORTS: _("A reader reports"), APPEALS: _("The employer disagrees")}
