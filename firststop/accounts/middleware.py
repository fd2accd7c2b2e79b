"""What accounts add to every request: the second factor first, who acts in row history, whose rows are read."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.accounts.hats import actor_of, hat_of, lacks_second_factor
from firststop.accounts.policies import WITHOUT_SECOND_FACTOR
from firststop.core.access import access_of
from firststop.core.answers import answer_refusal, wants_json
from firststop.core.history import name_actor
from firststop.core.refusals import Code, refuse
from firststop.core.row_security import NOBODY, Reader, rows_of


class SecondFactorFirst:
    """Send staff without a second factor in this session to its set-up, from every page that is not public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of a view that needs the second factor first; what is public stays open."""
        access = access_of(view)
        if access is None or access.is_public or access.policy in WITHOUT_SECOND_FACTOR:
            return None
        if not lacks_second_factor(request):
            return None
        if wants_json(request):
            return answer_refusal(
                request, refuse(Code.FORBIDDEN, "second_factor.first", _("Use your second factor first."))
            )
        return HttpResponseRedirect(reverse("mfa_index"))


class WrongFormsRefused:
    """Answer 400, as our own pages do, where a page of the sign-in library brings a form back with what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Look at the form of the page before it is written."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and getattr(form, "errors", None):
            response.status_code = HTTPStatus.BAD_REQUEST
        return response


class ActorInHistory:
    """Let row history name the person behind a request that may write; an API key names itself when it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """Name who acts, once the door has let the request in."""
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            name_actor(actor_of(request))


class OnlyOwnRows:
    """Let the database itself show a request only what its reader may see (`core.row_security`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Who it is must be known before the first row of the answer is read.
            hat_of(request)
        with rows_of(lambda: _reader_of(request)):
            return self.get_response(request)


def _reader_of(request: HttpRequest) -> Reader:
    # Where nobody has looked for a session there is none, and looking would keep the page out of shared caches.
    hat = hat_of(request) if request.session.accessed else None
    if hat is None:
        return NOBODY
    return Reader(hat.account, hat.organisation, hat.roles if hat.is_staff else frozenset(), timezone.localdate())
