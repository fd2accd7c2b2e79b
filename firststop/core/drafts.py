"""Drafts of forms that are longer than one page."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.core.locks import lock_until_commit
from firststop.core.models import Draft
from firststop.core.refusals import not_found

#: Days that a draft is kept after its last change; an office may set more, never less than seven.
KEPT_DAYS, FLOOR_DAYS = 30, 7


def start_draft(owner: uuid.UUID, form: str, *, on: date, values: Mapping[str, Any] | None = None) -> Draft:
    """Begin a draft of `form` for its owner; one that was begun the same way and not touched since is gone on with."""
    begun = {"owner": owner, "form": form, "step": "", "values": dict(values or {})}
    with transaction.atomic():
        lock_until_commit(f"core.draft {owner} {form}")
        untouched = Draft.objects.filter(**begun).first()
        return untouched or Draft.objects.create(**begun, delete_on=on + timedelta(days=KEPT_DAYS))


def save_draft(draft_id: uuid.UUID, owner: uuid.UUID, *, step: str, values: Mapping[str, Any], on: date) -> Draft:
    """Keep the values of one step; what other steps hold stays. Refuses for another's draft."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, owner=owner).first()
        if draft is None:
            raise not_found(_("This draft is not there any more."))
        draft.values = {**draft.values, **values}
        draft.step = step
        draft.delete_on = on + timedelta(days=KEPT_DAYS)
        draft.save()
    return draft


def open_draft(draft_id: uuid.UUID, owner: uuid.UUID) -> Draft:
    """Return the owner's draft; refuses for another's."""
    draft = Draft.objects.filter(id=draft_id, owner=owner).first()
    if draft is None:
        raise not_found(_("This draft is not there any more."))
    return draft


def drafts_of(owner: uuid.UUID, form: str) -> list[Draft]:
    """Return the owner's drafts of `form`, latest first."""
    return list(Draft.objects.filter(owner=owner, form=form).order_by("-changed_at"))


def discard_draft(draft_id: uuid.UUID, owner: uuid.UUID) -> None:
    """Forget a draft, because it was sent or is not wanted."""
    Draft.objects.filter(id=draft_id, owner=owner).delete()
