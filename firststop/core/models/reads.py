"""The read log: who looked at which person's record, when and why."""

from django.db import models
from django.db.models.functions import Now


class RecordRead(models.Model):
    """One look at a person's record. `person` is whose record it is; `purpose` a code that its page words."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    reader = models.CharField(max_length=80)
    reader_kind = models.CharField(max_length=20)
    reader_for = models.CharField(max_length=80, null=True)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60)
    what = models.CharField(max_length=60)
    request = models.CharField(max_length=40, null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="core_read_person"),
            models.Index(fields=["reader", "at"], name="core_read_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_kind} read {self.what} for {self.purpose}"
