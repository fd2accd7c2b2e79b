"""What we tell a person about the account: never more than that something changed."""

import uuid
from datetime import date

from firststop.accounts.enums import Role
from firststop.accounts.queries.organisations import accounts_with_role
from firststop.core.actor import Actor
from firststop.core.messages import send_message

MEMBERSHIP_CHANGED = "accounts.membership_changed"
SIGN_IN_CHANGED = "accounts.sign_in_changed"
SECOND_FACTOR_REMOVED = "accounts.second_factor_removed"
MANY_READS = "accounts.many_reads"


def tell_membership_changed(account: uuid.UUID, membership: uuid.UUID, *, on: date) -> None:
    """Tell a person that the role in an organisation changed by somebody else's hand."""
    _tell(account, MEMBERSHIP_CHANGED, on=on, subject=membership)


def tell_sign_in_changed(account: uuid.UUID, *, on: date) -> None:
    """Tell a person that number, address, password or second factor changed; who did not do it calls us."""
    _tell(account, SIGN_IN_CHANGED, on=on)


def tell_second_factor_removed(account: uuid.UUID, reset: uuid.UUID, *, on: date) -> None:
    """Tell a person that two members of staff removed the second factor."""
    _tell(account, SECOND_FACTOR_REMOVED, on=on, subject=reset)


def tell_many_reads(by: Actor, on: date) -> None:
    """Tell an organisation's administrators and leads, once a day and account, that one of theirs opens many records.

    They are told themselves, too, where they are the ones: it may not be they who use the account.
    """
    if by.for_id is None:
        return
    for member in accounts_with_role(uuid.UUID(by.for_id), Role.ADMINISTRATOR, Role.LEAD):
        send_message(member, MANY_READS, effect=f"{MANY_READS}:{by.id}:{on.isoformat()}:{member}", on=on)


def _tell(account: uuid.UUID, kind: str, *, on: date, subject: uuid.UUID | None = None) -> None:
    # Each change is told, also the second one of its kind: the effect is the change itself.
    send_message(account, kind, effect=f"{kind}:{uuid.uuid4()}", on=on, subject=subject)
