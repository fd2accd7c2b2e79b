"""Safe retries: the same key and the same request get the first answer again (features C-07)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from firststop.core.models import StoredAnswer
from firststop.core.refusals import Code, refuse

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

    Server errors that `act` answers are stored too; where it raises, the key is free again. Refuses a key of over 255
    characters, the same key with another request (422), and a repetition while the first still runs (409).
    """
    if not key or len(key) > LONGEST_KEY:
        raise refuse(
            Code.INVALID_VALUE,
            "key.length",
            _("The idempotency key has 1 to 255 characters."),
            pointer="/Idempotency-Key",
        )
    StoredAnswer.objects.filter(caller=caller, key=key, delete_after__lt=at).delete()
    try:
        with transaction.atomic():
            stored = StoredAnswer.objects.create(caller=caller, key=key, digest=digest, delete_after=at + kept)
    except IntegrityError:
        return _repeat(caller, key, digest)
    try:
        response = act()
    except BaseException:
        stored.delete()  # nothing was answered: a repetition tries anew
        raise
    stored.status, stored.body = response.status_code, response.content
    stored.content_type = response.headers.get("Content-Type", "")
    stored.save(update_fields=["status", "body", "content_type"])
    return response


def _repeat(caller: str, key: str, digest: str) -> HttpResponse:
    stored = StoredAnswer.objects.get(caller=caller, key=key)
    if stored.digest != digest:
        raise refuse(
            Code.KEY_REUSED,
            "key.other_request",
            _("This key already belongs to another request."),
            pointer="/Idempotency-Key",
            hint=_("Send a new key with a new request."),
        )
    if stored.status is None:
        no = refuse(
            Code.CONFLICT,
            "key.running",
            _("The first request with this key still runs."),
            hint=_("Ask again soon."),
        )
        no.retry_after = 1
        raise no
    response = HttpResponse(bytes(stored.body or b""), status=stored.status, content_type=stored.content_type)
    response["Idempotent-Replayed"] = "true"
    return response
