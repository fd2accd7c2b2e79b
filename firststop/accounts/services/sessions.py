"""Sessions: noted when they begin, so that a person can end them all."""

import uuid
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from firststop.accounts.models import SignedIn


def note_session(account: uuid.UUID, session_key: str, *, at: datetime, ends_at: datetime) -> None:
    """Note that a person is signed in on one more device."""
    SignedIn.objects.update_or_create(
        session_key=session_key, defaults={"account_id": account, "at": at, "ends_at": ends_at}
    )


def end_sessions(account: uuid.UUID, *, but: str | None = None) -> int:
    """Sign a person out everywhere, `but` in one session; returns how many sessions ended."""
    with transaction.atomic():
        noted = SignedIn.objects.filter(account=account).exclude(session_key=but or "")
        keys = list(noted.values_list("session_key", flat=True))
        noted.delete()
        ended, _tables = Session.objects.filter(session_key__in=keys).delete()
    return ended
