"""Applications: sent, answered, hired. One hire ends what else is open, in one transaction."""

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import RECRUITING
from firststop.accounts.services import hold_right
from firststop.core.actor import Actor, system
from firststop.core.changes import record_change
from firststop.core.messages import close_questions
from firststop.core.refusals import Code, Refused, Text, not_found, refuse
from firststop.core.row_security import beyond_reader
from firststop.employers.queries import EstablishmentCard, establishment
from firststop.placements import events
from firststop.placements.enums import APPLICATION_ARROWS, ARCHIVABLE, ApplicationState, RefusalReason
from firststop.placements.limits import patience_at, soonest_day
from firststop.placements.models import MOST_PLACE, Application
from firststop.placements.queries import hired_for, usual_place
from firststop.placements.reasons import open_reasons
from firststop.placements.services.telling import tell_firm, tell_person
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import VacancyCard, public_vacancy, vacancy_card
from firststop.vacancies.services import stop_vacancy

SILENCE = system("placements.silence")
MOST_MESSAGE = 4_000
#: What a firm may do to an application by itself; meeting, hiring and refusing have their own verbs.
_STEPS = frozenset({ApplicationState.IN_REVIEW, ApplicationState.POSTPONED, ApplicationState.POOL})


def apply(vacancy: uuid.UUID, person: uuid.UUID, *, message: str, by: Actor, at: datetime) -> Application:
    """Send one's own application. Refuses a vacancy not public or filled, a second living one, over 4,000 letters."""
    ad = public_vacancy(vacancy)
    if ad is None or by.id != str(person):
        raise not_found(_("This vacancy is not open any more."))
    if hired_for(ad.id) >= ad.openings:
        raise refuse(Code.CONFLICT, "vacancy.filled", _("All places of this vacancy are filled."))
    if not ad.takes_applications:
        raise refuse(
            Code.CONFLICT,
            "application.elsewhere",
            _("You cannot apply for this vacancy here."),
            hint=_("See on its page how to apply."),
        )
    about = {"vacancy": str(ad.id), "by": by.id}
    try:
        return _send(ad.id, ad.establishment, person, message, about=about, at=at)
    except IntegrityError as twice:
        raise _twice(_("You have applied for this vacancy already.")) from twice


def apply_to_firm(employer: uuid.UUID, person: uuid.UUID, *, message: str, by: Actor, at: datetime) -> Application:
    """Send an application without a vacancy to a firm.

    Refuses a firm that nobody has proven to speak for, since nobody would read it, a second living one, and a message
    that is empty or over 4,000 letters: without a vacancy only the message says what somebody wants.
    """
    owner = establishment(employer)
    if owner is None or by.id != str(person) or not takes_spontaneous(owner):
        raise not_found(_("You cannot apply to this employer here."))
    if not message.strip():
        raise refuse(
            Code.MISSING,
            "application.message",
            _("Write what you can do and which work you look for."),
            pointer="/message",
        )
    about = {"employer": str(owner.id), "by": by.id}
    try:
        return _send(None, owner.id, person, message, about=about, at=at)
    except IntegrityError as twice:
        raise _twice(_("You have applied to this firm already.")) from twice


def takes_spontaneous(owner: EstablishmentCard) -> bool:
    """Whether somebody who has proven to speak for a firm can read what comes without a vacancy."""
    return owner.is_verified and owner.organisation is not None and not owner.is_test


def _send(
    vacancy: uuid.UUID | None,
    employer: uuid.UUID,
    person: uuid.UUID,
    message: str,
    *,
    about: dict[str, str],
    at: datetime,
) -> Application:
    if len(message) > MOST_MESSAGE:
        raise refuse(Code.INVALID_VALUE, "application.message", _("This message is too long."), pointer="/message")
    with transaction.atomic():
        sent = Application.objects.create(
            vacancy_id=vacancy,
            establishment_id=employer,
            person_id=person,
            message=message.strip(),
            sent_at=at,
            touched_at=at,
        )
        record_change(events.TOPIC, events.APPLIED, sent.id, detail=about)
        tell_firm(sent, "placements.applied", f"applied:{sent.id}", at)
    return sent


def _twice(sentence: Text) -> Refused:
    return refuse(Code.CONFLICT, "application.twice", sentence, hint=_("See where it stands in your applications."))


def move_application(
    application: uuid.UUID,
    state: ApplicationState,
    *,
    organisation: uuid.UUID,
    by: Actor,
    at: datetime,
) -> Application:
    """Let the firm read it, put it off or keep it for later; to meet, hire and refuse have their own verbs."""
    if state not in _STEPS:
        raise refuse(Code.INVALID_VALUE, "application.verb", _("Choose another step."), pointer="/state")
    with transaction.atomic():
        mine = _of_firm(application, organisation, by)
        _check_only_one_lives(mine)
        _move(mine, state, by=by, at=at)
        tell_person(mine, f"placements.{state}", at)
    return mine


def plan_meeting(
    application: uuid.UUID, meeting_at: datetime, *, where: str, organisation: uuid.UUID, by: Actor, at: datetime
) -> Application:
    """Let the firm plan a meeting or a trial, or choose another moment or place for the one that it planned.

    Refuses a moment that is over and a place of over 200 letters. The question whether the person comes is asked anew.
    """
    if meeting_at <= at:
        over = _("This day is over. Choose a later one.")
        raise refuse(Code.INVALID_VALUE, "application.meeting", over, pointer="/meeting_at")
    if len(where) > MOST_PLACE:
        raise refuse(Code.INVALID_VALUE, "application.where", _("Write the place in one line."), pointer="/where")
    with transaction.atomic():
        mine = _of_firm(application, organisation, by)
        _meet(mine, meeting_at, where, by=by, at=at)
        tell_person(mine, "placements.trial", at)
    return mine


def agree_meeting(mine: Application, meeting_at: datetime, *, by: Actor, at: datetime) -> None:
    """Plan the meeting that a firm offered and the person chose, within the caller's transaction.

    Where the firm has planned another one meanwhile, or has hired, that stands.
    """
    if mine.state in (ApplicationState.TRIAL, ApplicationState.HIRED):
        return
    if mine.state == ApplicationState.POOL:
        _move(mine, ApplicationState.IN_REVIEW, by=by, at=at)
    _meet(mine, meeting_at, usual_place(mine), by=by, at=at)


def _meet(mine: Application, meeting_at: datetime, where: str, *, by: Actor, at: datetime) -> None:
    mine.meeting_at, mine.meeting_place, mine.comes = meeting_at, where.strip(), None
    _move(mine, ApplicationState.TRIAL, by=by, at=at, again=mine.state == ApplicationState.TRIAL)


def _check_only_one_lives(mine: Application) -> None:
    """Refuse to reconsider an application whose person has applied again since."""
    living = Application.objects.exclude(state__in=ARCHIVABLE).exclude(id=mine.id)
    same = {"vacancy": mine.vacancy_id, "establishment": mine.establishment_id, "person": mine.person_id}
    if living.filter(**same).exists():
        raise refuse(Code.CONFLICT, "application.newer", _("This person has applied again. Answer the newer one."))


def refuse_application(
    application: uuid.UUID, *, organisation: uuid.UUID, reason: RefusalReason, note: str, by: Actor, at: datetime
) -> Application:
    """Say no with one of the reasons that `open_reasons` allows; the person reads it in plain words."""
    with transaction.atomic():
        mine = _of_firm(application, organisation, by)
        if reason not in open_reasons(vacancy_card(mine.vacancy_id) if mine.vacancy_id else None):
            unfit = _("This reason does not fit this application. Choose another one.")
            raise refuse(Code.INVALID_VALUE, "application.reason", unfit, pointer="/reason")
        _refuse(mine, reason, note=note, by=by, at=at)
    return mine


def withdraw(application: uuid.UUID, person: uuid.UUID, *, by: Actor, at: datetime) -> Application:
    """Let the person take an application back; the firm is told, for it may have planned a meeting."""
    with transaction.atomic():
        mine = Application.objects.select_for_update().filter(id=application, person=person).first()
        if mine is None or by.id != str(person):
            raise not_found(_("There is no such application."))
        _move(mine, ApplicationState.WITHDRAWN, by=by, at=at)
        tell_firm(mine, "placements.withdrawn", f"withdrawn:{mine.id}", at)
    return mine


def hire(application: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime) -> Application:
    """Hire: the person's other open applications become "found work elsewhere" and those firms are told.

    When the vacancy's last opening is filled, its other applicants are told so and the ad is stopped. All in one
    transaction; of two hires for the last opening one wins, the other is refused.
    """
    with transaction.atomic():
        mine = _of_firm(application, organisation, by)
        ad = vacancy_card(mine.vacancy_id) if mine.vacancy_id else None
        hired = hired_for(mine.vacancy_id) + 1
        if ad is not None and hired > ad.openings:
            raise refuse(Code.CONFLICT, "vacancy.filled", _("All places of this vacancy are filled."))
        _move(mine, ApplicationState.HIRED, by=by, at=at)
        record_change(events.TOPIC, events.HIRED, mine.id, detail={"vacancy": str(mine.vacancy_id), "by": by.id})
        tell_person(mine, "placements.hired", at)
        _close_elsewhere(mine.person_id, by=by, at=at)
        if ad is not None and hired == ad.openings:
            _close_rest(ad, by=by, at=at)
            if ad.status is AdStatus.ACTIVE:
                stop_vacancy(ad.id, organisation=organisation, reason="filled", by=by, at=at)
    return mine


def archive(application: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime) -> Application:
    """Put away an application that is over; refuses any other."""
    with transaction.atomic():
        mine = _of_firm(application, organisation, by)
        if ApplicationState(mine.state) not in ARCHIVABLE:
            raise refuse(Code.CONFLICT, "application.archive", _("Only an application that is over can be put away."))
        mine.archived_at = at
        mine.save()
        record_change(events.TOPIC, events.APPLICATION_ARCHIVED, mine.id, detail={"by": by.id})
    return mine


def remind_and_close(*, at: datetime) -> tuple[int, int]:
    """Remind firms of applications they do not touch, and close those untouched for as long as `rules` allow.

    Returns (reminded, closed). It may run any number of times a day.
    """
    reminded = closed = 0
    waiting = Application.objects.open().exclude(state=ApplicationState.POOL).order_by("touched_at")
    silent = waiting.filter(touched_at__lte=at - timedelta(days=soonest_day()))
    for key in list(silent.values_list("id", flat=True)):
        with transaction.atomic():
            # The firm may have acted since the list was made: whatever is decided now is left alone.
            mine = waiting.select_for_update().filter(id=key).first()
            if mine is None:
                continue
            since = _silent_since(mine)
            if (at - since).days >= patience_at(since).closes_on(spontaneous=mine.is_spontaneous):
                mine.silent = True
                _refuse(mine, RefusalReason.OTHER, note="", by=SILENCE, at=at)
                closed += 1
            elif _remind(mine, at):
                reminded += 1
    return reminded, closed


def _silent_since(mine: Application) -> datetime:
    """Return since when a firm has said nothing; before a meeting that it planned nobody waits for it."""
    return max(mine.touched_at, mine.meeting_at or mine.touched_at)


def _remind(mine: Application, at: datetime) -> bool:
    since = _silent_since(mine)
    due = patience_at(since).reminders_due((at - since).days)
    if due <= mine.reminders:
        return False
    mine.reminders = due
    mine.save()
    kind = "placements.reminder_spontaneous" if mine.is_spontaneous else "placements.reminder"
    tell_firm(mine, kind, f"reminder:{mine.id}:{mine.touched_at:%Y%m%d%H%M}:{due}", at)
    return True


@beyond_reader()
def _close_elsewhere(person: uuid.UUID, *, by: Actor, at: datetime) -> None:
    for other in Application.objects.open().select_for_update().filter(person=person).order_by("id"):
        _move(other, ApplicationState.HIRED_ELSEWHERE, by=by, at=at)
        tell_firm(other, "placements.hired_elsewhere", f"elsewhere:{other.id}", at)


def _close_rest(ad: VacancyCard, *, by: Actor, at: datetime) -> None:
    rest = Application.objects.open().select_for_update().filter(vacancy=ad.id).order_by("id")
    for other in rest:
        _refuse(other, RefusalReason.POSITION_FILLED, note="", by=by, at=at)


def _refuse(mine: Application, reason: RefusalReason, *, note: str, by: Actor, at: datetime) -> None:
    mine.reason, mine.note = reason, note.strip()
    _move(mine, ApplicationState.REFUSED, by=by, at=at)
    tell_person(mine, "placements.refused", at)


def _move(mine: Application, state: ApplicationState, *, by: Actor, at: datetime, again: bool = False) -> None:
    if not again and state not in APPLICATION_ARROWS[ApplicationState(mine.state)]:
        raise refuse(
            Code.CONFLICT,
            f"application.{mine.state}.{state}",
            _("This is not possible for this application now."),
            hint=_("Load the page again to see where it stands."),
        )
    mine.state, mine.touched_at = state, at
    mine.decided_at = None if state.is_open else at
    # Whoever acts starts a new silence; what is open again is not put away any more.
    mine.reminders = 0
    mine.archived_at = None if state.is_open else mine.archived_at
    if state is not ApplicationState.REFUSED:
        mine.reason, mine.silent = None, False
    mine.save()
    close_questions([mine.id])
    record_change(events.TOPIC, events.APPLICATION_MOVED, mine.id, detail={"state": state, "by": by.id})


def _of_firm(application: uuid.UUID, organisation: uuid.UUID, by: Actor) -> Application:
    """Hold the right of whoever acts; lock the vacancy's applications, and the person's, by one statement in one order.

    Two hires for the last opening meet here, and so do two firms that hire the same person; none waits for the other.
    """
    hold_right(organisation, *RECRUITING, by=by)
    found = Application.objects.filter(id=application).first()
    owner = establishment(found.establishment_id) if found else None
    if found is None or owner is None or owner.organisation != organisation:
        raise not_found(_("There is no such application."))
    theirs = Q(id=application) | Q(person=found.person_id)
    theirs |= Q(vacancy=found.vacancy_id) if found.vacancy_id else Q()
    with beyond_reader():
        locked = list(Application.objects.select_for_update().filter(theirs).order_by("id"))
    return next(sibling for sibling in locked if sibling.id == application)
