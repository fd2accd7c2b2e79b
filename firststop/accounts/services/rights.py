"""Rights that hold until a transaction ends: what is revoked meanwhile is not accepted any more."""

import uuid

from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MembershipState, Role
from firststop.accounts.models import Membership
from firststop.core.actor import Actor, ActorKind
from firststop.core.refusals import Code, refuse


def hold_right(organisation: uuid.UUID, *roles: Role, by: Actor) -> None:
    """Refuse unless `by` has one of `roles` (any, if none is named) in the organisation now; processes of ours may.

    The right then stands until the running transaction ends: whoever takes it away waits for that, or this
    transaction sees it taken. Call it in every service that acts for an organisation.
    """
    if by.kind is ActorKind.SYSTEM:
        return
    wanted = [role.value for role in roles or Role]
    if by.kind not in (ActorKind.PERSON, ActorKind.STAFF) or not _held(organisation, wanted, by):
        raise refuse(
            Code.FORBIDDEN,
            "right.missing",
            _("You cannot do this for this organisation, or not any more."),
            hint=_("Ask its administrator."),
        )


def hold_staff_right(*roles: Role, by: Actor) -> None:
    """Refuse unless `by` works for the employment service now, in one of `roles`; as `hold_right`, until commit.

    Call it in every service that is the staff's to do.
    """
    if by.kind is ActorKind.SYSTEM:
        return
    if by.kind is not ActorKind.STAFF or by.for_id is None:
        raise refuse(
            Code.FORBIDDEN,
            "right.staff",
            _("Only staff of the employment service can do this."),
            hint=_("Ask the service to do it."),
        )
    hold_right(uuid.UUID(by.for_id), *roles, by=by)


def _held(organisation: uuid.UUID, roles: list[str], by: Actor) -> list[Membership]:
    # Django has no FOR SHARE; FOR UPDATE would let only one colleague act at a time.
    held = Membership.objects.raw(
        "SELECT m.* FROM accounts_membership m JOIN accounts_account a ON a.id = m.account_id"
        " WHERE m.organisation_id = %s AND m.account_id = %s AND m.role = ANY(%s) AND m.state = %s AND a.is_active"
        " ORDER BY m.id FOR SHARE OF m",
        [organisation, uuid.UUID(by.id), roles, MembershipState.ACTIVE],
    )
    return list(held)
