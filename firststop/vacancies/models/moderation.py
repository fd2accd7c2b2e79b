"""Decisions about ads, appeals against them, and reports by readers."""

import uuid
from typing import Any

from django.db import models

from firststop.core.refusals import Code, Problem
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.models.vacancy import Vacancy
from firststop.vacancies.rules.wording import texts_of, told
from firststop.vacancies.schemas import VacancyIn


class Decision(models.Model):
    """A decision on one version of an ad. A refusal has a code, and a person's text for the employer or `findings`.

    A finding names the rule and where its words stand; it is put in words when it is shown, in the reader's language.
    `rules` is the version of the rules about ads that held then; empty in decisions older than that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="decisions")
    version = models.PositiveIntegerField()
    accepted = models.BooleanField()
    code = models.CharField(max_length=40, null=True)
    text = models.TextField(default="")
    findings = models.JSONField(default=list)
    rules = models.CharField(max_length=40, default="")
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

    @property
    def word(self) -> str:
        """What the code of a refusal means, in the active language."""
        return str(RejectionCode(self.code).label) if self.code else ""

    def found(self, record: dict[str, Any], version: int) -> list[Problem]:
        """Return what the rules found, words quoted where `record` still is the version that was decided on."""
        texts = texts_of(VacancyIn.model_validate(record)) if self.findings and version == self.version else {}
        return told(texts, ((it["rule"], it["field"], it["start"], it["end"]) for it in self.findings))

    def reasons(self, record: dict[str, Any], version: int) -> list[Problem]:
        """Return why the ad was refused: what the rules found, else the person's code and text."""
        by_person = Problem(Code.INVALID_VALUE, f"rejected.{self.code}", self.word, "", self.text)
        return self.found(record, version) or [by_person]


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
    def word(self) -> str:
        """What the reason means, in the active language."""
        return str(RejectionCode(self.reason).label)
