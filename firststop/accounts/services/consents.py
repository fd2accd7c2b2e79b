"""Consent: given and withdrawn with the same single act."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import ConsentPurpose
from firststop.accounts.events import CONSENT_GIVEN, CONSENT_WITHDRAWN, TOPIC
from firststop.accounts.models import Consent
from firststop.accounts.purposes import WORDING
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, refuse


def give_consent(
    account: uuid.UUID, purpose: ConsentPurpose, *, data: str, at: datetime, by: Actor, recipient: str = ""
) -> Consent:
    """Note a yes and return its receipt; a yes that stands is returned as it is. Nobody says yes for another."""
    _check_own(account, by)
    with transaction.atomic():
        receipt, fresh = Consent.objects.get_or_create(
            account_id=account,
            purpose=purpose,
            recipient=recipient,
            withdrawn_at=None,
            defaults={"data": data, "version": WORDING[purpose], "given_at": at},
        )
        if fresh:
            record_change(TOPIC, CONSENT_GIVEN, receipt.id, detail={"account": str(account), "by": by.id})
    return receipt


def withdraw_consent(account: uuid.UUID, receipt: uuid.UUID, *, at: datetime, by: Actor) -> bool:
    """End a yes; returns whether one stood. It takes effect with this commit."""
    _check_own(account, by)
    with transaction.atomic():
        ended = Consent.objects.filter(id=receipt, account=account, withdrawn_at__isnull=True).update(withdrawn_at=at)
        if ended:
            record_change(TOPIC, CONSENT_WITHDRAWN, receipt, detail={"account": str(account), "by": by.id})
    return bool(ended)


def hold_consent(account: uuid.UUID, purpose: ConsentPurpose, *, recipient: str = "") -> Consent:
    """Return the yes that stands, and keep it standing until the running transaction ends.

    A withdrawal waits for that transaction, or this one sees the withdrawal and is refused: nothing is accepted
    after a yes has ended.
    """
    held = Consent.objects.raw(
        "SELECT * FROM accounts_consent WHERE account_id = %s AND purpose = %s AND recipient = %s"
        " AND withdrawn_at IS NULL FOR SHARE",
        [account, purpose, recipient],
    )
    for receipt in held:
        return receipt
    raise refuse(Code.FORBIDDEN, "consent.missing", _("This person has not agreed to this, or does not any more."))


def _check_own(account: uuid.UUID, by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM and by.id != str(account):
        raise refuse(Code.FORBIDDEN, "consent.own", _("Only the person can agree to this."))
