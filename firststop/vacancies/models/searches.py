"""Saved searches and what was sent for them."""

import uuid

from django.db import models

from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models.vacancy import Vacancy


class SavedSearch(models.Model):
    """A search that a person keeps under a name. `query` is the search's address, with a version of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    stop_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="vacancies_search_name_once")]

    def __str__(self) -> str:
        return self.name


class SentAlert(models.Model):
    """An ad was sent for a search: it is never sent again."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="sent")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "vacancy"], name="vacancies_alert_once")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.vacancy_id}"
