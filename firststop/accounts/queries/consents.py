"""Reading consent."""

import uuid

from django.db.models import F

from firststop.accounts.models import Consent
from firststop.accounts.purposes import recipient_names


def consents_of(account: uuid.UUID) -> list[Consent]:
    """Return a person's receipts, standing ones first, then newest first."""
    return list(Consent.objects.filter(account=account).order_by(F("withdrawn_at").desc(nulls_first=True), "-given_at"))


def has_consented(account: uuid.UUID, purpose: str, recipient: str = "") -> bool:
    """Whether a person's yes to `purpose` towards `recipient` stands."""
    standing = Consent.objects.filter(account=account, purpose=purpose, recipient=recipient, withdrawn_at__isnull=True)
    return standing.exists()


def named_receipts(account: uuid.UUID) -> list[tuple[Consent, str]]:
    """Return a person's receipts, each with the name of whom it is for; empty for the service itself.

    One query, and one for each package that names recipients.
    """
    receipts = consents_of(account)
    names = recipient_names({found for receipt in receipts if (found := _as_id(receipt.recipient))})
    said = {str(found): name for found, name in names.items()}
    return [(receipt, said.get(receipt.recipient, receipt.recipient)) for receipt in receipts]


def _as_id(recipient: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(recipient)
    except ValueError:
        return None
