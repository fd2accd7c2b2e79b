"""What accounts and core hold about a person, as the person takes it away."""

import uuid
from datetime import datetime
from typing import Any

from firststop.accounts.enums import CHANNELS
from firststop.accounts.models import Account, Consent, Membership, SignedIn
from firststop.accounts.queries.reads import each_look_at
from firststop.core.held import held_about, rows_about
from firststop.core.messages import words_of
from firststop.core.models import Draft, Message

MOST = 10_000


def account_record(account: uuid.UUID) -> dict[str, Any]:
    """Return the account itself: name, ways to reach it, roles, consents, sign-ins."""
    held = Account.objects.get(id=account)
    memberships = Membership.objects.filter(account=account).select_related("organisation").order_by("since", "id")
    return {
        "id": str(held.id),
        "family_name": held.family_name,
        "given_name": held.given_name,
        "phone": held.phone,
        "phone_proven": held.phone_verified,
        "email": held.email,
        "language": held.language,
        "reached_by": str(CHANNELS[held.reached_by]),
        "opened_at": _said(held.created_at),
        "roles": [
            {
                "organisation": membership.organisation.name,
                "role": membership.role,
                "state": membership.state,
                "since": _said(membership.since),
                "until": _said(membership.until),
            }
            for membership in memberships
        ],
        "consents": [
            {
                "purpose": receipt.purpose,
                "data": receipt.data,
                "recipient": receipt.recipient,
                "version": receipt.version,
                "given_at": _said(receipt.given_at),
                "withdrawn_at": _said(receipt.withdrawn_at),
            }
            for receipt in Consent.objects.filter(account=account).order_by("given_at")
        ],
        "signed_in_since": [_said(each.at) for each in SignedIn.objects.filter(account=account).order_by("at")],
    }


def looks_record(account: uuid.UUID) -> list[dict[str, Any]]:
    """Return who looked at the person's record."""
    return [
        {
            "organisation": look.organisation,
            "role": str(look.role),
            "what": str(look.what),
            "purpose": str(look.purpose),
            "at": _said(look.at),
        }
        for look in each_look_at(account, limit=MOST)
    ]


def messages_record(account: uuid.UUID) -> list[dict[str, Any]]:
    """Return the messages that the person got, in the person's language."""
    language = Account.objects.values_list("language", flat=True).get(id=account)
    messages = Message.objects.filter(person=account).order_by("created_at")
    return [
        {
            "text": words_of(message, language).text,
            "by": message.channel,
            "at": _said(message.created_at),
            "answer": message.answer,
        }
        for message in messages
    ]


def drafts_record(account: uuid.UUID) -> list[dict[str, Any]]:
    """Return what the person typed and has not sent yet."""
    drafts = Draft.objects.filter(owner=account).order_by("created_at")
    return [{"form": draft.form, "values": draft.values, "changed_at": _said(draft.changed_at)} for draft in drafts]


def resets_record(account: uuid.UUID) -> list[dict[str, Any]]:
    """Return the requests to give back the person's second factor."""
    return rows_about(account, "accounts.SecondFactorReset")


def kept_record(account: uuid.UUID) -> list[dict[str, Any]]:
    """Return every table that holds something about the person: why, how much, and until when."""
    return [
        {
            "table": kept.model,
            "purpose": str(kept.purpose),
            "until": str(kept.until),
            "rows": kept.rows,
            "first_deletion_on": kept.delete_on,
        }
        for kept in held_about(account)
    ]


def _said(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
