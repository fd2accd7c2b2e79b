"""The drafts of the form: of new vacancies, and of corrections of one that was sent."""

import uuid

from firststop.core.models import Draft
from firststop.core.row_security import beyond_reader

FORM = "vacancies.vacancy"


def correction_form(vacancy: uuid.UUID) -> str:
    """Return what a draft that corrects a vacancy is a draft of."""
    return f"{FORM}:{vacancy}"


def corrected(draft: Draft) -> uuid.UUID | None:
    """Return the vacancy that a draft corrects; None for a new one."""
    key = draft.form.removeprefix(FORM).removeprefix(":")
    return uuid.UUID(key) if key else None


@beyond_reader()
def forget_corrections(vacancy: uuid.UUID) -> None:
    """Forget what anybody was correcting in a vacancy: once it has ended, no contact of it may stay."""
    Draft.objects.filter(form=correction_form(vacancy)).delete()
