"""What happens to every request: identity, headers, weight, a missing database, its length, the door, refusals."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as text

from firststop.core.access import access_of
from firststop.core.answers import answer_refusal, redirect_to_sign_in, unavailable
from firststop.core.database import is_gone, is_paused, note_gone
from firststop.core.parameters import parameters_of, refuse_unknown
from firststop.core.refusals import Code, Refused, refuse

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("firststop.requests")

# Each source has its reason: all is ours ('self'); images may be data: because Noto's and govuk's marks are inline.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)


class RequestIdentity:
    """Give every request a number, which the answer, the log and row history carry."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        started = time.perf_counter()
        with pghistory.context(request=request.id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        name = request.resolver_match.view_name if request.resolver_match else "-"
        # The route's name, never the address: addresses may carry what people typed.
        log.debug(
            "%s %s %s %.0f ms",
            request.method,
            name,
            response.status_code,
            1000 * (time.perf_counter() - started),
        )
        return response


class SecurityHeaders:
    """Lock the browser down: no inline script, no other host, no frame, no sniffing. HTTPS is Django's part."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


class LightPages(GZipMiddleware):
    """Pack pages for their way, and tell caches that what a page loads depends on whether its reader saves data.

    A page's secrets stay secret although it is packed: its tokens are masked anew and its length is padded each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is a page; a file or the API's answer goes out as it is."""
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ["Save-Data"])
        return super().process_response(request, response)


class LengthFirst:
    """Ask for the length of what is sent in pieces, before anything reads it: without one it would count as empty."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer 411 for a body of unknown length."""
        if "Transfer-Encoding" not in request.headers:
            return None
        unread = text("You did not say how long this is, so we have not read it.")
        return answer_refusal(request, refuse(Code.LENGTH, "request.length", unread))


class DatabaseGone:
    """Say plainly that the service pauses while the database is away; it recovers by itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer at once while the database was missed a moment ago; `/health` always looks itself."""
        asks = is_paused() and getattr(view, "__name__", "") != "health"
        return answer_refusal(request, unavailable()) if asks else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 for a lost connection of a view; one lost outside of views comes to `views.server_error`."""
        if not is_gone(error):
            return None
        note_gone(error)
        log.error("database unavailable: %s", type(error).__name__)
        return answer_refusal(request, unavailable())


class ClosedByDefault:
    """Let a request through to a view only where the view's mark admits it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer for the view where it stays closed: sign in first, or: there is no such page."""
        access = access_of(view)
        if access is not None and access.admits(request):
            return None
        if access is not None and not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        raise Http404


class RefusalsAsAnswers:
    """Turn a refusal that reaches the edge into a page or a problem document with the right status."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _in_words(request, response) if response.status_code == Code.METHOD.status else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Refuse what a page's address carries and the page does not take."""
        if request.method not in ("GET", "HEAD"):
            return None
        try:
            refuse_unknown(request.GET, parameters_of(view))
        except Refused as no:
            return answer_refusal(request, no)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer refusals; a denied permission looks like a page that is not there."""
        if isinstance(error, Refused):
            return answer_refusal(request, error)
        if isinstance(error, PermissionDenied):
            raise Http404 from error
        if isinstance(error, DataError) and "NUL" in str(error):
            # No text of the database holds a zero byte, wherever in the request it stood; nothing was written.
            unreadable = text("There are characters in it that nobody can read.")
            return answer_refusal(request, refuse(Code.PARSE, "request.zero_byte", unreadable))
        return None


def _in_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say in words what Django says by a bare 405."""
    allowed = response.get("Allow", "")
    said = answer_refusal(
        request,
        refuse(
            Code.METHOD,
            "request.method",
            text("This address does not take %(method)s.") % {"method": request.method},
            hint=text("It takes %(methods)s.") % {"methods": allowed} if allowed else "",
        ),
    )
    if allowed:
        said["Allow"] = allowed
    return said
