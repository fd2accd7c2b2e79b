"""Agencies: who acts for an enterprise, so that whoever hides from it is hidden from them too."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, Role
from firststop.accounts.services import hold_right, hold_staff_right
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.employers.events import ACTING_CHANGED, TOPIC
from firststop.employers.models import ActsFor, Establishment


def begin_acting(agent: uuid.UUID, client: uuid.UUID, *, by: Actor, at: datetime) -> ActsFor:
    """Note that `agent` finds people for `client`; again is harmless. Either side's administrator or staff may."""
    if agent == client:
        raise refuse(Code.INVALID_VALUE, "acting.itself", _("Choose another enterprise."), pointer="/client")
    with transaction.atomic():
        _check_side(agent, client, by)
        acting, fresh = ActsFor.objects.get_or_create(
            agent_id=agent, client_id=client, ended_at=None, defaults={"since": at}
        )
        if fresh:
            record_change(TOPIC, ACTING_CHANGED, client, detail={"agent": str(agent), "by": by.id})
    return acting


def end_acting(agent: uuid.UUID, client: uuid.UUID, *, by: Actor, at: datetime) -> bool:
    """End it; returns whether it stood. Staff only: an agency must not shed it to see who hides."""
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        ended = ActsFor.objects.filter(agent=agent, client=client, ended_at__isnull=True).update(ended_at=at)
        if ended:
            record_change(TOPIC, ACTING_CHANGED, client, detail={"agent": str(agent), "by": by.id})
    return bool(ended)


def _check_side(agent: uuid.UUID, client: uuid.UUID, by: Actor) -> None:
    sides = list(Establishment.objects.filter(id__in=[agent, client]))
    houses = {str(side.organisation_id) for side in sides if side.organisation_id}
    ours = by.kind in (ActorKind.STAFF, ActorKind.SYSTEM)
    if len(sides) < 2 or not (ours or by.for_id in houses):
        raise not_found(_("There is no such employer."))
    if ours:
        hold_staff_right(*AT_THE_DESK, by=by)
    else:
        hold_right(uuid.UUID(by.for_id or ""), Role.ADMINISTRATOR, by=by)
