"""What is said to whoever asks too much at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import RateLimited, ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from firststop.core.answers import answer_refusal
from firststop.core.refusals import Code, refuse

View = Callable[..., Any]


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 429 with the time to wait: the site's handler for it."""
    no = refuse(Code.TOO_MANY, "sign_in.rate", _("That was a lot at once."), hint=_("Wait a minute, then try again."))
    no.retry_after = 60
    return answer_refusal(request, no)


def limited(view: View) -> View:
    """Answer 429 where the library only raises."""

    @wraps(view)
    def within_limits(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except RateLimited:
            return too_many(request)

    return within_limits


def fresh(view: View) -> View:
    """Ask first to prove again who one is, where the last proof lies too far back."""

    @wraps(view)
    def proven(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if get_adapter().is_reauthentication_required(app="accounts"):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return proven
