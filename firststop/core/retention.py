"""Retention: every table says why it is kept and until when; what is due is deleted (features C-15).

A package declares its tables in `AppConfig.ready()`; a table without a rule fails the build. The privacy notice is
generated from these rules.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.deletion import ProtectedError, RestrictedError
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context

from firststop.core.drafts import kept_for
from firststop.core.refusals import Text


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a table is kept and until when.

    `due` is the date or time that ends a row, a field's name or an expression; `years` is how long a row is kept after
    it. Without `due` rows live as long as what they belong to, which `until` says in words. `tell` hears of the keys
    that go, when they are due or their person is erased, in the transaction that deletes them: whoever follows the
    change log must know. `personal` tables are in the privacy notice. `whose` is the path to the id of the account
    whose row it is: by it a person's rows are shown, taken away and erased. Empty where no account has such rows.
    """

    model: str
    purpose: Text
    until: Text
    due: str | Combinable | None = None
    personal: bool = False
    whose: str = ""
    years: int = 0
    tell: Callable[[Sequence[Any]], None] | None = None

    def rows(self) -> "models.QuerySet[Any]":
        """Return the table's rows, with `ends` where something ends them: what `due` says, the years not yet added."""
        rows: models.QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        if self.due is not None:
            rows = rows.annotate(ends=models.F(self.due) if isinstance(self.due, str) else self.due)
        return rows

    def last_day(self, ends: date | None) -> date | None:
        """Return the day from which a row is deleted, for the day that `ends` it."""
        return ends and _in_years(ends, self.years)


_kept: dict[str, Kept] = {}


def declare_kept(*rules: Kept) -> None:
    """Declare the retention of tables, each named ``app_label.ModelName``."""
    _kept.update({rule.model.lower(): rule for rule in rules})


def rules() -> list[Kept]:
    """Return every rule, by table."""
    return [_kept[name] for name in sorted(_kept)]


def tables_without_rule() -> list[str]:
    """Return our tables that nobody declared; row history follows the table it belongs to."""
    ours = (model._meta for model in apps.get_models() if model.__module__.startswith("firststop."))
    return sorted(m.label for m in ours if m.label_lower not in _kept and not hasattr(m.model, "pgh_tracked_model"))


def delete_due(*, at: datetime, batch: int = 500) -> dict[str, int]:
    """Delete the rows that are due at `at`, in batches; return how many by table.

    A row that others still need stays until they go. The history of a row goes with it.
    """
    return {rule.model: _delete_of(rule, at, batch) for rule in rules() if rule.due is not None}


def _delete_of(rule: Kept, at: datetime, batch: int) -> int:
    rows = rule.rows()
    field = rows.query.annotations["ends"].output_field
    limit = _in_years(at if isinstance(field, models.DateTimeField) else at.date(), -rule.years)
    deleted, needed = 0, list[Any]()
    while keys := list(rows.filter(ends__lt=limit).exclude(pk__in=needed).values_list("pk", flat=True)[:batch]):
        try:
            deleted += _delete(rule, keys)
        except (ProtectedError, RestrictedError):
            for key in keys:
                try:
                    deleted += _delete(rule, [key])
                except (ProtectedError, RestrictedError):
                    needed.append(key)
    return deleted


def _delete(rule: Kept, keys: Sequence[Any]) -> int:
    model = apps.get_model(rule.model)
    with transaction.atomic():
        if rule.tell is not None:
            rule.tell(keys)
        deleted: int = model._default_manager.filter(pk__in=keys).delete()[0]
        for history in apps.get_models():
            if getattr(history, "pgh_tracked_model", None) is model:
                history._default_manager.filter(pgh_obj_id__in=keys).delete()
    return deleted


def delete_left_over(*, at: datetime) -> None:
    """Delete what libraries leave in tables of their own, at `at`.

    These are cached values that have expired, whose keys may hold an address of a machine, and who wrote versions of
    rows that are all deleted.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [at])
    # A running request names its writer before others see what it writes.
    old = Context.objects.filter(created_at__lt=at - timedelta(days=1))
    for history in apps.get_models():
        if hasattr(history, "pgh_tracked_model"):
            old = old.exclude(Exists(history._default_manager.filter(pgh_context=OuterRef("pk"))))
    old.delete()


Day = TypeVar("Day", bound=date)


def _in_years(day: Day, years: int) -> Day:
    """Return the same day some years later, or earlier; a 29 February becomes a 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


CORE = (
    Kept(
        "core.Change",
        _("To keep search, matching and feeds up to date"),
        _("As long as the record exists; holds no personal data"),
    ),
    Kept(
        "core.Consumer",
        _("To know how far each index has read"),
        _("As long as the index exists; holds no personal data"),
    ),
    Kept(
        "core.DatedSetting", _("To replay decisions with the rules of their day"), _("For ever; holds no personal data")
    ),
    Kept(
        "core.Draft",
        _("To keep what you typed until you send it"),
        kept_for(),
        due="delete_on",
        personal=True,
        whose="owner",
    ),
    Kept(
        "core.Message",
        _("To tell you what happened and take your answer"),
        _("180 days"),
        due="delete_on",
        personal=True,
        whose="person",
    ),
    Kept(
        "core.RecordRead",
        _("To show you who looked at your record"),
        _("As long as your account exists"),
        personal=True,
        whose="person",
    ),
    Kept("core.StoredAnswer", _("To do a request that is sent twice only once"), _("24 hours"), due="delete_after"),
)
