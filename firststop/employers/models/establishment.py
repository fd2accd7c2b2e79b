"""The enterprise register: establishments, and local units under a parent."""

import uuid

import pghistory
from django.db import models

from firststop.employers.enums import OWN, Verification


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    """Establishments by what they may do."""

    def verified(self) -> "EstablishmentQuerySet":
        """Those for whom somebody has proven to speak."""
        return self.filter(verified_at__isnull=False)

    def registered(self) -> "EstablishmentQuerySet":
        """Those that their own people registered."""
        return self.filter(source=OWN)

    def only_named(self) -> "EstablishmentQuerySet":
        """Those of which only a feed has told us."""
        return self.exclude(source=OWN)

    def with_number(self, scheme: str | None, number: str | None) -> "EstablishmentQuerySet":
        """The enterprises of a number, without their units: at most one registered, and one that feeds named."""
        return self.filter(number_scheme=scheme, number=number, parent__isnull=True)


@pghistory.track()
class Establishment(models.Model):
    """One enterprise, or one local unit of it (`parent`).

    `organisation` is whom its people act for; it is null while only a feed has told us of the enterprise. What a feed
    named stays apart from who registers the same number until they have proven to speak for it; then it is their unit.
    `number_verdict` says how far the number was checked: ``verified`` or ``format_only``.
    `size` is how many people work for the whole enterprise, null where it has not said; a unit has none of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.SET_NULL, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="units")
    number = models.CharField(max_length=40, null=True)
    number_scheme = models.CharField(max_length=20, null=True)
    number_verdict = models.CharField(max_length=12, null=True)
    name = models.CharField(max_length=255)
    about = models.TextField(default="")
    site = models.URLField(max_length=300, null=True)
    industry = models.CharField(max_length=20, null=True)
    size = models.PositiveIntegerField(null=True)
    place = models.ForeignKey("taxonomy.Place", on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=255, default="")
    register_phone = models.CharField(max_length=16, null=True)
    verified_by = models.CharField(max_length=10, choices=Verification, null=True)
    verified_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        constraints = [
            # One enterprise a number; its units share the number under a parent.
            models.UniqueConstraint(
                fields=["number_scheme", "number"],
                condition=models.Q(parent__isnull=True, source=OWN),
                name="employers_one_a_number",
            ),
            models.UniqueConstraint(
                fields=["number_scheme", "number"],
                condition=models.Q(parent__isnull=True) & ~models.Q(source=OWN),
                name="employers_one_named_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, number_scheme__isnull=True)
                | models.Q(number__isnull=False, number_scheme__isnull=False),
                name="employers_number_has_scheme",
            ),
            models.CheckConstraint(
                # Whoever registers it works there, so nought would mean that nobody knows.
                condition=models.Q(size__isnull=True) | models.Q(size__gte=1),
                name="employers_somebody_works_there",
            ),
            # Trust without a way that it was earned is a mistake.
            models.CheckConstraint(
                condition=models.Q(verified_at__isnull=True) | models.Q(verified_by__isnull=False),
                name="employers_verified_by_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """Whether its vacancies may be public."""
        return self.verified_at is not None or (self.parent is not None and self.parent.is_verified)
