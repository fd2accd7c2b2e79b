"""What we tell a person about the account: never more than that something changed."""

import uuid
from datetime import date

from firststop.core.messages import send_message

MEMBERSHIP_CHANGED = "accounts.membership_changed"
SIGN_IN_CHANGED = "accounts.sign_in_changed"
SECOND_FACTOR_REMOVED = "accounts.second_factor_removed"


def tell_membership_changed(account: uuid.UUID, membership: uuid.UUID, *, on: date) -> None:
    """Tell a person that the role in an organisation changed by somebody else's hand."""
    _tell(account, MEMBERSHIP_CHANGED, on=on, subject=membership)


def tell_sign_in_changed(account: uuid.UUID, *, on: date) -> None:
    """Tell a person that number, address, password or second factor changed; who did not do it calls us."""
    _tell(account, SIGN_IN_CHANGED, on=on)


def tell_second_factor_removed(account: uuid.UUID, reset: uuid.UUID, *, on: date) -> None:
    """Tell a person that two members of staff removed the second factor."""
    _tell(account, SECOND_FACTOR_REMOVED, on=on, subject=reset)


def _tell(account: uuid.UUID, kind: str, *, on: date, subject: uuid.UUID | None = None) -> None:
    # Each change is told, also the second one of its kind: the effect is the change itself.
    send_message(account, kind, effect=f"{kind}:{uuid.uuid4()}", on=on, subject=subject)
