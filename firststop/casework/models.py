"""Tables of casework."""

import uuid
from datetime import datetime

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from firststop.casework.enums import WEIGHTS, Clock, TaskState


class Office(models.Model):
    """An office of the service and the places that it is responsible for; on `closed_days` its clocks stand still."""

    code = models.CharField(max_length=40, primary_key=True)
    names = models.JSONField()
    place = models.ForeignKey("taxonomy.Place", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=16, null=True)
    closed_days = ArrayField(models.DateField(), default=list)
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class Catchment(models.Model):
    """A place, with all that lies in it, belongs to an office, unless a narrower place belongs to another."""

    place = models.OneToOneField("taxonomy.Place", on_delete=models.CASCADE, primary_key=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="catchments")

    def __str__(self) -> str:
        return f"{self.place_id} to {self.office_id}"


class Assignment(models.Model):
    """A member of staff works in an office; `substitute` does their tasks while they are away."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="staff")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    substitute = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    away_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "account"], name="casework_once_an_office"),
            # Nobody stands in for themselves.
            models.CheckConstraint(
                condition=models.Q(substitute__isnull=True) | ~models.Q(substitute=models.F("account")),
                name="casework_substitute_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.office_id}"


class Client(models.Model):
    """A person has a counsellor: only that counsellor, and whoever stands in, opens the record without a reason."""

    person = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, primary_key=True, related_name="+")
    counsellor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    next_action = models.CharField(max_length=120, default="")
    next_action_on = models.DateField(null=True)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["counsellor", "next_action_on"], name="casework_client_next")]
        constraints = [
            # The alarm of a caseload counts on this scale.
            models.CheckConstraint(condition=models.Q(weight__in=list(WEIGHTS)), name="casework_client_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.counsellor_id}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by what is to be done about them."""

    def waiting(self) -> "TaskQuerySet":
        """Those not done."""
        return self.exclude(state=TaskState.DONE)

    def late(self, at: datetime) -> "TaskQuerySet":
        """Those whose promise is broken at the moment `at`."""
        return self.waiting().filter(due_at__lt=at)


@pghistory.track()
class Task(models.Model):
    """Something that staff must do about a subject, in a queue, until a promised time.

    `subject` is an id of the package that owns the queue; `urgency` orders a queue before its age does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    queue = models.CharField(max_length=40)
    subject = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    clock = models.CharField(max_length=20, choices=Clock)
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.OPEN)
    owner = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    urgency = models.SmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, default="")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            # One open task a subject and queue: a second one would be done twice.
            models.UniqueConstraint(
                fields=["queue", "subject"], condition=~models.Q(state="done"), name="casework_one_open_task"
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at__isnull=True)),
                name="casework_done_has_time",
            ),
        ]
        indexes = [models.Index(fields=["queue", "state", "-urgency", "due_at"], name="casework_task_queue")]

    def __str__(self) -> str:
        return f"{self.queue}: {self.state}"
