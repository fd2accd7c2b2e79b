"""A person's own data: taken away in one click, or erased. Packages above add what they hold."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MembershipState
from firststop.accounts.events import ACCOUNT_ERASED, TOPIC
from firststop.accounts.models import Account, ErasedAccount, Membership
from firststop.accounts.secrets import digest_of
from firststop.accounts.services.history import erase_history
from firststop.accounts.services.memberships import end_membership
from firststop.accounts.services.sessions import end_sessions
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.held import erase_rows_about
from firststop.core.refusals import Code, refuse
from firststop.core.row_security import beyond_reader

#: Returns what a package holds about an account, ready for JSON; empty where it holds nothing.
Exporter = Callable[[uuid.UUID], Any]
#: Deletes or blanks what a package holds about an account, in the running transaction.
Eraser = Callable[[uuid.UUID, datetime], None]

_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register_export(name: str, exporter: Exporter) -> None:
    """Add a part to what a person takes away; packages call it in `AppConfig.ready()`."""
    _exporters[name] = exporter


def register_erasure(name: str, eraser: Eraser) -> None:
    """Add a part to what erasing an account removes, besides rows whose foreign key goes with the account."""
    _erasers[name] = eraser


def export_own_data(account: uuid.UUID, *, by: Actor) -> dict[str, Any]:
    """Return all that is held about a person, by part; only the person may take it."""
    _check_own(account, by)
    return {name: _exporters[name](account) for name in sorted(_exporters)}


@beyond_reader()
def erase_account(account: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """Erase an account with all that hangs on it, row history included; what stays is a digest of its id.

    Refuses somebody else, the last administrator of an organisation, and staff who still have clients or tasks.
    """
    _check_own(account, by)
    try:
        with transaction.atomic():
            _leave_everything(account, by=by, at=at)
            end_sessions(account)
            for name in sorted(_erasers):
                _erasers[name](account, at)
            record_change(TOPIC, ACCOUNT_ERASED, account)
            Account.objects.get(id=account).delete()
            ErasedAccount.objects.get_or_create(digest=digest_of(str(account)), defaults={"erased_at": at})
    except ProtectedError as held:
        raise refuse(
            Code.CONFLICT,
            "account.held",
            _("Other people's records still depend on you."),
            hint=_("Hand your clients and tasks over first, then erase your account."),
        ) from held


def was_erased(account: uuid.UUID) -> bool:
    """Whether an account with this id was erased."""
    return ErasedAccount.objects.filter(digest=digest_of(str(account))).exists()


def erase_rows(account: uuid.UUID, at: datetime) -> None:
    """Remove a person's rows from every table, then their history, which the removal itself may lengthen.

    The account itself goes last.
    """
    erase_rows_about(account, besides=("accounts.Account",))
    erase_history(account, at)


def _leave_everything(account: uuid.UUID, *, by: Actor, at: datetime) -> None:
    living = Membership.objects.filter(account=account).exclude(state=MembershipState.ENDED)
    for membership in living.order_by("organisation_id", "id").values_list("id", flat=True):
        end_membership(membership, by=by, at=at)


def _check_own(account: uuid.UUID, by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM and by.id != str(account):
        raise refuse(Code.FORBIDDEN, "account.own", _("Only you can do this with your data."))
