"""Tables of placements."""

import uuid
from datetime import datetime

import pghistory
from django.db import models

from firststop.placements.enums import ApplicationState, InvitationState, RefusalReason

#: Letters of where a firm and a person meet: one line.
MOST_PLACE = 200


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by whose turn it is."""

    def open(self) -> "ApplicationQuerySet":
        """Those that somebody still has to decide."""
        return self.filter(state__in=[state for state in ApplicationState if state.is_open])

    def waiting(self, at: datetime) -> "ApplicationQuerySet":
        """Those that wait for their firm at the moment `at`.

        What it has put off waits again from the day on which we remind it, and whom it meets once the meeting is over;
        what it keeps for later waits for a place.
        """
        unread = models.Q(state__in=[ApplicationState.NEW, ApplicationState.IN_REVIEW])
        put_off = models.Q(state=ApplicationState.POSTPONED, reminders__gt=0)
        not_before = models.Q(meeting_at__isnull=True) | models.Q(meeting_at__lte=at)
        return self.filter(unread | put_off | (models.Q(state=ApplicationState.TRIAL) & not_before))


@pghistory.track()
class Application(models.Model):
    """One person applies for one vacancy, or to a firm without one. To apply is to say yes to being known to this firm.

    `touched_at` is when the firm last did something about it; `silent` says that its silence ended it (see `rules`).
    `comes` is what the person answered about the meeting that is planned, None before an answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, null=True, related_name="+")
    establishment = models.ForeignKey("employers.Establishment", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=16, choices=ApplicationState, default=ApplicationState.NEW)
    message = models.TextField(default="")
    reason = models.CharField(max_length=24, choices=RefusalReason, null=True)
    note = models.TextField(default="")
    meeting_at = models.DateTimeField(null=True)
    meeting_place = models.CharField(max_length=MOST_PLACE, default="")
    comes = models.BooleanField(null=True)
    sent_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    silent = models.BooleanField(default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            # One living application a vacancy: a second one would be answered twice.
            models.UniqueConstraint(
                fields=["vacancy", "person"],
                condition=models.Q(state__in=["new", "in_review", "postponed", "trial", "pool", "hired"]),
                name="placements_one_living_application",
            ),
            # The same for those without a vacancy: one a firm.
            models.UniqueConstraint(
                fields=["establishment", "person"],
                condition=models.Q(
                    vacancy__isnull=True, state__in=["new", "in_review", "postponed", "trial", "pool", "hired"]
                ),
                name="placements_one_living_spontaneous",
            ),
            # A no without a reason teaches nobody anything.
            models.CheckConstraint(
                condition=~models.Q(state="refused") | models.Q(reason__isnull=False),
                name="placements_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(archived_at__isnull=True)
                | models.Q(state__in=["refused", "withdrawn", "hired_elsewhere"]),
                name="placements_archive_what_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-sent_at"], name="placements_of_person"),
            models.Index(fields=["establishment", "state", "touched_at"], name="placements_of_firm"),
            models.Index(fields=["vacancy", "state"], name="placements_of_vacancy"),
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.state}"

    @property
    def is_spontaneous(self) -> bool:
        """Whether it answers no vacancy."""
        return self.vacancy_id is None


@pghistory.track()
class Invitation(models.Model):
    """A firm asks somebody whose name it does not know. The name opens when both have said yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey("employers.Establishment", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.SENT)
    message = models.TextField(default="")
    first_date = models.DateTimeField(null=True)
    second_date = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    application = models.OneToOneField(Application, on_delete=models.SET_NULL, null=True, related_name="invitation")

    class Meta:
        constraints = [
            # A no is final for that vacancy, so nobody is asked twice.
            models.UniqueConstraint(fields=["vacancy", "person"], name="placements_invited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.state}"

    def dates_after(self, at: datetime) -> list[datetime]:
        """Return the dates on which the firm offers to meet and that are not over at the moment `at`."""
        return [date for date in (self.first_date, self.second_date) if date and date > at]
