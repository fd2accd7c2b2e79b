"""What enterprises ask the service for, with the promised times."""

import uuid

from django.db import models

from firststop.employers.enums import RequestKind
from firststop.employers.models.establishment import Establishment


class ServiceRequest(models.Model):
    """A request; its clocks are tasks of casework. `about` is an id of the package that asked, a vacancy's for one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=RequestKind)
    about = models.UUIDField(null=True)
    text = models.TextField(default="")
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["establishment", "-asked_at"], name="employers_request_recent")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.asked_at:%Y-%m-%d}"
