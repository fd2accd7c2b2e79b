"""Saved searches and what was sent for them."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from firststop.core.changes import Cursor
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models.vacancy import Vacancy


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches by whether it is time to look."""

    def awake(self) -> "SavedSearchQuerySet":
        """Those that nobody stopped, of people who can be reached."""
        return self.filter(stopped_at__isnull=True, person__is_active=True)

    def due(self, *, newest: Cursor, daily: datetime, weekly: datetime) -> "SavedSearchQuerySet":
        """Those to look at now: at once where there is an entry they have not seen, else where the set hour has passed.

        `newest` is the place behind the newest entry, `daily` and `weekly` are the last moments that were due.
        """
        unseen = Q(seen_transaction__lt=newest.transaction) | Q(
            seen_transaction=newest.transaction, seen_entry__lt=newest.entry
        )
        rhythms = (
            (Q(rhythm=Rhythm.AT_ONCE) & unseen)
            | Q(rhythm=Rhythm.DAILY, looked_at__lt=daily)
            | Q(rhythm=Rhythm.WEEKLY, looked_at__lt=weekly)
        )
        return self.awake().filter(rhythms)


class SavedSearch(models.Model):
    """A search that a person keeps under a name.

    `conditions` are the parameters of the search page's address, each with its values. What became public behind
    (`seen_transaction`, `seen_entry`) in the change log is new to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=160)
    conditions = models.JSONField(default=dict)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    seen_transaction = models.BigIntegerField(default=0)
    seen_entry = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField()
    last_sent_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        # The database's own lower case knows Latin letters only, so a name is compared as we folded it.
        constraints = [models.UniqueConstraint(fields=["person", "folded"], name="vacancies_search_name_once")]
        indexes = [models.Index(fields=["rhythm", "looked_at"], name="vacancies_search_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def seen(self) -> Cursor:
        """How far in the change log its person knows what there is."""
        return Cursor(self.seen_transaction, self.seen_entry)

    @seen.setter
    def seen(self, cursor: Cursor) -> None:
        self.seen_transaction, self.seen_entry = cursor.transaction, cursor.entry


class SentAlert(models.Model):
    """An ad was sent for a search: it is never sent again."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="sent")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "vacancy"], name="vacancies_alert_once")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.vacancy_id}"
