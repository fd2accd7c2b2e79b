"""What is left of an erased account: proof that it was done."""

from django.db import models


class ErasedAccount(models.Model):
    """An account that was erased. The digest is of its id, so it proves the deed to whoever knows the id."""

    digest = models.CharField(max_length=64, primary_key=True)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erased at {self.erased_at:%Y-%m-%d}"
