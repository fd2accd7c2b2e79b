"""Drafts of forms that are longer than one page."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from firststop.core.dated import Number, declare_numbers, number_on
from firststop.core.locks import lock_until_commit
from firststop.core.models import Draft
from firststop.core.refusals import not_found

KEPT = "core.draft_days"
declare_numbers(Number(KEPT, 30, "days that a draft is kept after its last change", least=7))


def _kept_for() -> str:
    days = number_on(KEPT, timezone.localdate())
    told = ngettext("%(n)s day after your last change", "%(n)s days after your last change", days)
    return told % {"n": days}


#: How long a draft is kept now, in words; read when they are shown.
kept_for = lazy(_kept_for, str)


def start_draft(owner: uuid.UUID, form: str, *, on: date, values: Mapping[str, Any] | None = None) -> Draft:
    """Begin a draft of `form` for its owner; one that was begun the same way and not touched since is gone on with."""
    begun = {"owner": owner, "form": form, "step": "", "values": dict(values or {})}
    with transaction.atomic():
        lock_until_commit(f"core.draft {owner} {form}")
        untouched = Draft.objects.filter(**begun).first()
        return untouched or Draft.objects.create(**begun, delete_on=on + timedelta(days=number_on(KEPT, on)))


def save_draft(draft_id: uuid.UUID, owner: uuid.UUID, *, step: str, values: Mapping[str, Any], on: date) -> Draft:
    """Keep the values of one step; what other steps hold stays. Refuses for another's draft."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, owner=owner).first()
        if draft is None:
            raise not_found(_("This draft is not there any more."))
        draft.values = {**draft.values, **values}
        draft.step = step
        draft.delete_on = on + timedelta(days=number_on(KEPT, on))
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
