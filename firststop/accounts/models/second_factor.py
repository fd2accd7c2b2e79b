"""A lost second factor is given back by a second member of staff, never by the person alone."""

import uuid

from django.conf import settings
from django.db import models


class SecondFactorReset(models.Model):
    """A request to remove someone's second factor. Whoever decides is not whoever asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    delete_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | (~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("account"))),
                name="accounts_reset_by_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"reset asked at {self.asked_at:%Y-%m-%d}"
