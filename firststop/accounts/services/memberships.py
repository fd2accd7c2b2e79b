"""Memberships: invite, accept, suspend, hand over. The last administrator cannot leave.

Every change locks the organisation first: two administrators who leave at once meet there, and whoever acts for it
holds a right that a revocation waits for.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MEMBERSHIP_ARROWS, MembershipState, OrganisationKind, Role
from firststop.accounts.events import MEMBERSHIP_CHANGED, TOPIC
from firststop.accounts.models import Account, Membership, Organisation
from firststop.accounts.secrets import code_digest, fresh_code
from firststop.accounts.services.notices import tell_membership_changed
from firststop.accounts.services.rights import hold_right
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse

INVITATION_LIFE = timedelta(days=14)


def register_organisation(
    *, kind: OrganisationKind, name: str, founder: uuid.UUID, at: datetime, by: Actor
) -> Organisation:
    """Register an organisation; its founder becomes the first administrator."""
    with transaction.atomic():
        organisation = Organisation.objects.create(kind=kind, name=name)
        member = Membership.objects.create(
            organisation=organisation,
            account_id=founder,
            role=Role.ADMINISTRATOR,
            state=MembershipState.ACTIVE,
            since=at,
        )
        _record(member, by)
    return organisation


def invite_member(
    organisation: uuid.UUID, role: Role, *, once: uuid.UUID | None = None, at: datetime, by: Actor
) -> tuple[Membership, str]:
    """Invite somebody into a role; returns the invitation and its code, shown once. Only an administrator may.

    What is asked again with the same `once` is the same invitation with the same code. Refuses a role that this kind
    of organisation does not have.
    """
    with transaction.atomic():
        house = _locked_house(organisation)
        hold_right(organisation, Role.ADMINISTRATOR, by=by)
        if OrganisationKind(house.kind) not in role.of_kinds:
            raise refuse(
                Code.INVALID_VALUE, "membership.role", _("This organisation has no such role."), pointer="/role"
            )
        once = once or uuid.uuid4()
        code = fresh_code(f"{house.id} {once}")
        member, is_new = Membership.objects.get_or_create(
            id=uuid.uuid5(house.id, str(once)),
            defaults={
                "organisation": house,
                "role": role,
                "invitation_digest": code_digest(code),
                "invitation_ends_at": at + INVITATION_LIFE,
            },
        )
        if is_new:
            _record(member, by)
    return member, code


def accept_invitation(token: str, account: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """Take up an invitation by its code; refuses one that is unknown, used or out of date, and a role one has."""
    with transaction.atomic():
        open_ = Membership.objects.filter(
            invitation_digest=code_digest(token), state=MembershipState.INVITED, invitation_ends_at__gt=at
        )
        house = open_.values_list("organisation_id", flat=True).first()
        member = None
        if house is not None:
            _locked_house(house)
            member = open_.select_for_update().first()
        if member is None:
            raise not_found(_("This invitation is not valid any more."))
        worn = Membership.objects.filter(organisation=member.organisation_id, account=account, role=member.role)
        if worn.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED]).exists():
            raise refuse(Code.CONFLICT, "membership.twice", _("You have this role already."))
        member.account = Account.objects.get(id=account)
        member.invitation_digest, member.since = None, at
        return _move(member, MembershipState.ACTIVE, by=by, at=at)


def suspend_membership(membership: uuid.UUID, *, by: Actor, at: datetime) -> Membership:
    """Take the rights of a member away for a time; only an administrator may."""
    return _change(membership, MembershipState.SUSPENDED, by=by, at=at)


def resume_membership(membership: uuid.UUID, *, by: Actor, at: datetime) -> Membership:
    """Give a suspended member the rights back; only an administrator may."""
    return _change(membership, MembershipState.ACTIVE, by=by, at=at)


def end_membership(membership: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """End a membership or an invitation for good; an administrator may, and everyone may leave."""
    return _change(membership, MembershipState.ENDED, by=by, at=at)


def hand_over(membership: uuid.UUID, successor: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    """Give an administrator's role to another active member in one step; returns the successor's membership."""
    with transaction.atomic():
        member = _locked(membership)
        hold_right(member.organisation_id, Role.ADMINISTRATOR, by=by)
        if (member.role, member.state) != (Role.ADMINISTRATOR, MembershipState.ACTIVE):
            raise refuse(Code.CONFLICT, "membership.hand_over", _("Only an active administrator hands the role over."))
        colleagues = Membership.objects.active().filter(organisation=member.organisation_id, account=successor)
        if successor == member.account_id or not colleagues.exists():
            raise refuse(
                Code.INVALID_VALUE,
                "membership.successor",
                _("Choose another active member."),
                pointer="/successor",
            )
        heir = _make_administrator(member.organisation_id, successor, at=at, by=by)
        member.until = at
        _move(member, MembershipState.ENDED, by=by, at=at)
    return heir


def _make_administrator(organisation: uuid.UUID, account: uuid.UUID, *, at: datetime, by: Actor) -> Membership:
    held = Membership.objects.filter(organisation=organisation, account=account, role=Role.ADMINISTRATOR)
    heir = held.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED]).first()
    if heir is None:
        heir = Membership(organisation_id=organisation, account_id=account, role=Role.ADMINISTRATOR, since=at)
    if heir.state == MembershipState.ACTIVE:
        return heir
    return _move(heir, MembershipState.ACTIVE, by=by, at=at)


def _change(membership: uuid.UUID, state: MembershipState, *, by: Actor, at: datetime) -> Membership:
    with transaction.atomic():
        member = _locked(membership)
        if not (state == MembershipState.ENDED and str(member.account_id) == by.id):
            hold_right(member.organisation_id, Role.ADMINISTRATOR, by=by)
        leaves = member.state == MembershipState.ACTIVE and member.role == Role.ADMINISTRATOR
        if leaves and state != MembershipState.ACTIVE and not _others(member).exists():
            raise refuse(
                Code.CONFLICT,
                "membership.last_administrator",
                _("The last administrator cannot leave."),
                hint=_("Hand the role over to another member first."),
            )
        if state == MembershipState.ENDED:
            member.until = at
        return _move(member, state, by=by, at=at)


def _locked_house(organisation: uuid.UUID) -> Organisation:
    house = Organisation.objects.select_for_update().filter(id=organisation).first()
    if house is None:
        raise not_found(_("There is no such organisation."))
    return house


def _locked(membership: uuid.UUID) -> Membership:
    house = Membership.objects.filter(id=membership).values_list("organisation_id", flat=True).first()
    if house is None:
        raise not_found(_("There is no such member."))
    _locked_house(house)
    return Membership.objects.select_for_update().get(id=membership)


def _others(member: Membership) -> models.QuerySet[Membership]:
    administrators = Membership.objects.active().filter(organisation=member.organisation_id, role=Role.ADMINISTRATOR)
    return administrators.exclude(id=member.id)


def _move(member: Membership, state: MembershipState, *, by: Actor, at: datetime) -> Membership:
    # An invitation becomes a membership by its code alone: an administrator does not accept it for nobody.
    is_nobodys = member.account_id is None and state != MembershipState.ENDED
    if is_nobodys or state not in MEMBERSHIP_ARROWS[MembershipState(member.state)]:
        raise refuse(Code.CONFLICT, "membership.arrow", _("This step is not possible for this member now."))
    member.state = state
    member.save()
    _record(member, by)
    if member.account_id and (by.kind is not ActorKind.SYSTEM) and str(member.account_id) != by.id:
        tell_membership_changed(member.account_id, member.id, on=at.date())
    return member


def _record(member: Membership, by: Actor) -> None:
    detail = {"organisation": str(member.organisation_id), "state": member.state, "role": member.role, "by": by.id}
    record_change(TOPIC, MEMBERSHIP_CHANGED, member.id, detail=detail)
