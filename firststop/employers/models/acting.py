"""Who acts for an enterprise: a recruitment agency, a payroll office."""

import uuid

from django.db import models

from firststop.employers.models.establishment import Establishment


class ActsFor(models.Model):
    """`agent` finds people for `client`, until `ended_at`; ended ones stay, to show what was true."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="acts_for")
    client = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="acted_for_by")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "client"], condition=models.Q(ended_at__isnull=True), name="employers_acts_once"
            ),
            models.CheckConstraint(condition=~models.Q(agent=models.F("client")), name="employers_acts_for_another"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} for {self.client_id}"
