"""Row history of a person, in whatever package: it goes with the person, or forgets who it was."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import models

from firststop.accounts.models import Account


def erase_history(account: uuid.UUID, _at: datetime) -> None:
    """Treat each history row that names the account as its own table treats the row itself.

    Where the row goes with its person, its history goes; where the row only forgets who it was, its history does.
    """
    for history, field, on_delete in _fields_naming_accounts():
        rows = history._default_manager.filter(**{field: account})
        if on_delete is models.CASCADE:
            rows.delete()
        elif on_delete is models.SET_NULL:
            rows.update(**{field: None})


def _fields_naming_accounts() -> Iterator[tuple[type[models.Model], str, object]]:
    for history in apps.get_models():
        tracked = getattr(history, "pgh_tracked_model", None)
        if tracked is None or not history._meta.managed:
            continue
        for field in tracked._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is Account:
                yield history, field.attname, field.remote_field.on_delete
