"""How a refusal leaves the house: a page for a person, ``application/problem+json`` for a program."""

import math
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firststop.core.refusals import Code, Problem, Refused, Text, refuse

API_PREFIX = "/api/"
#: The heading that each code wears.
TITLES: dict[Code, Text] = {
    Code.PARSE: gettext_lazy("We cannot read this"),
    Code.MISSING: gettext_lazy("Something is missing"),
    Code.INVALID_VALUE: gettext_lazy("Something needs a correction"),
    Code.UNKNOWN: gettext_lazy("We do not know this name"),
    Code.CONFLICT: gettext_lazy("This is no longer possible"),
    Code.NOT_FOUND: gettext_lazy("There is no such page"),
    Code.GONE: gettext_lazy("This has ended"),
    Code.UNAUTHENTICATED: gettext_lazy("Sign in first"),
    Code.FORBIDDEN: gettext_lazy("This is not open to you"),
    Code.METHOD: gettext_lazy("This does not work here"),
    Code.LENGTH: gettext_lazy("We cannot read this"),
    Code.TOO_LARGE: gettext_lazy("This is too large"),
    Code.UNSUPPORTED_TYPE: gettext_lazy("We do not take this kind of file"),
    Code.KEY_REUSED: gettext_lazy("This key was used for something else"),
    Code.TOO_MANY: gettext_lazy("Too many tries"),
    Code.UNAVAILABLE: gettext_lazy("We will be back in a moment"),
}


def problem_document(refused: Refused, *, instance: str | None = None) -> dict[str, Any]:
    """Return the RFC 9457 body of a refusal in the active language."""
    first = refused.first
    body: dict[str, Any] = {
        "type": f"urn:firststop:problem:{first.code.value}",
        "title": title_of(first.code),
        "status": first.code.status,
        **{name: value for name, value in first.as_json().items() if name != "code"},
        "problems": [problem.as_json() for problem in refused.problems],
    }
    if instance:
        body["instance"] = f"urn:firststop:request:{instance}"
    return body


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asked: by the API's address, or because it accepts JSON and not pages."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith(API_PREFIX) or ("json" in accepted and "html" not in accepted)


def answer_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Answer a refusal in the form that the asker understands."""
    status = refused.first.code.status
    response: HttpResponse
    if wants_json(request):
        body = problem_document(refused, instance=getattr(request, "id", None))
        response = JsonResponse(body, status=status, content_type="application/problem+json")
    else:
        shown = {"title": title_of(refused.first.code), "problems": refused.problems, "status": status}
        name = "core/unavailable.html" if status == Code.UNAVAILABLE.status else "core/refused.html"
        response = render(request, name, shown, status=status)
    wait = refused.retry_after
    if wait is None and status == Code.TOO_MANY.status:
        wait = _until_tomorrow()
    if wait is not None:
        response["Retry-After"] = str(wait)
    return response


def _until_tomorrow() -> int:
    """Return how many seconds the day has left: a limit that names no wait is one of a day."""
    now = timezone.localtime()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    return math.ceil((tomorrow - now).total_seconds())


def unavailable() -> Refused:
    """Return the refusal that the service gives while its database is away."""
    no = refuse(
        Code.UNAVAILABLE,
        "database.unavailable",
        gettext_lazy("The service is taking a short break. Nothing you sent before is lost."),
        hint=gettext_lazy("Wait a minute, then try again."),
    )
    no.retry_after = 20
    return no


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours, in the form that the asker understands, without a word about its inside."""
    fault = Problem(
        Code.UNAVAILABLE,
        "fault",
        _("The fault is ours, and we have noted it."),
        hint=_("Try again in a minute."),
    )
    if wants_json(request):
        body = {**problem_document(Refused([fault]), instance=getattr(request, "id", None)), "status": 500}
        return JsonResponse(body, status=500, content_type="application/problem+json")
    shown = {"title": title_of(fault.code), "problems": [fault], "status": 500}
    return render(request, "core/refused.html", shown, status=500)


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask to sign in first and come back here afterwards; a program gets 401."""
    if wants_json(request):
        return answer_refusal(request, refuse(Code.UNAUTHENTICATED, "sign_in", _("Sign in first.")))
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")


def title_of(code: Code) -> str:
    """Return the heading that a code wears, in the active language."""
    return str(TITLES[code])
