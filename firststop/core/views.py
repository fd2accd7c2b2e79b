"""The few pages of core: health, and what the frame needs when something is refused."""

import sys
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from firststop.core import changes, database
from firststop.core.access import public
from firststop.core.answers import answer_fault, answer_refusal, unavailable
from firststop.core.country import load_pack
from firststop.core.database import is_gone, note_gone
from firststop.core.idempotency import answer_once
from firststop.core.messages import receive_sms
from firststop.core.refusals import Code, refuse
from firststop.core.tables.strict_json import strict_json


@public
@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """Say how the process, the database and each projection are; 503 while the database is away."""
    state = database.state()
    body: dict[str, Any] = {"process": "ok", "database": {"state": state.name, "version": state.version}}
    if state.up:
        body["oldest_transaction_seconds"] = round(changes.oldest_transaction_seconds(), 1)
        body["projections"] = {
            lag.consumer: {"entries_behind": lag.entries, "seconds_behind": round(lag.seconds, 1)}
            for lag in changes.lags(at=timezone.now())
        }
    return JsonResponse(body, status=200 if state.up else 503)


@csrf_exempt
@public
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    """Take what a phone has answered, JSON `from` and `text`; who does not know the gateway's secret finds no door.

    A gateway that names its message, as `id`, may bring it again: it is taken once.
    """
    key = f"Bearer {settings.SMS_SECRET}"
    if not settings.SMS_SECRET or not constant_time_compare(request.headers.get("Authorization", ""), key):
        raise Http404
    match strict_json(request.body):
        case {"from": str(number), "text": str(said), **more}:
            now = timezone.now()

            def take() -> HttpResponse:
                receive_sms(load_pack(settings.COUNTRY).normalise_phone(number) or "", said, at=now)
                return HttpResponse(status=204)

            if more.get("id") is None:
                return take()
            name = sha256(str(more["id"]).encode()).hexdigest()
            return answer_once("core.sms", name, name, take, at=now)
    raise refuse(
        Code.MISSING,
        "sms.fields",
        _("The number or its answer is missing."),
        hint=_("Send from and text, both as text."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form that came without its token, mostly one left open for a night."""
    return answer_refusal(
        request,
        refuse(
            Code.FORBIDDEN,
            "form.expired",
            _("This form was open for too long, so we did not take it."),
            hint=_("Go back, load the page again and send it once more."),
        ),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that the frame could not take: too large, too many fields, a strange host."""
    if isinstance(exception, RequestDataTooBig):
        no = refuse(
            Code.TOO_LARGE,
            "request.size",
            _("This is more than we take at once."),
            hint=_("Send less, or send it in parts."),
        )
    else:
        no = refuse(Code.PARSE, "request.unreadable", _("We cannot read this request."))
    return answer_refusal(request, no)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer for an address that leads nowhere, or to what the reader may not know of."""
    return answer_refusal(
        request,
        refuse(
            Code.NOT_FOUND,
            "address.unknown",
            _("We looked and found no page at this address."),
            hint=_("Check the address, or start from the first page."),
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for what went wrong outside of views: the database that is away, or a fault of ours."""
    error = sys.exc_info()[1]
    if error is not None and is_gone(error):
        note_gone(error)
        return answer_refusal(request, unavailable())
    return answer_fault(request)
