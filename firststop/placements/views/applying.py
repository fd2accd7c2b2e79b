"""Pages of who applies: send, see where it stands, take back, answer an invitation."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import requires
from firststop.core.refusals import Code, not_found, refuse
from firststop.employers.queries import EstablishmentCard, establishment, establishments
from firststop.placements.enums import APPLICATION_ARROWS, ARCHIVABLE, ApplicationState, InvitationState
from firststop.placements.forms import AnswerForm, ApplyForm, SpontaneousForm
from firststop.placements.limits import patience_at
from firststop.placements.models import Application
from firststop.placements.policies import for_oneself
from firststop.placements.queries import applications_of, invitations_of
from firststop.placements.services import answer_invitation, apply, apply_to_firm, takes_spontaneous, withdraw
from firststop.placements.standing import line_of
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import VacancyCard, public_vacancy, vacancy_cards


@requires(for_oneself)
@require_POST
def send(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Send an application to the firm behind a vacancy."""
    form = ApplyForm(request.POST)
    if not form.is_valid():
        card = public_vacancy(vacancy)
        if card is None:
            raise not_found(_("There is no such vacancy."))
        return render(request, "placements/apply.html", {"card": card, "form": form}, status=400)
    apply(vacancy, me(request), message=form.cleaned_data["message"], by=actor_of(request), at=timezone.now())
    messages.success(request, _("You have applied. The firm sees your name and how to reach you."))
    return redirect("placements:mine")


@requires(for_oneself)
@require_http_methods(["GET", "POST"])
def send_to_firm(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Write to a firm that has no vacancy for one."""
    card = establishment(employer)
    if card is None or not takes_spontaneous(card):
        raise not_found(_("You cannot apply to this employer here."))
    form = SpontaneousForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["message"]
        apply_to_firm(employer, me(request), message=said, by=actor_of(request), at=timezone.now())
        messages.success(request, _("You have applied. The firm sees your name and how to reach you."))
        return redirect("placements:mine")
    closes = patience_at(timezone.now()).spontaneous_closes_on - 1
    shown = {"employer": card, "form": form, "days": closes}
    return render(request, "placements/to_firm.html", shown, status=400 if form.errors else 200)


@requires(for_oneself)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's applications, each as a line of stops."""
    return render(request, "placements/mine.html", {"applications": lines_of(applications_of(me(request)))})


@requires(for_oneself)
@require_POST
def take_back(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Take an application back."""
    withdraw(application, me(request), by=actor_of(request), at=timezone.now())
    messages.success(request, _("You took your application back."))
    return redirect("placements:mine")


@requires(for_oneself)
@require_GET
def invitations(request: HttpRequest) -> HttpResponse:
    """Show who invites, what they write and until when to answer."""
    return _invitations(request)


@requires(for_oneself)
@require_POST
def answer(request: HttpRequest, invitation: uuid.UUID) -> HttpResponse:
    """Say yes or no to an invitation."""
    said = request.POST.get("answer", "")
    if said not in ("yes", "no"):
        raise refuse(Code.INVALID_VALUE, "invitation.answer", _("Say yes or no."), pointer="/answer")
    asked = next((each for each in invitations_of(me(request)) if each.id == invitation), None)
    if asked is None:
        raise not_found(_("There is no such invitation."))
    form, yes = AnswerForm(asked, request.POST), said == "yes"
    if yes and not form.is_valid():
        return _invitations(request, form)
    date = form.chosen if yes else None
    answer_invitation(invitation, me(request), yes=yes, by=actor_of(request), at=timezone.now(), date=date)
    if not yes:
        messages.success(request, _("You said no. The firm never learns who you are."))
        return redirect("placements:invitations")
    messages.success(request, _("You said yes. Now the firm sees your name and how to reach you."))
    return redirect("placements:mine")


def _invitations(request: HttpRequest, wrong: AnswerForm | None = None) -> HttpResponse:
    """Show the invitations; `wrong` is the answer to one of them that cannot be taken as it is."""
    asked = invitations_of(me(request))
    cards = vacancy_cards(invitation.vacancy_id for invitation in asked)
    waiting = [
        (each, cards[each.vacancy_id], wrong if wrong and wrong.asked == each else AnswerForm(each))
        for each in asked
        if each.state == InvitationState.SENT
    ]
    answered = [(each, cards[each.vacancy_id]) for each in reversed(asked) if each.state != InvitationState.SENT]
    shown = {"waiting": waiting, "answered": answered, "wrong": wrong}
    return render(request, "placements/invitations.html", shown, status=400 if wrong else 200)


def me(request: HttpRequest) -> uuid.UUID:
    """Return who is signed in; the policy of these pages lets nobody else in."""
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat.account


def lines_of(sent: list[Application]) -> list[dict[str, object]]:
    """Return what a list shows of applications: vacancy or firm, stops, whether it may be taken back; two queries."""
    cards = vacancy_cards(each.vacancy_id for each in sent if each.vacancy_id)
    firms = establishments(each.establishment_id for each in sent if each.is_spontaneous)
    return [
        _line(each, cards.get(each.vacancy_id) if each.vacancy_id else None, firms.get(each.establishment_id))
        for each in sent
    ]


def _line(sent: Application, card: VacancyCard | None, firm: EstablishmentCard | None) -> dict[str, object]:
    lives = ApplicationState(sent.state) not in ARCHIVABLE
    return {
        "sent": sent,
        "card": card,
        "firm": firm if sent.is_spontaneous else None,
        "readable": card is not None and (card.status is AdStatus.ACTIVE or (lives and card.status.stays_readable)),
        "taken_down": card is not None and card.status is AdStatus.REJECTED,
        "stops": line_of(sent),
        "may_withdraw": ApplicationState.WITHDRAWN in APPLICATION_ARROWS[ApplicationState(sent.state)],
    }
