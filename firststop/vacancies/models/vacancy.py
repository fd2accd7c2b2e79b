"""The vacancy: one ad with its versions, and its contacts apart from it."""

import uuid
from datetime import datetime

import pghistory
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from firststop.core.dated import is_over
from firststop.vacancies.enums import AdStatus, SourceType
from firststop.vacancies.limits import MOST

OWN_PROVIDER = "firststop"


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Vacancies by who may see them and what is due."""

    def public(self) -> "VacancyQuerySet":
        """Those that everybody may find."""
        return self.filter(status=AdStatus.ACTIVE, is_test=False)

    def once_public(self) -> "VacancyQuerySet":
        """Those that everybody could find once: their history tells, for a source dates what we never let out, too."""
        history = apps.get_model("vacancies", "VacancyEvent")._default_manager
        let_out = history.filter(pgh_obj=models.OuterRef("id"), status=AdStatus.ACTIVE)
        return self.filter(models.Exists(let_out), is_test=False)

    def due_to_expire(self, at: datetime) -> "VacancyQuerySet":
        """Those whose time is over: public ones by their day, others by it or after 180 days without a change."""
        over = models.Q(expires_at__lte=at)
        waits = models.Q(status__in=[AdStatus.RECEIVED, AdStatus.CHECKING, AdStatus.REJECTED])
        return self.filter(
            (models.Q(status=AdStatus.ACTIVE) & over) | (waits & (over | is_over(MOST, "changed_at", at=at)))
        )


@pghistory.track(exclude=["changed_at"])
class Vacancy(models.Model):
    """One ad. `record` holds its content in the field names of the vacancy record, without contacts.

    The columns below it repeat what is searched, compared or listed; they are computed from `record` by one function.
    `version` counts contents, `digest` names the content; (`provider`, `reference`) is the ad's name at its source.
    `public_since` is when we let it out, by our own clock: null until somebody read it or trusted its employer.
    Pay columns are monthly amounts in the country's currency, null where not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=60, default=OWN_PROVIDER)
    reference = models.CharField(max_length=255)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=AdStatus)
    status_reason = models.CharField(max_length=40, null=True)
    source_type = models.CharField(max_length=20, choices=SourceType)
    original_url = models.URLField(max_length=2000, null=True)
    establishment = models.ForeignKey("employers.Establishment", on_delete=models.PROTECT, related_name="+")
    record = models.JSONField()
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=8)
    occupation = models.ForeignKey("taxonomy.Concept", on_delete=models.PROTECT, null=True, related_name="+")
    openings = models.PositiveIntegerField(default=1)
    places = ArrayField(models.CharField(max_length=40), default=list)
    pay_month_min = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    pay_month_max = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    is_test = models.BooleanField(default=False)
    posted_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(null=True)
    public_since = models.DateTimeField(null=True)
    apply_by = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    asked_open_at = models.DateTimeField(null=True)
    said_open_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        constraints = [
            # A resend makes a version, never a twin.
            models.UniqueConstraint(fields=["provider", "reference"], name="vacancies_one_a_reference"),
            # What everybody sees has a day it was published and a day it ends.
            models.CheckConstraint(
                condition=~models.Q(status="active") | models.Q(published_at__isnull=False, expires_at__isnull=False),
                name="vacancies_active_has_dates",
            ),
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="vacancies_openings"),
            # A rejection without a reason cannot be answered.
            models.CheckConstraint(
                condition=~models.Q(status="rejected") | models.Q(status_reason__isnull=False),
                name="vacancies_rejected_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="vacancies_recent"),
            models.Index(fields=["establishment", "-created_at"], name="vacancies_of_employer"),
            models.Index(fields=["status", "expires_at"], name="vacancies_expiry"),
            GinIndex(fields=["places"], name="vacancies_places"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}/{self.reference} v{self.version}"


class Contact(models.Model):
    """Whom to ask about a vacancy. Its rows go when the vacancy ends, and it has no history to clean."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, default="")
    role = models.CharField(max_length=120, default="")
    phone = models.CharField(max_length=40, default="")
    email = models.CharField(max_length=254, default="")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"contact {self.order} of {self.vacancy_id}"
