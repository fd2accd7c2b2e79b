"""The pages on which staff find a person by code: a firm reads it out, or the person asks for a counsellor."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.enums import Role
from firststop.accounts.queries import actor_of, hat_of, name_of, reach
from firststop.casework.queries import client_in_service, counsellor_at, counsellor_choices
from firststop.casework.services import assign_client
from firststop.core.access import requires
from firststop.core.refusals import Refused, not_found
from firststop.jobseekers.forms import CallCodeForm, GiveForm, OwnCodeForm
from firststop.jobseekers.policies import gives_clients, takes_calls
from firststop.jobseekers.services import open_call_code, open_code_to_give


@requires(takes_calls)
@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask which firm calls and for its code, and show whom to call; the person reads that a firm asked."""
    form, hat = CallCodeForm(request.POST if request.method == "POST" else None), hat_of(request)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid() and hat is not None:
        role = next(role for role in hat.sorted_roles if role in Role.values)
        try:
            person = open_call_code(form.cleaned_data["code"], role=role, by=actor_of(request), at=timezone.now())
        except Refused as no:
            if no.first.rule != "call_me.unknown":
                raise
            form.add_error("code", f"{no.first.detail} {no.first.hint}")
        else:
            shown |= {"name": name_of(person).full, "way": reach(person), "form": CallCodeForm()}
            shown["firm"] = form.cleaned_data["firm"]
            shown["gives"] = form.cleaned_data["code"] if gives_clients(request) else ""
    return render(request, "jobseekers/by_code.html", shown, status=400 if form.errors else 200)


@requires(gives_clients)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Ask for a person's code, then to which counsellor they go; the person sees that they were looked up."""
    form, hat = OwnCodeForm(request.POST if request.method == "POST" else None), hat_of(request)
    if hat is None or hat.organisation is None:
        raise not_found(_("There is no such page."))
    person = _at_the_desk(request, form) if request.method == "POST" and form.is_valid() else None
    if person is None:
        return render(request, "jobseekers/give.html", {"form": form}, status=400 if form.errors else 200)
    choices = counsellor_choices(hat.organisation, get_language() or "en")
    chosen = GiveForm(
        request.POST if "give" in request.POST else None,
        counsellors=choices,
        initial={"code": form.cleaned_data["code"]},
    )
    if chosen.is_bound and chosen.is_valid() and _given(request, person, hat.organisation, chosen):
        return redirect("jobseekers:give")
    shown = {
        "form": chosen,
        "name": name_of(person).full,
        "person": person,
        # The front desk does not read who counsels whom.
        "known": client_in_service(person, hat.organisation) if Role.LEAD in hat.roles else None,
        "choices": choices,
    }
    return render(request, "jobseekers/give.html", shown, status=400 if chosen.errors else 200)


def _at_the_desk(request: HttpRequest, form: OwnCodeForm) -> uuid.UUID | None:
    hat = hat_of(request)
    role = Role.LEAD if hat is not None and Role.LEAD in hat.roles else Role.DESK
    try:
        return open_code_to_give(form.cleaned_data["code"], role=role, by=actor_of(request), at=timezone.now())
    except Refused as no:
        if no.first.rule != "call_me.unknown":
            raise
        form.add_error("code", f"{no.first.detail} {no.first.hint}")
    return None


def _given(request: HttpRequest, person: uuid.UUID, service: uuid.UUID, form: GiveForm) -> bool:
    desk = counsellor_at(service, form.cleaned_data["counsellor"])
    if desk is None:
        raise not_found(_("There is no such counsellor."))
    today, by = timezone.localdate(), actor_of(request)
    try:
        assign_client(person, desk.account_id, desk.office_id, on=today, by=by)
    except Refused as no:
        if no.first.rule not in ("client.has_counsellor", "client.self"):
            raise
        form.add_error("counsellor", f"{no.first.detail} {no.first.way_on}")
        return False
    messages.success(request, _("It is done. The counsellor sees the person on the own list."))
    return True
