"""Stored answers: a request sent twice with the same key happens once."""

from django.db import models


class StoredAnswer(models.Model):
    """The first answer to a keyed request, given again to each repetition.

    `digest` is of the method, address and body. The row is written with what the request did, in one transaction.
    """

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    content_type = models.CharField(max_length=80, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    delete_after = models.DateTimeField()

    class Meta:
        # The guard itself: of two equal requests at the same moment one inserts, the other finds.
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="core_one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.caller} {self.status or 'running'}"
