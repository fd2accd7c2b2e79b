"""Proofs that somebody speaks for an enterprise."""

import uuid

from django.db import models

from firststop.employers.enums import Verification, VerificationState
from firststop.employers.models.establishment import Establishment


class Proof(models.Model):
    """One attempt to prove. Of a code only the digest is kept; ten wrong tries end the attempt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="proofs")
    way = models.CharField(max_length=10, choices=Verification)
    state = models.CharField(max_length=8, choices=VerificationState, default=VerificationState.ASKED)
    code_digest = models.CharField(max_length=64, null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, default="")
    delete_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "way"],
                condition=models.Q(state="asked"),
                name="employers_one_open_proof",
            ),
            models.CheckConstraint(condition=models.Q(tries__lte=10), name="employers_ten_tries"),
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.state}"
