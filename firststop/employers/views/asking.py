"""Enterprises ask the service; staff answer, by the promised time."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import not_found
from firststop.employers.enums import RequestKind
from firststop.employers.forms import AnswerForm, RequestForm
from firststop.employers.policies import may_answer, may_ask
from firststop.employers.queries import asked_request, establishments_of, promised_times, requests_of, waiting_requests
from firststop.employers.services import answer_request, ask_service, close_request
from firststop.employers.views.registering import worn


@requires(may_ask)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the service for something; below stands what was asked before, with the promised time."""
    house = worn(request).organisation
    employers = establishments_of(house) if house else []
    if not employers:
        return redirect("employers:register")
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind, text = RequestKind(form.cleaned_data["kind"]), form.cleaned_data["text"]
        ask_service(employers[0].id, kind, by=actor_of(request), at=timezone.now(), text=text)
        messages.success(request, _("We have your request."))
        return redirect("employers:ask")
    asked = [each for employer in employers for each in requests_of(employer.id)]
    due = promised_times(each.id for each in asked)
    shown = {"form": form, "asked": [(each, due.get(each.id)) for each in asked], "employer": employers[0]}
    return render(request, "employers/ask.html", shown, status=400 if form.errors else 200)


@requires(may_ask)
@require_POST
def close(request: HttpRequest, asked: uuid.UUID) -> HttpResponse:
    """Close an own request that is settled."""
    found = asked_request(asked)
    if found is None or found.establishment.organisation_id != worn(request).organisation:
        raise not_found(_("There is no such request."))
    close_request(found.id, by=actor_of(request), at=timezone.now())
    return redirect("employers:ask")


@requires(may_answer)
@require_GET
def requests(request: HttpRequest, asked: uuid.UUID | None = None) -> HttpResponse:
    """Show what enterprises wait for, the oldest promise first, with one open."""
    return _page(request, asked, AnswerForm())


@requires(may_answer)
@require_POST
def answer(request: HttpRequest, asked: uuid.UUID) -> HttpResponse:
    """Answer an enterprise; the next request opens."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    answer_request(asked, answer=form.cleaned_data["answer"], by=actor_of(request), at=timezone.now())
    messages.success(request, _("The answer is on the enterprise's page."))
    return redirect("employers:requests")


def _page(request: HttpRequest, asked: uuid.UUID | None, form: AnswerForm) -> HttpResponse:
    waiting = waiting_requests()
    case = asked_request(asked) if asked else next((each for each, _due in waiting), None)
    if asked and case is None:
        raise not_found(_("There is no such request."))
    shown = {"waiting": waiting, "case": case, "form": form, "now": timezone.now()}
    return render(request, "employers/requests.html", shown, status=400 if form.errors else 200)
