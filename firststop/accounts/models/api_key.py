"""Keys for programs: hashed, scoped, dated."""

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from firststop.accounts.enums import KeyScope
from firststop.accounts.models.organisation import Organisation

LONGEST = timedelta(days=366)


class ApiKey(models.Model):
    """A key of an organisation. The key itself is shown once; here stands its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40, choices=KeyScope))
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    delete_on = models.DateField()

    class Meta:
        constraints = [
            # A key that never ends is a key that somebody else has one day.
            models.CheckConstraint(
                condition=models.Q(ends_at__lte=models.F("created_at") + LONGEST),
                name="accounts_key_ends_in_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    @property
    def is_trial(self) -> bool:
        """Whether it only tries things out."""
        return KeyScope.VACANCIES_TEST in self.scopes

    @property
    def scope_words(self) -> str:
        """What the key may do, in words."""
        return ", ".join(str(KeyScope(scope).label) for scope in self.scopes)
