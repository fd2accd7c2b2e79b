"""Inviting somebody whose name the firm does not know, and asking who shows it what it is."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import Code, not_found, refuse
from firststop.matching.queries import candidate_for
from firststop.placements.forms import InviteForm
from firststop.placements.policies import recruits
from firststop.placements.queries import open_candidate
from firststop.placements.services import invite
from firststop.placements.services.invitations import ANSWER_DAYS
from firststop.placements.views.deciding import my_house
from firststop.vacancies.queries import VacancyCard, public_vacancy, vacancy_card


@requires(recruits)
@require_http_methods(["GET", "POST"])
def invite_candidate(request: HttpRequest, vacancy: uuid.UUID, candidate: uuid.UUID) -> HttpResponse:
    """Ask a candidate of one's own vacancy; nobody's name is known before the answer."""
    house, card = my_house(request), _open_vacancy(request, vacancy)
    one = candidate_for(card, candidate, on=timezone.localdate())
    if one is None:
        raise not_found(_("This candidate is not there any more."))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, by, now = form.cleaned_data["message"], actor_of(request), timezone.now()
        invite(vacancy, one.person, organisation=house, message=said, by=by, at=now, dates=form.dates)
        messages.success(request, _("The invitation is sent. We tell you when the person says yes."))
        return redirect("matching:candidate", vacancy, candidate)
    shown = {"card": card, "one": one, "form": form, "days": ANSWER_DAYS}
    return render(request, "placements/invite.html", shown, status=400 if form.errors else 200)


@requires(recruits)
@require_POST
def show_name(request: HttpRequest, vacancy: uuid.UUID, candidate: uuid.UUID) -> HttpResponse:
    """Open who a candidate is that shows the name to employers; the person sees that it was opened."""
    card = _open_vacancy(request, vacancy)
    one, who = open_candidate(card, candidate, by=actor_of(request), on=timezone.localdate())
    return render(request, "placements/shown.html", {"card": card, "one": one, "who": who})


def _open_vacancy(request: HttpRequest, vacancy: uuid.UUID) -> VacancyCard:
    """Return the firm's own vacancy; refuses one that is not public: nobody is asked for an ad that was taken down."""
    card = vacancy_card(vacancy)
    if card is None or card.organisation != my_house(request):
        raise not_found(_("There is no such vacancy."))
    if public_vacancy(vacancy) is None:
        raise refuse(Code.CONFLICT, "invitation.ended", _("This vacancy is not open any more."))
    return card
