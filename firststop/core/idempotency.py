"""Safe retries: the same key and the same request get the first answer again (features C-07)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from firststop.core.locks import try_lock_until_commit
from firststop.core.models import StoredAnswer
from firststop.core.refusals import Code, Refused, refuse

#: Refusals for now: the same request may be taken later, so they are no answer for the key to keep.
_FOR_NOW = (Code.TOO_MANY.status, Code.UNAVAILABLE.status)
HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
LONGEST_KEY = 255


def digest_of(method: str, path: str, body: bytes) -> str:
    """Return what makes two requests the same request."""
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).hexdigest()


def answer_once(
    caller: str,
    key: str,
    digest: str,
    act: Callable[[], HttpResponse],
    *,
    at: datetime,
    kept: timedelta = KEPT,
) -> HttpResponse:
    """Answer by `act` at the first request of `key`, and by the stored answer at each repetition.

    What `act` writes and its stored answer are one transaction: whoever lost the line, or got an error, may repeat and
    learns what became of the first. Server errors that `act` answers are stored too; a refusal for now (429, 503) is
    not. Refuses a key of over 255 characters, the same key with another request (422), and a repetition while the first
    still runs (409).
    """
    if not key or len(key) > LONGEST_KEY:
        raise refuse(
            Code.INVALID_VALUE,
            "key.length",
            _("The idempotency key has 1 to 255 characters."),
            pointer=f"/{HEADER}",
        )
    with transaction.atomic():
        if not try_lock_until_commit(lock_of(caller, key)):
            raise _running()
        over = Q(delete_after__lt=at) | Q(status=None)  # the lock is ours: nobody works on a row without an answer
        StoredAnswer.objects.filter(over, caller=caller, key=key).delete()
        stored = StoredAnswer.objects.filter(caller=caller, key=key).first()
        if stored is not None:
            return _repeat(stored, digest)
        response = act()
        if response.status_code not in _FOR_NOW:
            StoredAnswer.objects.create(
                caller=caller, key=key, digest=digest, delete_after=at + kept, status=response.status_code,
                body=response.content, content_type=response.headers.get("Content-Type", ""),
            )  # fmt: skip
    return response


def lock_of(caller: str, key: str) -> str:
    """Return the name of the lock that the first request with a key holds while it runs."""
    return f"core.idempotency {caller} {key}"


def _running() -> Refused:
    no = refuse(
        Code.CONFLICT,
        "key.running",
        _("The first request with this key still runs."),
        hint=_("Ask again soon."),
    )
    no.retry_after = 1
    return no


def _repeat(stored: StoredAnswer, digest: str) -> HttpResponse:
    if stored.digest != digest:
        raise refuse(
            Code.KEY_REUSED,
            "key.other_request",
            _("This key already belongs to another request."),
            pointer=f"/{HEADER}",
            hint=_("Send a new key with a new request."),
        )
    response = HttpResponse(bytes(stored.body or b""), status=stored.status, content_type=stored.content_type)
    response["Idempotent-Replayed"] = "true"
    return response
