"""Decisions about ads, appeals against them, and reports by readers."""

import uuid

from django.db import models

from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.models.vacancy import Vacancy


class Decision(models.Model):
    """A decision on one version of an ad. A refusal has a code, a text for the employer and what the rules found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="decisions")
    version = models.PositiveIntegerField()
    accepted = models.BooleanField()
    code = models.CharField(max_length=40, null=True)
    text = models.TextField(default="")
    findings = models.JSONField(default=list)
    by = models.CharField(max_length=80)
    by_kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=True) | models.Q(code__isnull=False), name="vacancies_refusal_has_code"
            )
        ]
        indexes = [models.Index(fields=["vacancy", "-at"], name="vacancies_decisions")]

    def __str__(self) -> str:
        return f"{'accepted' if self.accepted else self.code} v{self.version}"


class Appeal(models.Model):
    """An employer disagrees with a refusal. Somebody else than the first moderator decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, null=True)
    upheld = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"appeal of {self.at:%Y-%m-%d}"


class ReaderReport(models.Model):
    """A reader says that something is wrong with an ad."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=40)
    text = models.TextField(default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, default="")
    delete_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.reason} on {self.vacancy_id}"

    @property
    def reason_word(self) -> str:
        """The reason in the reader's language."""
        return str(RejectionCode(self.reason).label)
