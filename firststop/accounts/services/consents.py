"""Consent: given and withdrawn with the same single act."""

import uuid
from datetime import datetime

from django.db import transaction

from firststop.accounts.enums import ConsentPurpose
from firststop.accounts.events import CONSENT_GIVEN, CONSENT_WITHDRAWN, TOPIC
from firststop.accounts.models import Consent
from firststop.core.actor import Actor
from firststop.core.changes import record_change

#: The version of the words that people read now, by purpose.
WORDING = {
    ConsentPurpose.TERMS: "2026-11",
    ConsentPurpose.SHOW_TO_EMPLOYER: "2026-11",
    ConsentPurpose.KEEP_CV: "2026-11",
    ConsentPurpose.SMS_NEWS: "2026-11",
}


def give_consent(
    account: uuid.UUID, purpose: ConsentPurpose, *, data: str, at: datetime, by: Actor, recipient: str = ""
) -> Consent:
    """Note a yes and return its receipt; a yes that stands is returned as it is."""
    with transaction.atomic():
        receipt, fresh = Consent.objects.get_or_create(
            account_id=account, purpose=purpose, recipient=recipient, withdrawn_at=None,
            defaults={"data": data, "version": WORDING[purpose], "given_at": at},
        )  # fmt: skip
        if fresh:
            record_change(TOPIC, CONSENT_GIVEN, receipt.id, detail={"account": str(account), "by": by.id})
    return receipt


def withdraw_consent(account: uuid.UUID, receipt: uuid.UUID, *, at: datetime, by: Actor) -> bool:
    """End a yes; returns whether one stood. It takes effect with this commit."""
    with transaction.atomic():
        ended = Consent.objects.filter(id=receipt, account=account, withdrawn_at__isnull=True).update(withdrawn_at=at)
        if ended:
            record_change(TOPIC, CONSENT_WITHDRAWN, receipt, detail={"account": str(account), "by": by.id})
    return bool(ended)
