"""A lost second factor: one member of staff asks, another decides."""

import uuid
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MANAGING, Means
from firststop.accounts.events import SECOND_FACTOR_RESET, TOPIC
from firststop.accounts.models import Account, SecondFactorReset
from firststop.accounts.services.notices import tell_second_factor_removed
from firststop.accounts.services.rights import hold_staff_right
from firststop.accounts.services.sessions import end_sessions
from firststop.accounts.services.tries import forget_tries
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.row_security import beyond_reader

KEPT = timedelta(days=30)


def ask_second_factor_reset(account: uuid.UUID, *, reason: str, by: Actor, at: datetime) -> SecondFactorReset:
    """Ask for the removal of somebody's second factor; only staff may ask, and not for themselves.

    Refuses without saying how the person was recognised, and a second request while one is open.
    """
    if by.id == str(account):
        raise refuse(Code.FORBIDDEN, "second_factor.ask", _("Only a member of staff can ask this for somebody else."))
    if not reason.strip():
        raise refuse(Code.MISSING, "second_factor.reason", _("Say how you checked who this is."), pointer="/reason")
    with transaction.atomic():
        hold_staff_right(by=by)
        person = Account.objects.select_for_update().get(id=account)
        if _is_asked(person):
            raise refuse(Code.CONFLICT, "second_factor.asked", _("A colleague has asked this already."))
        return SecondFactorReset.objects.create(
            account=person,
            asked_by=by.id,
            asked_at=at,
            reason=reason.strip(),
            delete_on=(at + KEPT).date(),
        )


@beyond_reader()
def _is_asked(person: Account) -> bool:
    return SecondFactorReset.objects.filter(account=person, decided_at__isnull=True).exists()


def decide_second_factor_reset(reset: uuid.UUID, *, granted: bool, by: Actor, at: datetime) -> SecondFactorReset:
    """Decide a request that another member of staff made: team leads and administrators may.

    A yes removes the second factor at once, opens the ways in that wrong tries have closed, and ends all sessions.
    """
    with transaction.atomic():
        asked = SecondFactorReset.objects.select_for_update().filter(id=reset, decided_at__isnull=True).first()
        if asked is None:
            raise not_found(_("This request is not open any more."))
        if by.id in {str(asked.asked_by), str(asked.account_id)}:
            raise refuse(Code.FORBIDDEN, "second_factor.two_people", _("Another member of staff must decide this."))
        hold_staff_right(*MANAGING, by=by)
        asked.decided_by, asked.decided_at, asked.granted = uuid.UUID(by.id), at, granted
        asked.save()
        if granted:
            _open_ways_in(asked, at=at)
        detail = {"account": str(asked.account_id), "granted": granted, "asked_by": str(asked.asked_by), "by": by.id}
        record_change(TOPIC, SECOND_FACTOR_RESET, asked.id, detail=detail)
    return asked


def _open_ways_in(asked: SecondFactorReset, *, at: datetime) -> None:
    Authenticator.objects.filter(user=asked.account_id).delete()
    for means in Means:
        forget_tries(means, str(asked.account_id))
    end_sessions(asked.account_id)
    tell_second_factor_removed(asked.account_id, asked.id, on=at.date())
