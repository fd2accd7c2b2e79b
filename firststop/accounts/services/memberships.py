"""Memberships: invite, accept, suspend, hand over. The last administrator cannot leave."""

import uuid
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MEMBERSHIP_ARROWS, MembershipState, OrganisationKind, Role
from firststop.accounts.events import MEMBERSHIP_CHANGED, TOPIC
from firststop.accounts.models import Account, Membership, Organisation
from firststop.accounts.secrets import digest_of, fresh_secret
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse

INVITATION_LIFE = timedelta(days=14)


def register_organisation(*, kind: OrganisationKind, name: str, founder: uuid.UUID, at: datetime, by: Actor) -> Organisation:
    """Register an organisation; its founder becomes the first administrator."""
    with transaction.atomic():
        organisation = Organisation.objects.create(kind=kind, name=name)
        member = Membership.objects.create(
            organisation=organisation, account_id=founder, role=Role.ADMINISTRATOR, state=MembershipState.ACTIVE, since=at
        )
        _tell(member, by)
    return organisation


def invite_member(organisation: uuid.UUID, role: Role, *, at: datetime, by: Actor) -> tuple[Membership, str]:
    """Invite somebody into a role; returns the invitation and its token, shown once.

    Refuses a role that this kind of organisation does not have.
    """
    with transaction.atomic():
        house = Organisation.objects.get(id=organisation)
        if OrganisationKind(house.kind) not in role.of_kinds:
            raise refuse(Code.INVALID_VALUE, "membership.role", _("This organisation has no such role."), pointer="/role")
        token = fresh_secret()
        member = Membership.objects.create(
            organisation=house, role=role, invitation_digest=digest_of(token), invitation_ends_at=at + INVITATION_LIFE
        )
        _tell(member, by)
    return member, token


def accept_invitation(token: str, account: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """Take up an invitation; refuses a token that is unknown, used or out of date, and a hat one already wears."""
    with transaction.atomic():
        member = (
            Membership.objects.select_for_update()
            .filter(invitation_digest=digest_of(token), state=MembershipState.INVITED, invitation_ends_at__gt=at)
            .first()
        )
        if member is None:
            raise not_found(_("This invitation is not valid any more."))
        worn = Membership.objects.filter(organisation=member.organisation_id, account=account, role=member.role)
        if worn.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED]).exists():
            raise refuse(Code.CONFLICT, "membership.twice", _("You have this role already."))
        member.account = Account.objects.get(id=account)
        member.invitation_digest, member.since = None, at
        return _move(member, MembershipState.ACTIVE, by)


def suspend_membership(membership: uuid.UUID, *, by: Actor) -> Membership:
    """Take the rights of a member away for a time."""
    return _change(membership, MembershipState.SUSPENDED, by=by)


def resume_membership(membership: uuid.UUID, *, by: Actor) -> Membership:
    """Give a suspended member the rights back."""
    return _change(membership, MembershipState.ACTIVE, by=by)


def end_membership(membership: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """End a membership for good."""
    return _change(membership, MembershipState.ENDED, by=by, until=at)


def hand_over(membership: uuid.UUID, successor: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """Give an administrator's role to another member in one step; returns the successor's membership."""
    with transaction.atomic():
        member, _house = _locked(membership)
        heir = Membership.objects.active().filter(organisation=member.organisation_id, account=successor).first()
        if heir is None:
            raise refuse(Code.INVALID_VALUE, "membership.successor", _("Choose an active member."), pointer="/successor")
        new, _fresh = Membership.objects.get_or_create(
            organisation=member.organisation, account_id=successor, role=member.role, state=MembershipState.ACTIVE,
            defaults={"since": at},
        )  # fmt: skip
        member.until = at
        _move(member, MembershipState.ENDED, by)
        _tell(new, by)
    return new


def _change(membership: uuid.UUID, state: MembershipState, *, by: Actor, until: datetime | None = None) -> Membership:
    with transaction.atomic():
        member, house = _locked(membership)
        leaves = member.state == MembershipState.ACTIVE and member.role == Role.ADMINISTRATOR
        if leaves and state != MembershipState.ACTIVE and not _others(member, house).exists():
            raise refuse(
                Code.CONFLICT, "membership.last_administrator", _("The last administrator cannot leave."),
                hint=_("Hand the role over to another member first."),
            )  # fmt: skip
        member.until = until
        return _move(member, state, by)


def _locked(membership: uuid.UUID) -> tuple[Membership, Organisation]:
    """Lock the organisation first: two administrators who leave at once meet here."""
    found = Membership.objects.filter(id=membership).values_list("organisation_id", flat=True).first()
    if found is None:
        raise not_found(_("There is no such member."))
    house = Organisation.objects.select_for_update().get(id=found)
    return Membership.objects.select_for_update().get(id=membership), house


def _others(member: Membership, house: Organisation) -> models.QuerySet[Membership]:
    return Membership.objects.active().filter(organisation=house, role=Role.ADMINISTRATOR).exclude(id=member.id)


def _move(member: Membership, state: MembershipState, by: Actor) -> Membership:
    if state not in MEMBERSHIP_ARROWS[MembershipState(member.state)]:
        raise refuse(Code.CONFLICT, "membership.arrow", _("This step is not possible for this member now."))
    member.state = state
    member.save()
    _tell(member, by)
    return member


def _tell(member: Membership, by: Actor) -> None:
    detail = {"organisation": str(member.organisation_id), "state": member.state, "role": member.role, "by": by.id}
    record_change(TOPIC, MEMBERSHIP_CHANGED, member.id, detail=detail)
