"""Consent receipts: what was agreed, to whom, in which words, and when it ended."""

import uuid

from django.conf import settings
from django.db import models

from firststop.accounts.enums import ConsentPurpose


class Consent(models.Model):
    """One yes. It names the data and the recipient, and the version of the words that were read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=ConsentPurpose)
    data = models.CharField(max_length=120)
    recipient = models.CharField(max_length=80, default="")
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # One living yes for one thing, so that one no ends it.
            models.UniqueConstraint(
                fields=["account", "purpose", "recipient"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="accounts_one_living_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"
