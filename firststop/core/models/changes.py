"""The change log: the spine that every projection reads."""

from django.db import models
from django.db.models.functions import Now


class CurrentTransaction(models.Func):
    """The number of the running transaction, which orders the log for its readers."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class Change(models.Model):
    """One change of a public or matched record, written in the transaction that made it.

    `subject` names the record, `version` its state after the change; `detail` holds ids, digests and codes, never
    personal data.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    topic = models.CharField(max_length=60)
    verb = models.CharField(max_length=40)
    subject = models.UUIDField()
    version = models.PositiveIntegerField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        # Readers walk in (transaction, id) order: ids are taken before commit and may appear out of order.
        indexes = [
            models.Index(fields=["transaction", "id"], name="core_change_order"),
            models.Index(fields=["subject"], name="core_change_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.verb} {self.subject}"


class Consumer(models.Model):
    """How far a projection has read: everything up to (`transaction`, `entry`) is behind it."""

    name = models.CharField(max_length=60, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.transaction}/{self.entry}"
