"""Pages for staff: a lost second factor is given back by two of them."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from firststop.accounts.forms.second_factor import AskResetForm
from firststop.accounts.homes import home_of
from firststop.accounts.policies import reset_deciders
from firststop.accounts.queries import account_at, actor_of, hat_of
from firststop.accounts.queries.resets import open_resets
from firststop.accounts.services import ask_second_factor_reset, decide_second_factor_reset
from firststop.core.reads import record_read, record_reads
from firststop.core.refusals import Code, Refused, refuse

PURPOSE, RECORD = "accounts.second_factor_reset", "accounts.account"


def lost_second_factors(request: HttpRequest) -> HttpResponse:
    """List the open requests, and take a new one."""
    form = AskResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, form.cleaned_data["contact"], form.cleaned_data["reason"])
        except Refused as no:
            form.add_error(None, f"{no.first.detail} {no.first.hint}".strip())
        else:
            return HttpResponseRedirect(reverse("accounts:lost_second_factors"))
    by, on, decides = actor_of(request), timezone.localdate(), reset_deciders(request)
    resets = open_resets(asked_by=None if decides else uuid.UUID(by.id))
    record_reads([each.person for each in resets], by=by, role=_role(request), purpose=PURPOSE, what=RECORD, on=on)
    heads = [pgettext("reset", "Person"), _("Asked by"), _("How it was checked"), _("When")]
    shown = {
        "home": home_of(request), "form": form, "resets": resets, "heads": heads, "decides": decides, "own": by.id,
    }  # fmt: skip
    return render(request, "accounts/lost_second_factors.html", shown, status=400 if form.errors else 200)


def _ask(request: HttpRequest, contact: str, reason: str) -> None:
    by, at = actor_of(request), timezone.now()
    account = account_at(contact)
    if account is None:
        raise refuse(Code.UNKNOWN, "second_factor.person", _("No account has this number or address."))
    record_read(account.pk, by=by, role=_role(request), purpose=PURPOSE, what=RECORD, on=timezone.localdate())
    ask_second_factor_reset(account.pk, reason=reason, by=by, at=at)


@require_POST
def decide(request: HttpRequest, reset: uuid.UUID) -> HttpResponse:
    """Grant or refuse a colleague's request."""
    granted = request.POST.get("deed") == "grant"
    decide_second_factor_reset(reset, granted=granted, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("accounts:lost_second_factors"))


def _role(request: HttpRequest) -> str:
    hat = hat_of(request)
    roles = hat.sorted_roles if hat else []
    return roles[0].value if roles else ""
