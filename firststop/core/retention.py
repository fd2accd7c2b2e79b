"""Retention: every table says why it is kept and until when; what is due is deleted (features C-15).

A package declares its tables in `AppConfig.ready()`; a table without a rule fails the build. The privacy notice is
generated from these rules.
"""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Text


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a table is kept and until when.

    `due` names the date or time field that ends a row; None where rows live as long as what they belong to, which
    `until` says in words. `personal` tables are in the privacy notice. `whose` is the path to the id of the account
    whose row it is: by it a person's rows are shown, taken away and erased. Empty where no account has such rows.
    """

    model: str
    purpose: Text
    until: Text
    due: str | None = None
    personal: bool = False
    whose: str = ""


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
    """Delete the rows that are due at `at`, in batches; return how many by table."""
    deleted: dict[str, int] = {}
    for rule in rules():
        if rule.due is None:
            continue
        model = apps.get_model(rule.model)
        field = model._meta.get_field(rule.due)
        limit = at if isinstance(field, models.DateTimeField) else at.date()
        deleted[rule.model] = 0
        while True:
            with transaction.atomic():
                keys = list(
                    model._default_manager.filter(**{f"{rule.due}__lt": limit}).values_list("pk", flat=True)[:batch]
                )
                if not keys:
                    break
                deleted[rule.model] += model._default_manager.filter(pk__in=keys).delete()[0]
    return deleted


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
        _("30 days after your last change"),
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
