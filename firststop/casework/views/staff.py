"""One member of staff in an office: away or there, and for leads the clients, whom they share out."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.enums import Role
from firststop.accounts.queries import accounts_with_role, actor_of, name_of, names_of
from firststop.casework.forms import AwayForm, ClientForm
from firststop.casework.models import Client, Office
from firststop.casework.policies import leads, manages_offices
from firststop.casework.queries import (
    caseload,
    client_in_service,
    counsellor_at,
    counsellor_choices,
    counsellor_key,
    load_of,
    staff_of,
)
from firststop.casework.services import SHARING, WHOSE, assign_client, mark_away, mark_back, release_staff
from firststop.casework.views.offices import as_choices, name_here, office_in, roles_in, service_of
from firststop.core.access import requires
from firststop.core.parameters import page_of, takes
from firststop.core.reads import record_read, record_reads
from firststop.core.refusals import Code, not_found, refuse

#: How many clients a page names.
A_PAGE = 25


@requires(manages_offices)
@require_http_methods(["GET", "POST"])
@takes("page")
def member(request: HttpRequest, office: str, account: uuid.UUID) -> HttpResponse:
    """Show somebody who works in an office: until when they are away, who stands in, and to leads their clients."""
    found, page = office_in(request, office), page_of(request)
    assigned = next((each for each in staff_of(found.code) if each.account_id == account), None)
    if assigned is None:
        raise not_found(_("This person does not work in this office."))
    deed, today = request.POST.get("deed"), timezone.localdate()
    form = _away_form(request, account, sent=deed == "away")
    if request.method == "POST" and _done(request, found, account, form):
        return redirect("casework:office", found.code)
    is_away = assigned.away_until is not None and assigned.away_until >= today
    load = load_of(account)
    shown = {
        "office": found,
        "office_name": name_here(found),
        "name": name_of(account).full,
        "until": assigned.away_until if is_away else None,
        "substitute": name_of(assigned.substitute_id).full if is_away and assigned.substitute_id else "",
        "form": form,
        "colleagues": len(form.fields["substitute"].choices) > 1,  # type: ignore[attr-defined]
        "load": load,
        "next": f"?page={page + 1}" if load.people > page * A_PAGE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "heads": [_("Client"), pgettext("client", "Since"), _("Weight")],
        "rows": _clients(request, account, page) if leads(request) else None,
    }
    return render(request, "casework/member.html", shown, status=400 if form.errors else 200)


def _away_form(request: HttpRequest, account: uuid.UUID, *, sent: bool) -> AwayForm:
    service = service_of(request)
    counsellors = accounts_with_role(service, Role.COUNSELLOR)
    # Nobody else may open the clients of a counsellor.
    able = roles_in(service) if account not in counsellors else {
        key: roles for key, roles in roles_in(service).items() if key in counsellors
    }  # fmt: skip
    colleagues = {key: roles for key, roles in able.items() if key != account}
    return AwayForm(request.POST if sent else None, colleagues=as_choices(colleagues))


def _done(request: HttpRequest, office: Office, account: uuid.UUID, form: AwayForm) -> bool:
    """Do what the page was sent for; False where the form is not filled in well."""
    by, today = actor_of(request), timezone.localdate()
    match request.POST.get("deed"):
        case "away":
            if not form.is_valid():
                return False
            said = form.cleaned_data
            mark_away(
                office.code, account, until=said["until"], substitute=uuid.UUID(said["substitute"]), on=today, by=by
            )
        case "back":
            mark_back(office.code, account, by=by)
        case "release":
            release_staff(office.code, account, by=by)
        case _:
            raise refuse(Code.UNKNOWN, "office.deed", _("We do not know this step."))
    return True


def _clients(request: HttpRequest, counsellor: uuid.UUID, page: int) -> list[tuple[Client, str]]:
    """Name the clients of a counsellor, whose next action is due first; each of them reads that the lead looked."""
    found = caseload(counsellor, skip=(page - 1) * A_PAGE, limit=A_PAGE)
    people = [each.person_id for each in found]
    if people:
        record_reads(
            people, by=actor_of(request), role=Role.LEAD, purpose=SHARING, what=WHOSE, on=timezone.localdate()
        )  # fmt: skip
    names = names_of(people)
    return [(each, names[each.person_id].full) for each in found]


@requires(leads)
@require_http_methods(["GET", "POST"])
def client(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Give a client to another counsellor and say how much the client weighs; the person reads who looked."""
    service, by, today = service_of(request), actor_of(request), timezone.localdate()
    found = client_in_service(person, service)
    if found is None:
        raise not_found(_("Nobody counsels this person."))
    choices = counsellor_choices(service, get_language() or "en")
    now = counsellor_key(found)
    before = [found.office_id, found.counsellor_id]
    back = reverse("casework:member", args=before) if now else reverse("casework:office", args=before[:1])
    form = ClientForm(
        request.POST if request.method == "POST" else None,
        counsellors=choices,
        initial={"counsellor": now, "weight": found.weight},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        desk = counsellor_at(service, said["counsellor"])
        if desk is None:
            raise not_found(_("There is no such counsellor."))
        assign_client(person, desk.account_id, desk.office_id, weight=said["weight"], on=today, by=by)
        messages.success(request, _("It is done. The counsellor sees the client on the own list."))
        return redirect(back)
    record_read(person, by=by, role=Role.LEAD, purpose=SHARING, what=WHOSE, on=today)
    shown = {"client": found, "name": name_of(person).full, "counsellor": name_of(found.counsellor_id).full,
             "form": form, "back": back}  # fmt: skip
    return render(request, "casework/client.html", shown, status=400 if form.errors else 200)
