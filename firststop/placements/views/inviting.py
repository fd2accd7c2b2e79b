"""The page on which a firm invites somebody whose name it does not know."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import Code, not_found, refuse
from firststop.matching.queries import candidate_for
from firststop.placements.forms import InviteForm
from firststop.placements.policies import recruits
from firststop.placements.services import invite
from firststop.placements.services.invitations import ANSWER_DAYS
from firststop.placements.views.deciding import my_house
from firststop.vacancies.queries import public_vacancy, vacancy_card


@requires(recruits)
@require_http_methods(["GET", "POST"])
def invite_candidate(request: HttpRequest, vacancy: uuid.UUID, candidate: uuid.UUID) -> HttpResponse:
    """Ask a candidate of one's own vacancy; nobody's name is known before the answer."""
    house, card = my_house(request), vacancy_card(vacancy)
    if card is None or card.organisation != house:
        raise not_found(_("There is no such vacancy."))
    if public_vacancy(vacancy) is None:
        raise refuse(Code.CONFLICT, "invitation.ended", _("This vacancy is not open any more."))
    one = candidate_for(card, candidate, on=timezone.localdate())
    if one is None:
        raise not_found(_("This candidate is not there any more."))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["message"]
        invite(vacancy, one.person, organisation=house, message=said, by=actor_of(request), at=timezone.now())
        messages.success(request, _("The invitation is sent. We tell you when the person says yes."))
        return redirect("matching:candidate", vacancy, candidate)
    shown = {"card": card, "one": one, "form": form, "days": ANSWER_DAYS}
    return render(request, "placements/invite.html", shown, status=400 if form.errors else 200)
