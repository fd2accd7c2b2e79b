"""What the office's copy of the national register says of enterprises that nobody has registered here yet."""

from django.db import models


class RegisterRow(models.Model):
    """One enterprise of the register, by its number as it is stored. It names no person."""

    scheme = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    address = models.CharField(max_length=255, default="")
    phone = models.CharField(max_length=16, null=True)
    site = models.URLField(max_length=300, null=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="employers_register_one_a_number")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"
