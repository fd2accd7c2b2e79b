"""One's own page: who one is here, as whom one acts, and the ways to change it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from firststop.accounts import policies
from firststop.accounts.enums import CHANNELS
from firststop.accounts.forms.own_page import NameForm
from firststop.accounts.homes import home_of
from firststop.accounts.models import Account
from firststop.accounts.queries import (
    HAT,
    actor_of,
    hat_of,
    looks_at,
    named_receipts,
    open_hats,
)
from firststop.accounts.queries.people import second_factor_since
from firststop.accounts.services import end_sessions, set_language, set_name, withdraw_consent
from firststop.core.panels import cards_at
from firststop.core.parameters import page_of, takes

#: How many looks a page shows; older ones stand on the next.
LOOKS = 50


def account_of(request: HttpRequest) -> Account:
    """Return who is signed in; the routes of these pages let nobody else in."""
    if not isinstance(request.user, Account):
        raise TypeError("a page for those who have signed in was opened to a visitor")
    return request.user


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is next on at most three cards, how things stand, and as whom one acts."""
    shown = {"account": account_of(request), "cards": cards_at("account.home", request)}
    return render(request, "accounts/home.html", {**shown, **_acting(request)})


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Show how one is reached and signs in, the ways to one's data, and as whom one acts."""
    account = account_of(request)
    shown = {
        **_acting(request),
        "home": home_of(request),
        "account": account,
        "reached_by": CHANNELS[account.reached_by],
        "second_factor_since": second_factor_since(account.pk),
    }
    return render(request, "accounts/settings.html", shown)


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {
        "hat": hat_of(request),
        "hats": open_hats(request),
        "is_administrator": policies.administrators(request),
        "is_staff": policies.staff(request),
    }


@require_POST
def wear_hat(request: HttpRequest) -> HttpResponse:
    """Act as somebody else from now on: for oneself, or for one of one's organisations."""
    wanted = request.POST.get("hat", "")
    if any(hat.key == wanted for hat in open_hats(request)):
        request.session[HAT] = wanted
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure()):
        back = home_of(request)
    return HttpResponseRedirect(back)


def name(request: HttpRequest) -> HttpResponse:
    """Change the name and the language."""
    account = account_of(request)
    known = {"given_name": account.given_name, "family_name": account.family_name, "language": account.language}
    form = NameForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        facts, by = form.cleaned_data, actor_of(request)
        set_name(account.pk, given_name=facts["given_name"], family_name=facts["family_name"], by=by)
        set_language(account.pk, facts["language"], by=by)
        return HttpResponseRedirect(reverse("accounts:settings"))
    return render(request, "accounts/name.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices."""
    end_sessions(account_of(request).pk, but=request.session.session_key)
    messages.success(request, _("You are signed out on all other devices."))
    return HttpResponseRedirect(reverse("accounts:settings"))


def consents(request: HttpRequest) -> HttpResponse:
    """Show what one agreed to; a yes is given where it is needed, and taken back here with one click."""
    account = account_of(request)
    if request.method == "POST":
        if receipt := _as_id(request.POST.get("withdraw", "")):
            withdraw_consent(account.pk, receipt, at=timezone.now(), by=actor_of(request))
        return HttpResponseRedirect(reverse("accounts:consents"))
    return render(request, "accounts/consents.html", {"receipts": named_receipts(account.pk), "heads": _heads()})


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _heads() -> list[str]:
    return [
        _("What you agreed to"),
        _("Which data"),
        _("For whom"),
        pgettext("consent", "Given"),
        pgettext("consent", "Ended"),
    ]


@require_safe
@takes("page")
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at one's record: organisation, role, reason, time; fifty a page."""
    page = page_of(request)
    found = looks_at(account_of(request).pk, skip=(page - 1) * LOOKS, limit=LOOKS + 1)
    shown = {
        "looks": found[:LOOKS],
        "next": f"?page={page + 1}" if len(found) > LOOKS else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
    }
    return render(request, "accounts/looks.html", shown)
