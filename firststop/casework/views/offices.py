"""Offices of the service: where they are, who works there, who stands in, when they are closed."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from firststop.accounts.enums import MembershipState
from firststop.accounts.queries import actor_of, hat_of, members_of, names_of
from firststop.casework.forms import Choices, ClosedDayForm, OfficeForm, StaffForm
from firststop.casework.models import Office
from firststop.casework.policies import manages_offices
from firststop.casework.queries import (
    Load,
    clients_by_office,
    loads_of,
    office_of_service,
    offices_of_service,
    staff_of,
)
from firststop.casework.services import assign_staff, change_office, close_office, open_office_again, register_office
from firststop.core.access import requires
from firststop.core.country.records import named
from firststop.core.parameters import ANY, takes
from firststop.core.refusals import Code, not_found, refuse
from firststop.taxonomy.queries import place_options, places


def service_of(request: HttpRequest) -> uuid.UUID:
    """Return the service that the reader acts for; the policies of these pages let nobody else in."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None:
        raise not_found(_("There is no such page."))
    return hat.organisation


def office_in(request: HttpRequest, code: str) -> Office:
    """Return an office of the reader's service."""
    found = office_of_service(code, service_of(request))
    if found is None:
        raise not_found(_("There is no such office."))
    return found


def name_here(office: Office) -> str:
    """Return what an office is called in the reader's language."""
    return named(office.names, get_language() or "en")


def roles_in(service: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """Return the active members of a service with their roles in words."""
    found: dict[uuid.UUID, list[str]] = {}
    for member in members_of(service):
        if member.account_id is not None and member.state == MembershipState.ACTIVE:
            found.setdefault(member.account_id, []).append(member.get_role_display())
    return found


def as_choices(members: dict[uuid.UUID, list[str]]) -> Choices:
    """Return members as choices: name and roles."""
    names = names_of(members)
    return [(str(key), f"{names[key].full or _('No name yet')}: {', '.join(members[key])}") for key in members]


@requires(manages_offices)
@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices of the service, with their place, phone, and how many staff and clients they have."""
    service = service_of(request)
    found, clients = offices_of_service(service), clients_by_office(service)
    named_places = places([office.place_id for office in found], get_language() or "en")
    shown = {
        "rows": [
            (office, name_here(office), named_places.get(office.place_id), clients.get(office.code, 0))
            for office in found
        ],
        "heads": [_("Office"), _("Place"), _("Phone"), _("Staff"), _("Clients")],
    }
    return render(request, "casework/offices.html", shown)


@requires(manages_offices)
@takes(ANY)
@require_GET
def place_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the places whose name begins like what was typed, as the options of a datalist."""
    typed = next((values[-1] for _name, values in request.GET.lists()), "")[:100]
    options = place_options(typed, get_language() or "en")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', options))


@requires(manages_offices)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add an office."""
    form = OfficeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service, said = service_of(request), form.cleaned_data
        code = str(uuid.uuid5(service, str(said["once"] or uuid.uuid4())))
        register_office(
            code, names=form.names(), place=said["place"], organisation=service, phone=said["phone"],
            by=actor_of(request),
        )  # fmt: skip
        messages.success(request, _("The office is there. Say who works in it."))
        return redirect("casework:office", code)
    return render(request, "casework/office_form.html", {"form": form}, status=400 if form.errors else 200)


@requires(manages_offices)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, office: str) -> HttpResponse:
    """Change what an office is called, where it is, and its phone."""
    found = office_in(request, office)
    known = {f"name_{code}": name for code, name in found.names.items()}
    initial = {**known, "place": found.place_id, "phone": found.phone or ""}
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, actor_of(request)
        change_office(found.code, names=form.names(), place=said["place"], phone=said["phone"], by=by)
        messages.success(request, _("The office is changed."))
        return redirect("casework:office", found.code)
    shown = {"form": form, "office": found, "name": name_here(found)}
    return render(request, "casework/office_form.html", shown, status=400 if form.errors else 200)


@requires(manages_offices)
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest, office: str) -> HttpResponse:
    """Show an office: who works there, with how many clients, and its closed days; add to both."""
    found, members, deed = office_in(request, office), roles_in(service_of(request)), request.POST.get("deed")
    assigned = staff_of(found.code)
    others = {key: roles for key, roles in members.items() if key not in {each.account_id for each in assigned}}
    staff = StaffForm(request.POST if deed == "staff" else None, members=as_choices(others))
    closed = ClosedDayForm(request.POST if deed == "close" else None)
    if request.method == "POST" and _done(request, found, staff, closed):
        return redirect("casework:office", found.code)
    names, loads = names_of(_everybody(assigned)), loads_of([each.account_id for each in assigned])
    today = timezone.localdate()
    shown = {
        "office": found,
        "name": name_here(found),
        "place": places([found.place_id], get_language() or "en").get(found.place_id),
        "rows": [
            {
                "account": each.account_id,
                "name": names[each.account_id].full,
                "roles": members.get(each.account_id),
                "until": each.away_until if each.away_until and each.away_until >= today else None,
                "substitute": names[each.substitute_id].full if each.substitute_id else "",
                "load": loads.get(each.account_id, Load(0, 0)),
            }
            for each in assigned
        ],
        "heads": [pgettext("person", "Name"), _("Role"), _("Clients"), _("Weight"), _("There or away")],
        "days": [day for day in found.closed_days if day >= today],
        "others": bool(others),
        "form": closed if deed == "close" else staff,
        "staff": staff,
        "closed": closed,
    }
    return render(request, "casework/office.html", shown, status=400 if staff.errors or closed.errors else 200)


def _everybody(assigned: list[Any]) -> set[uuid.UUID]:
    return {key for each in assigned for key in (each.account_id, each.substitute_id) if key}


def _done(request: HttpRequest, office: Office, staff: StaffForm, closed: ClosedDayForm) -> bool:
    """Do what the page was sent for; False where a form is not filled in well."""
    by, today = actor_of(request), timezone.localdate()
    match request.POST.get("deed"):
        case "staff":
            if not staff.is_valid():
                return False
            assign_staff(office.code, uuid.UUID(staff.cleaned_data["account"]), by=by)
        case "close":
            if not closed.is_valid():
                return False
            close_office(office.code, closed.cleaned_data["closed"], on=today, by=by)
        case "open":
            open_office_again(office.code, _day(request.POST.get("day", "")), by=by)
        case _:
            raise refuse(Code.UNKNOWN, "office.deed", _("We do not know this step."))
    return True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise refuse(Code.INVALID_VALUE, "office.day", _("Write a day that exists."), pointer="/day") from wrong
