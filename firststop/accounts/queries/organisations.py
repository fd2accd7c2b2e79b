"""Reading organisations and who acts for them."""

import uuid
from collections.abc import Iterable

from firststop.accounts.enums import MembershipState, Role
from firststop.accounts.models import Membership, Organisation


def members_of(organisation: uuid.UUID) -> list[Membership]:
    """Return the memberships of an organisation that are not ended, administrators first."""
    living = Membership.objects.exclude(state=MembershipState.ENDED).filter(organisation=organisation)
    return list(living.select_related("account").order_by("role", "since", "id"))


def organisation_name(organisation: uuid.UUID) -> str:
    """Return an organisation's name; DoesNotExist if there is none."""
    return Organisation.objects.values_list("name", flat=True).get(id=organisation)


def organisation_names(organisations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of many organisations at once."""
    return dict(Organisation.objects.filter(id__in=set(organisations)).values_list("id", "name"))


def accounts_with_role(organisation: uuid.UUID, *roles: Role) -> list[uuid.UUID]:
    """Return who holds one of `roles` in an organisation now, the longest first."""
    held = Membership.objects.active().filter(organisation=organisation, role__in=roles)
    return list(dict.fromkeys(held.order_by("since", "id").values_list("account_id", flat=True)))
