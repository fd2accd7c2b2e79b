"""Taking one's data away, and erasing the account."""

import json
from typing import Any

from allauth.account.internal import flows
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firststop.accounts.purposes import field_words
from firststop.accounts.queries import actor_of
from firststop.accounts.services import erase_account, export_own_data
from firststop.accounts.views.own_page import account_of
from firststop.core.held import held_about


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Show why and until when data are held, and offer to take them away or to erase them."""
    # Several tables may be kept for one reason and equally long; the reader hears that once.
    told = {(str(it.purpose), it.delete_on or str(it.until)): it for it in held_about(account_of(request).pk)}
    return render(request, "accounts/own_data.html", {"held": told.values()})


@require_safe
@never_cache
def as_json(request: HttpRequest) -> HttpResponse:
    """Give all that is held about the person to a program."""
    held = export_own_data(account_of(request).pk, by=actor_of(request))
    body = json.dumps(held, ensure_ascii=False, indent=2, default=str)
    return _file(body, "json", "application/json; charset=utf-8")


@require_safe
@never_cache
def as_html(request: HttpRequest) -> HttpResponse:
    """Give all that is held about the person to read."""
    held = export_own_data(account_of(request).pk, by=actor_of(request))
    body = render_to_string("accounts/own_data_file.html", {"held": _in_words(held), "language": get_language()})
    return _file(body, "html", "text/html; charset=utf-8")


def _in_words(part: Any) -> Any:
    """Return a part of the data with the names of its fields as people say them."""
    if isinstance(part, dict):
        return {field_words(name): _in_words(inner) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_in_words(inner) for inner in part]
    return (_("Yes") if part else _("No")) if isinstance(part, bool) else part


def _file(body: str, ending: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="firststop-{timezone.localdate()}.{ending}"'
    return answer


def erase(request: HttpRequest) -> HttpResponse:
    """Say what erasing means, and do it."""
    if request.method != "POST":
        return render(request, "accounts/erase.html")
    account = account_of(request)
    erase_account(account.pk, by=actor_of(request), at=timezone.now())
    flows.logout.logout(request, show_message=False)
    messages.success(request, _("Your account is erased."))
    return HttpResponseRedirect("/")
