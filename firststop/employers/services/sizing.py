"""How many people an enterprise has: it says so itself, and may leave it open."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import Role
from firststop.accounts.services import hold_right
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.employers.enums import MOST_STAFF
from firststop.employers.events import SIZE_STATED, TOPIC
from firststop.employers.models import Establishment


def state_size(establishment: uuid.UUID, *, staff: int | None, by: Actor) -> Establishment:
    """Write down how many people work for an enterprise, None where it does not say; its administrator's to do.

    The number is that of the whole enterprise, so a local unit has none of its own.
    """
    check_staff(staff)
    with transaction.atomic():
        owner = Establishment.objects.select_for_update().filter(id=establishment, parent__isnull=True).first()
        if owner is None or owner.organisation_id is None or str(owner.organisation_id) != by.for_id:
            raise not_found(_("There is no such employer."))
        hold_right(owner.organisation_id, Role.ADMINISTRATOR, by=by)
        if owner.size != staff:
            owner.size = staff
            owner.save(update_fields=["size"])
            record_change(TOPIC, SIZE_STATED, owner.id, detail={"by": by.id})
    return owner


def check_staff(staff: int | None) -> None:
    """Refuse a number of people that no enterprise has."""
    if staff is not None and not 1 <= staff <= MOST_STAFF:
        raise refuse(
            Code.INVALID_VALUE,
            "employer.size",
            _("No enterprise has so many people."),
            pointer="/staff",
            hint=_("Write a whole number, 1 or more."),
        )
