"""CV files: kept as they came, outside every index."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models

from firststop.jobseekers.enums import CvKind, CvLoss
from firststop.jobseekers.models.profile import Profile
from firststop.jobseekers.reading.limits import MOST_BYTES


class CvFile(models.Model):
    """One CV that a person gave us, with the text read from it. Nothing of it is in the profile until accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="cvs")
    kind = models.CharField(max_length=4, choices=CvKind)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(validators=[MaxValueValidator(MOST_BYTES)])
    digest = models.CharField(max_length=64)
    text = models.TextField()
    losses = ArrayField(models.CharField(max_length=20, choices=CvLoss), default=list)
    given_at = models.DateTimeField()
    delete_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "digest"], name="jobseekers_cv_once")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.size} bytes"

    @property
    def not_read(self) -> list[str]:
        """What of the file is not in its text, in words."""
        return [str(CvLoss(loss).label) for loss in self.losses]
