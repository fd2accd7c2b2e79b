"""Holding the right to act for an enterprise until commit."""

from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import Role
from firststop.accounts.services import hold_right
from firststop.core.actor import Actor
from firststop.core.refusals import not_found
from firststop.employers.models import Establishment


def hold_enterprise(owner: Establishment, *roles: Role, by: Actor) -> None:
    """Keep one of `roles` at an enterprise's organisation; one that nobody here speaks for is not found."""
    if owner.organisation_id is None:
        raise not_found(_("There is no such employer."))
    hold_right(owner.organisation_id, *roles, by=by)
