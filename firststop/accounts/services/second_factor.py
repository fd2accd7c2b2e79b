"""A lost second factor: one member of staff asks, another decides."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.models import Account, SecondFactorReset
from firststop.core.actor import Actor, ActorKind
from firststop.core.refusals import Code, not_found, refuse


def ask_second_factor_reset(account: uuid.UUID, *, reason: str, by: Actor, at: datetime) -> SecondFactorReset:
    """Ask for the removal of somebody's second factor; only staff may ask, and not for themselves."""
    if by.kind is not ActorKind.STAFF or by.id == str(account):
        raise refuse(Code.FORBIDDEN, "second_factor.ask", _("Only a member of staff can ask this for somebody else."))
    if not reason.strip():
        raise refuse(Code.MISSING, "second_factor.reason", _("Say how you checked who this is."), pointer="/reason")
    return SecondFactorReset.objects.create(
        account=Account.objects.get(id=account), asked_by=by.id, asked_at=at, reason=reason.strip(),
        delete_on=at.date() + timedelta(days=30),
    )  # fmt: skip


def decide_second_factor_reset(reset: uuid.UUID, *, granted: bool, by: Actor, at: datetime) -> SecondFactorReset:
    """Decide a request that another member of staff made; a yes removes the second factor at once."""
    with transaction.atomic():
        asked = SecondFactorReset.objects.select_for_update().filter(id=reset, decided_at__isnull=True).first()
        if asked is None:
            raise not_found(_("This request is not open any more."))
        if by.kind is not ActorKind.STAFF or by.id in {str(asked.asked_by), str(asked.account_id)}:
            raise refuse(Code.FORBIDDEN, "second_factor.two_people", _("Another member of staff must decide this."))
        asked.decided_by, asked.decided_at, asked.granted = uuid.UUID(by.id), at, granted
        asked.save()
        if granted:
            asked.account.authenticator_set.all().delete()
    return asked
