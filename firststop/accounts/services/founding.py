"""The first administrator of the employment service: invited from the machine itself, where nobody is there yet."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MembershipState, OrganisationKind, Role
from firststop.accounts.models import Membership, Organisation
from firststop.accounts.services.memberships import end_membership, invite_member
from firststop.core.actor import Actor, ActorKind
from firststop.core.locks import lock_until_commit
from firststop.core.refusals import Code, not_found, refuse


def invite_first_administrator(name: str, *, by: Actor, at: datetime) -> tuple[Membership, str]:
    """Invite who will administer the employment service, and return the invitation with its code, shown once.

    The service is founded under `name` where there is none. An invitation that nobody took up ends with the next one.
    Refuses once the service has an administrator: they invite everybody else.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise not_found(_("There is no such page."))
    with transaction.atomic():
        lock_until_commit("accounts.first_administrator")
        house = _service(name)
        administrators = Membership.objects.filter(organisation=house, role=Role.ADMINISTRATOR)
        if administrators.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED]).exists():
            raise refuse(
                Code.CONFLICT,
                "service.administrator",
                _("The employment service has an administrator."),
                hint=_("Administrators invite others on the page of members."),
            )
        for open_ in administrators.filter(state=MembershipState.INVITED):
            end_membership(open_.id, at=at, by=by)
        return invite_member(house.id, Role.ADMINISTRATOR, at=at, by=by)


def _service(name: str) -> Organisation:
    known = Organisation.objects.filter(kind=OrganisationKind.SERVICE).first()
    if known is not None:
        return known
    if not name.strip():
        raise refuse(
            Code.MISSING,
            "service.name",
            _("Say what the employment service is called."),
            pointer="/name",
            hint=_("For example: --name 'Employment service'."),
        )
    return Organisation.objects.create(kind=OrganisationKind.SERVICE, name=name.strip())
