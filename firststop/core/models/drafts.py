"""Drafts: a form longer than one page is saved at every step and waits for its writer."""

import uuid

from django.db import models


class Draft(models.Model):
    """What someone has typed so far into one form; it is theirs alone and goes when it is sent or old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField()
    form = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    step = models.CharField(max_length=40, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    delete_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["owner", "form", "-changed_at"], name="core_draft_owner")]

    def __str__(self) -> str:
        return f"{self.form} at {self.step or 'start'}"
