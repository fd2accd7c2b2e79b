"""Dated settings: caps and deadlines that an office changes without a developer."""

from django.db import models


class DatedSetting(models.Model):
    """One value of a setting from a day on, with the text that ordered it. Rows are added, never changed."""

    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    since = models.DateField()
    value = models.JSONField()
    source = models.TextField()
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Two values for one day would make a decision of that day ambiguous.
        constraints = [
            models.UniqueConstraint(fields=["name", "country", "since"], name="core_setting_once_a_day"),
            models.CheckConstraint(condition=~models.Q(source=""), name="core_setting_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.since}"
