"""Proving that somebody speaks for an enterprise: choose a way, enter the code."""

import uuid

from django import forms
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firststop.accounts.queries import actor_of
from firststop.casework.queries import offices
from firststop.core.access import requires
from firststop.core.country.records import named
from firststop.core.messages import said_now
from firststop.core.panels import declare
from firststop.core.refusals import not_found
from firststop.employers.enums import Verification
from firststop.employers.forms import (
    PROMISED,
    CodeForm,
    DirectorForm,
    MailboxForm,
    PlainForm,
    WayForm,
    domain_of,
    ways_of,
)
from firststop.employers.models import Establishment, Proof
from firststop.employers.policies import may_prove
from firststop.employers.queries import open_proofs
from firststop.employers.services import ask_proof, confirm_code
from firststop.employers.services.proving import LIFE
from firststop.employers.views.registering import worn

NEXT = declare("enterprise.next")
_FORMS: dict[Verification, type[forms.Form]] = {
    Verification.EMAIL: MailboxForm,
    Verification.DIRECTOR: DirectorForm,
}


@requires(may_prove)
@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show how far the proof is; choose a way."""
    own = _own(request, employer)
    form = WayForm(request.POST if request.method == "POST" else None, ways=ways_of(own.register_phone, own.site))
    if request.method == "POST" and form.is_valid():
        return redirect("employers:prove", own.id, form.cleaned_data["way"])
    return _proof_page(request, own, form)


@requires(may_prove)
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, employer: uuid.UUID, name: str) -> HttpResponse:
    """Say what one way needs, and begin it."""
    own = _own(request, employer)
    way = next((way for way in ways_of(own.register_phone, own.site) if way == name), None)
    if way is None or own.is_verified:
        return redirect("employers:proof", own.id)
    form = _FORMS.get(way, PlainForm)(request.POST if request.method == "POST" else None)
    if isinstance(form, MailboxForm):
        form.domain = domain_of(own.site) or ""
    if request.method == "POST" and form.is_valid():
        _begin(request, own, way, form)
        return redirect("employers:proof", own.id)
    shown = {
        "employer": own,
        "way": way,
        "form": form,
        "domain": domain_of(own.site),
        "promised": PROMISED[way],
        "ending": (own.register_phone or "")[-2:],
        "offices": _offices() if way is Verification.COUNTER else [],
    }
    return render(request, "employers/prove.html", shown, status=400 if form.errors else 200)


@requires(may_prove)
@require_POST
def enter_code(request: HttpRequest, proof: uuid.UUID) -> HttpResponse:
    """Take a code; the right one proves it, ten wrong ones end the attempt."""
    found = Proof.objects.filter(id=proof).first()
    if found is None:
        raise not_found(_("There is no such page."))
    own = _own(request, found.establishment_id)
    form = CodeForm(request.POST)
    if form.is_valid():
        if confirm_code(found.id, form.cleaned_data["code"], by=actor_of(request), at=timezone.now()):
            messages.success(request, _("It is proven: you speak for %(name)s.") % {"name": own.name})
            return redirect("employers:proof", own.id)
        form.add_error("code", _("This code is not right. Look at it once more."))
    return _proof_page(request, own, WayForm(ways=ways_of(own.register_phone, own.site)), typed=(found.id, form))


def _proof_page(
    request: HttpRequest, own: Establishment, form: WayForm, typed: tuple[uuid.UUID, CodeForm] | None = None
) -> HttpResponse:
    now = timezone.now()
    waiting = [each for each in open_proofs(own.id) if each.ends_at > now]
    wrong: forms.Form = typed[1] if typed else form
    shown = {
        "employer": own,
        "form": form,
        "waiting": [(each, _code_form(each, typed)) for each in waiting],
        "wrong": wrong,
    }
    return render(request, "employers/proof.html", shown, status=400 if wrong.errors else 200)


def _code_form(proof: Proof, typed: tuple[uuid.UUID, CodeForm] | None) -> CodeForm | None:
    if Verification(proof.way) not in LIFE:
        return None
    if typed is not None and typed[0] == proof.id:
        return typed[1]
    return CodeForm(auto_id=f"{proof.way}_%s")


@transaction.atomic
def _begin(request: HttpRequest, own: Establishment, way: Verification, form: forms.Form) -> None:
    note = form.cleaned_data.get("director", "")
    _proof, code = ask_proof(own.id, way, by=actor_of(request), at=timezone.now(), note=note)
    if way is Verification.EMAIL and code:
        text = _("Code %(code)s proves that you speak for %(name)s.") % {"code": code, "name": own.name}
        with said_now():
            send_mail(_("Your code"), text, None, [f"{form.cleaned_data['mailbox']}@{domain_of(own.site)}"])


def _offices() -> list[str]:
    language = get_language() or "en"
    return [named(office.names, language) for office in offices()]


def _own(request: HttpRequest, employer: uuid.UUID) -> Establishment:
    """Return the enterprise if the reader acts for it; a unit leads to its enterprise."""
    found = Establishment.objects.filter(id=employer, organisation=worn(request).organisation).first()
    if found is None:
        raise not_found(_("There is no such employer."))
    return found.parent or found
