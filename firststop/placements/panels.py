"""What placements show on other pages."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from firststop.accounts.queries import Hat, actor_of, hat_of
from firststop.casework.queries import may_open
from firststop.core.panels import Panel
from firststop.employers.queries import establishment
from firststop.jobseekers.queries import shows_name
from firststop.matching.queries import candidate_key
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.forms import ApplyForm, InviteForm
from firststop.placements.models import Application
from firststop.placements.policies import for_oneself, recruits
from firststop.placements.queries import (
    application_of,
    applications_of,
    asked_by,
    invitations_of,
    living_applications,
    longest_waiting,
    open_applications,
    open_invitation_called,
    spontaneous_of,
    waiting_counts,
)
from firststop.placements.services import takes_spontaneous
from firststop.placements.services.invitations import ANSWER_DAYS
from firststop.placements.standing import after_invitation, line_of, meeting
from firststop.placements.views.applying import lines_of
from firststop.placements.views.deciding import called
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import vacancy_card, vacancy_cards

#: How many applications a home shows.
SHOWN = 5
_COUNTS, _ASKED = "_firststop_waiting_counts", "_firststop_asked"


def actions(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show on a vacancy how to apply, or where one's application stands."""
    hat = hat_of(request)
    if subject is None or (hat is not None and hat.organisation is not None):
        return None
    vacancy = uuid.UUID(subject)
    card = vacancy_card(vacancy)
    if card is None or not card.takes_applications:
        return None
    if hat is None:
        sign_in = f"{reverse('account_login')}?next={reverse('vacancies:vacancy', args=[vacancy])}"
        return Panel("placements/panels/apply.html", {"vacancy": vacancy, "sign_in": sign_in, "form": None})
    sent = application_of(vacancy, hat.account)
    if sent is not None and (ApplicationState(sent.state).is_open or sent.state == ApplicationState.HIRED):
        return Panel("placements/panels/applied.html", {"sent": sent, "stops": line_of(sent)})
    return Panel("placements/panels/apply.html", {"vacancy": vacancy, "sign_in": "", "form": ApplyForm()})


def own(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show beside the firm's own vacancy how many applications wait; one query a page."""
    if subject is None or not recruits(request):
        return None
    waits = _counts(request).get(uuid.UUID(subject), 0)
    return Panel("placements/panels/own.html", {"vacancy": subject, "waits": waits})


def firm(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the firm's home how many applications to its vacancies wait for an answer."""
    counts = _counts(request) if recruits(request) else {}
    waits = sum(counts.values()) - counts.get(None, 0)
    return Panel("placements/panels/firm.html", {"waits": waits}) if waits else None


def unasked(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the firm's home how many applications without a vacancy wait for an answer."""
    waits = _counts(request).get(None, 0) if recruits(request) else 0
    return Panel("placements/panels/unasked.html", {"waits": waits}) if waits else None


def who_waits(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the firm's home who waits longest for an answer, without names."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None or not recruits(request):
        return None
    sent = longest_waiting(hat.organisation, at=timezone.now(), limit=SHOWN)
    cards = vacancy_cards(each.vacancy_id for each in sent if each.vacancy_id)
    rows = [(each, called(each), cards.get(each.vacancy_id) if each.vacancy_id else None) for each in sent]
    return Panel("placements/panels/who_waits.html", {"rows": rows}) if rows else None


def navigation(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead who looks for work to the own applications, and who speaks for a firm to its vacancies and who applied."""
    if for_oneself(request):
        return Panel("placements/panels/to_applications.html")
    return Panel("placements/panels/to_vacancies.html") if recruits(request) else None


def without_vacancy(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show above the firm's vacancies the way to who applied without one."""
    if not recruits(request):
        return None
    return Panel("placements/panels/without_vacancy.html", {"waits": _counts(request).get(None, 0)})


def to_firm(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show on the page of an employer how to apply without a vacancy, or where one's application stands."""
    hat = hat_of(request)
    if subject is None or (hat is not None and hat.organisation is not None):
        return None
    card = establishment(uuid.UUID(subject))
    if card is None or not takes_spontaneous(card):
        return None
    sent = spontaneous_of(card.id, hat.account) if hat else None
    if sent is not None and (ApplicationState(sent.state).is_open or sent.state == ApplicationState.HIRED):
        return Panel("placements/panels/applied.html", {"sent": sent, "stops": line_of(sent)})
    return Panel("placements/panels/to_firm.html", {"employer": card.id, "signed_in": hat is not None})


def _counts(request: HttpRequest) -> dict[uuid.UUID | None, int]:
    known: dict[uuid.UUID | None, int] | None = getattr(request, _COUNTS, None)
    hat = hat_of(request)
    if known is None:
        known = waiting_counts(hat.organisation, at=timezone.now()) if hat and hat.organisation else {}
        setattr(request, _COUNTS, known)
    return known


def candidate(request: HttpRequest, subject: str | None) -> Panel | None:
    """Say beside a candidate whether the firm has asked, and what came of it; two queries a page."""
    shown = _asked(request, subject)
    return Panel("placements/panels/candidate.html", shown) if shown and (shown["sent"] or shown["applied"]) else None


def invite_candidate(request: HttpRequest, subject: str | None) -> Panel | None:
    """Offer to invite the candidate who is open, or say where the invitation stands."""
    shown = _asked(request, subject)
    if shown is None or subject is None:
        return None
    shown["shows_name"] = shows_name(uuid.UUID(subject.split("/")[1]))
    return Panel("placements/panels/invite.html", shown)


def compared(request: HttpRequest, subject: str | None) -> Panel | None:
    """Offer to choose a candidate who is compared, or lead to what came of it."""
    shown = _asked(request, subject)
    if shown is None:
        return None
    address = request.GET.copy()
    address["chosen"] = key = str(shown["key"])
    shown |= {"address": address.urlencode(), "chosen": request.GET.get("chosen") == key}
    return Panel("placements/panels/compared.html", shown)


def invite_chosen(request: HttpRequest, subject: str | None) -> Panel | None:
    """Let a firm invite the candidate whom it chose among those compared, and say what happens next."""
    shown = _asked(request, subject)
    if shown is None or shown["sent"] or shown["applied"]:
        return None
    answer_by = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    shown |= {"form": InviteForm(), "stops": after_invitation(answer_by=answer_by)}
    return Panel("placements/panels/invite_chosen.html", shown)


def _asked(request: HttpRequest, subject: str | None) -> dict[str, Any] | None:
    """Return what a firm did about a candidate; `subject` is "<vacancy>/<person>"."""
    if subject is None or not recruits(request):
        return None
    vacancy, person = map(uuid.UUID, subject.split("/"))
    if getattr(request, _ASKED, (None,))[0] != vacancy:
        setattr(request, _ASKED, (vacancy, asked_by(vacancy), living_applications(vacancy)))
    _vacancy, invitations, applied = getattr(request, _ASKED)
    key = candidate_key(vacancy, person)
    return {"vacancy": vacancy, "key": key, "sent": invitations.get(person), "applied": applied.get(person)}


def next_invitation(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the invitation whose answer is due first as the next thing to do."""
    hat = _oneself(request)
    waiting = invitations_of(hat.account, states=[InvitationState.SENT]) if hat else []
    cards = vacancy_cards(each.vacancy_id for each in waiting)
    for invitation in waiting:
        card = cards[invitation.vacancy_id]
        if card.status is AdStatus.ACTIVE:
            return Panel("placements/panels/next_invitation.html", {"invitation": invitation, "card": card})
    return None


def next_meeting(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the next meeting as something to prepare."""
    hat = _oneself(request)
    if hat is None:
        return None
    planned = Application.objects.filter(person=hat.account, state=ApplicationState.TRIAL)
    soonest = planned.filter(meeting_at__gte=timezone.now() - timedelta(hours=2)).order_by("meeting_at").first()
    if soonest is None:
        return None
    card = vacancy_card(soonest.vacancy_id) if soonest.vacancy_id else None
    shown = {
        "when": meeting(soonest),
        "card": card,
        "readable": card is not None and (card.status is AdStatus.ACTIVE or card.status.stays_readable),
        "firm": establishment(soonest.establishment_id) if soonest.is_spontaneous else None,
    }
    return Panel("placements/panels/next_meeting.html", shown)


def applications(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the latest applications on the home of who looks for work."""
    hat = _oneself(request)
    sent = applications_of(hat.account) if hat else []
    shown = {"applications": lines_of(sent[:SHOWN]), "more": max(0, len(sent) - SHOWN)}
    return Panel("placements/panels/applications.html", shown) if sent else None


def of_client(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show a counsellor where the applications of a client stand; the client reads who looked."""
    hat, today = hat_of(request), timezone.localdate()
    if hat is None or not hat.is_staff or subject is None or not may_open(uuid.UUID(subject), hat.account, on=today):
        return None
    sent = open_applications(uuid.UUID(subject), by=actor_of(request), on=today)
    return Panel("placements/panels/of_client.html", {"applications": lines_of(sent)})


def called_about(request: HttpRequest, subject: str | None) -> Panel | None:
    """Tell whoever calls about an invitation who invites to what; the person reads who looked."""
    hat = hat_of(request)
    if hat is None or not hat.is_staff or subject is None:
        return None
    sent = open_invitation_called(uuid.UUID(subject), by=actor_of(request), on=timezone.localdate())
    if sent is None:
        return None
    shown = {"invitation": sent, "card": vacancy_card(sent.vacancy_id), "dates": sent.dates_after(timezone.now())}
    return Panel("placements/panels/called.html", shown)


def _oneself(request: HttpRequest) -> Hat | None:
    return hat_of(request) if for_oneself(request) else None
