"""Pages of a firm: who applied, who they are once both said yes, and what to answer."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import requires
from firststop.core.refusals import not_found
from firststop.jobseekers.queries import profile_facts, profile_of
from firststop.placements.enums import APPLICATION_ARROWS, ARCHIVABLE, ApplicationState, RefusalReason
from firststop.placements.forms import MeetingForm, RefusalForm
from firststop.placements.limits import patience_at
from firststop.placements.models import Application
from firststop.placements.policies import recruits
from firststop.placements.queries import (
    answer_habit,
    application_by_id,
    applications_for,
    hired_for,
    may_know,
    may_read,
    open_application,
    open_identity,
    usual_place,
)
from firststop.placements.reasons import open_reasons
from firststop.placements.services import archive, hire, move_application, plan_meeting, refuse_application
from firststop.taxonomy.queries import names_of
from firststop.vacancies.queries import VacancyCard, vacancy_card

_S = ApplicationState
#: What one click does.
STEPS = {"read": _S.IN_REVIEW, "postpone": _S.POSTPONED, "keep": _S.POOL}


@requires(recruits)
@require_GET
def received(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Show who applied for one of the firm's vacancies, the longest waiting first."""
    house = my_house(request)
    card = vacancy_card(vacancy)
    if card is None or card.organisation != house:
        raise not_found(_("There is no such vacancy."))
    shown = _parted(*applications_for(vacancy, organisation=house, at=timezone.now()))
    habit = answer_habit(card.establishment)
    return render(request, "placements/received.html", {"card": card, "parts": shown, "habit": habit})


@requires(recruits)
@require_GET
def spontaneous(request: HttpRequest) -> HttpResponse:
    """Show who applied to the firm without a vacancy, the longest waiting first."""
    now = timezone.now()
    shown = _parted(*applications_for(None, organisation=my_house(request), at=now))
    closes = patience_at(now).spontaneous_closes_on - 1
    return render(request, "placements/spontaneous.html", {"parts": shown, "days": closes})


@requires(recruits)
@require_GET
def case(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Show one application with what can be done next."""
    return _case(request, _mine(application, my_house(request)))


@requires(recruits)
@require_POST
def identity(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Open who applied and how to reach them; the person sees that it was opened."""
    house, by = my_house(request), actor_of(request)
    mine = _mine(application, house)
    who = open_identity(application, organisation=house, by=by, on=timezone.localdate())
    return _case(request, mine, identity=who)


@requires(recruits)
@require_POST
def decide(request: HttpRequest, application: uuid.UUID, verb: str) -> HttpResponse:
    """Do the next step: read, put off, keep, meet, refuse, hire, put away."""
    house, by, now = my_house(request), actor_of(request), timezone.now()
    mine = _mine(application, house)
    if verb in STEPS:
        move_application(application, STEPS[verb], organisation=house, by=by, at=now)
    elif verb == "meet":
        meeting = MeetingForm(request.POST)
        if not meeting.is_valid():
            return _case(request, mine, status=400, meeting=meeting)
        where = meeting.cleaned_data["where"]
        plan_meeting(application, meeting.meeting_at, where=where, organisation=house, by=by, at=now)
    elif verb == "refuse":
        refusal = RefusalForm(open_reasons(_ad(mine)), request.POST)
        if not refusal.is_valid():
            return _case(request, mine, status=400, refusal=refusal)
        reason, note = RefusalReason(refusal.cleaned_data["reason"]), refusal.cleaned_data["note"]
        refuse_application(application, organisation=house, reason=reason, note=note, by=by, at=now)
    else:
        _finish(verb)(application, organisation=house, by=by, at=now)
    if verb != "archive":
        messages.success(request, _("Saved. The person reads it at once."))
        return redirect("placements:case", mine.id)
    messages.success(request, _("Put away. It is not on your list any more."))
    return redirect("placements:received", mine.vacancy_id) if mine.vacancy_id else redirect("placements:spontaneous")


@requires(recruits)
@require_GET
def ask_hire(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Ask once whether to hire, and say what happens then: a hire is final."""
    mine = _mine(application, my_house(request))
    if ApplicationState.HIRED not in APPLICATION_ARROWS[ApplicationState(mine.state)]:
        return redirect("placements:case", mine.id)
    ad = _ad(mine)
    left = ad.openings - hired_for(ad.id) if ad else None
    return render(request, "placements/hire.html", {"sent": mine, "card": ad, "code": called(mine), "left": left})


def _parted(waiting: list[Application], others: list[Application]) -> list[tuple[str, list[tuple[Application, str]]]]:
    """Return the applications under what is to do about them, each with what to call its person."""
    later = [each for each in others if ApplicationState(each.state).is_open]
    over = [each for each in others if not ApplicationState(each.state).is_open]
    parts = ((_("They wait for your answer"), waiting), (_("Nothing to do now"), later), (_("Decided"), over))
    return [(title, [(each, called(each)) for each in rows]) for title, rows in parts if rows]


def _finish(verb: str) -> Callable[..., Application]:
    if verb == "hire":
        return hire
    if verb == "archive":
        return archive
    raise not_found(_("There is no such step."))


def _case(request: HttpRequest, mine: Application, *, status: int = 200, **shown: object) -> HttpResponse:
    state, ad = ApplicationState(mine.state), _ad(mine)
    reasons = open_reasons(ad)
    allowed = APPLICATION_ARROWS[state]
    open_application(mine, by=actor_of(request), on=timezone.localdate())
    base = {
        "sent": mine,
        "state": state,
        "card": ad,
        "code": called(mine),
        "may_know": may_know(mine),
        "can": _can(mine.person_id) if may_read(mine) else [],
        "may": {verb for verb, to in VERBS.items() if to in allowed or (verb == "meet" and state is _S.TRIAL)},
        "may_archive": state in ARCHIVABLE and mine.archived_at is None,
        "reason": RefusalReason(mine.reason) if mine.reason and not mine.silent else None,
        "reasons": [(reason.value, reason.label, reason.for_seeker) for reason in reasons],
        "meeting": MeetingForm(initial={"where": mine.meeting_place or usual_place(mine)}),
        "refusal": RefusalForm(reasons),
        "identity": None,
        "errors": shown.get("meeting") or shown.get("refusal"),
    }
    return render(request, "placements/case.html", {**base, **shown}, status=status)


#: The step of each button; a button that leads nowhere is not shown.
VERBS = {**STEPS, "meet": _S.TRIAL, "refuse": _S.REFUSED, "hire": _S.HIRED}


def _ad(mine: Application) -> VacancyCard | None:
    return vacancy_card(mine.vacancy_id) if mine.vacancy_id else None


def _can(person: uuid.UUID) -> list[str]:
    """Return what the person can do, in words: occupations first, then skills."""
    profile = profile_of(person)
    facts = next(iter(profile_facts([profile.id])), None) if profile else None
    if facts is None:
        return []
    keys = [*(key for key, _months in facts.practised), *facts.skills]
    names = names_of(keys, get_language() or "en")
    return [names[key] for key in keys if key in names]


def _mine(application: uuid.UUID, house: uuid.UUID) -> Application:
    found = application_by_id(application)
    if found is None or found.establishment.organisation_id != house:
        raise not_found(_("There is no such application."))
    return found


def called(sent: Application) -> str:
    """Return what to call somebody whose name is not open.

    It says nothing beyond this application: the code of the profile lets a firm have its person rung, and is for the
    person to give away.
    """
    return sent.id.hex[:6].upper()


def my_house(request: HttpRequest) -> uuid.UUID:
    """Return the organisation that the reader acts for."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None:
        raise not_found(_("There is no such page."))
    return hat.organisation
