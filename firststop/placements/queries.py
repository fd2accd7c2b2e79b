"""Reading placements: one's own applications, a firm's, whether names may be shown, how firms answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import RECRUITING, ConsentPurpose, Role
from firststop.accounts.queries import PersonName, has_consented, name_of, reach
from firststop.accounts.services import hold_right
from firststop.core.actor import Actor
from firststop.core.reads import record_read
from firststop.core.refusals import not_found
from firststop.core.row_security import beyond_reader
from firststop.employers.queries import establishment
from firststop.jobseekers.queries import is_hidden_from, shows_name
from firststop.matching.queries import Candidate, candidate_for
from firststop.placements.enums import ARCHIVABLE, ApplicationState, InvitationState
from firststop.placements.models import MOST_PLACE, Application, Invitation
from firststop.vacancies.queries import VacancyCard, vacancy_card

#: From how many applications on a firm's answer habit is shown.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class AnswerHabit:
    """How a firm answers: the share of applications that it answered by itself, and the usual number of days."""

    answered: int
    all: int
    usual_days: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is and how to reach them, opened after both said yes."""

    name: PersonName
    phone: str | None
    email: str | None


def applications_of(person: uuid.UUID) -> list[Application]:
    """Return a person's applications, newest first."""
    return list(Application.objects.filter(person=person).order_by("-sent_at"))


def open_applications(person: uuid.UUID, *, by: Actor, on: date) -> list[Application]:
    """Return a client's applications for the counsellor, newest first, and tell the client who looked."""
    sent = applications_of(person)
    if sent:
        purpose, what = "jobseekers.counselling", "applications"
        record_read(person, by=by, role=Role.COUNSELLOR, purpose=purpose, what=what, on=on)
    return sent


def applications_for(
    vacancy: uuid.UUID | None, *, organisation: uuid.UUID, at: datetime
) -> tuple[list[Application], list[Application]]:
    """Return the applications for a firm's own vacancy, or without one: those that wait for the firm, and the others.

    The oldest stand first; put-away ones are left out.
    """
    theirs = Application.objects.filter(establishment__organisation=organisation, vacancy=vacancy)
    shown = theirs.filter(archived_at__isnull=True).order_by("sent_at")
    waiting = list(shown.waiting(at))
    return waiting, list(shown.exclude(id__in=[each.id for each in waiting]))


def spontaneous_of(employer: uuid.UUID, person: uuid.UUID) -> Application | None:
    """Return the latest application of a person to a firm without a vacancy."""
    mine = Application.objects.filter(establishment=employer, person=person, vacancy__isnull=True)
    return mine.order_by("-sent_at").first()


def living_applications(vacancy: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """Return who applies for a vacancy, with the application that was not taken back or refused; one query."""
    living = Application.objects.filter(vacancy=vacancy).exclude(state__in=ARCHIVABLE)
    return dict(living.values_list("person_id", "id"))


def applies_for(person: uuid.UUID, vacancy: uuid.UUID) -> bool:
    """Whether a person applies for a vacancy, with an application that was not taken back or refused."""
    return Application.objects.filter(vacancy=vacancy, person=person).exclude(state__in=ARCHIVABLE).exists()


def application_by_id(application: uuid.UUID) -> Application | None:
    """Return an application, for whoever has checked that the reader may see it."""
    return Application.objects.select_related("establishment").filter(id=application).first()


def longest_waiting(organisation: uuid.UUID, *, at: datetime, limit: int) -> list[Application]:
    """Return the applications that wait for a firm, the longest waiting first."""
    waiting = Application.objects.waiting(at).filter(establishment__organisation=organisation)
    return list(waiting.order_by("sent_at")[:limit])


def waiting_counts(organisation: uuid.UUID, *, at: datetime) -> dict[uuid.UUID | None, int]:
    """Return how many applications wait for a firm, by vacancy, None for those without one; one query."""
    waiting = Application.objects.waiting(at).filter(establishment__organisation=organisation)
    return dict(waiting.values_list("vacancy").annotate(Count("id")).order_by("vacancy"))


@beyond_reader()
def hired_for(vacancy: uuid.UUID | None) -> int:
    """Return how many people were hired for a vacancy."""
    return Application.objects.filter(vacancy=vacancy, state=ApplicationState.HIRED).count()


def usual_place(sent: Application) -> str:
    """Return where a firm meets who applied unless it says otherwise: its vacancy's address, else its own, else ""."""
    card, owner = vacancy_card(sent.vacancy_id) if sent.vacancy_id else None, establishment(sent.establishment_id)
    stated = [place.get("address") for place in card.record.get("places") or ()] if card else []
    return next(filter(None, [*stated, owner.address if owner else ""]), "")[:MOST_PLACE]


def application_of(vacancy: uuid.UUID, person: uuid.UUID) -> Application | None:
    """Return the latest application of a person for a vacancy."""
    return Application.objects.filter(vacancy=vacancy, person=person).order_by("-sent_at").first()


def invitations_of(person: uuid.UUID, *, states: Sequence[InvitationState] = ()) -> list[Invitation]:
    """Return a person's invitations, the soonest answer first."""
    mine = Invitation.objects.filter(person=person)
    return list((mine.filter(state__in=states) if states else mine).order_by("answer_by"))


def open_invitation_called(invitation: uuid.UUID, *, by: Actor, on: date) -> Invitation | None:
    """Return the invitation that the desk calls about, and tell the person who looked; None if there is none."""
    sent = Invitation.objects.filter(id=invitation).first()
    if sent is not None:
        record_read(sent.person_id, by=by, role=Role.DESK, purpose="casework.call", what="invitations", on=on)
    return sent


def asked_by(vacancy: uuid.UUID) -> dict[uuid.UUID, Invitation]:
    """Return a vacancy's invitations by the person who was asked; one query."""
    return {sent.person_id: sent for sent in Invitation.objects.filter(vacancy=vacancy)}


def may_know(sent: Application) -> bool:
    """Whether a firm may know who sent an application: who applied has not taken it back.

    Whoever was invited said yes to the firm besides; that yes must stand, whatever became of the application.
    """
    if sent.state == ApplicationState.WITHDRAWN:
        return False
    invited = Invitation.objects.filter(application=sent).exists()
    return not invited or has_consented(sent.person_id, ConsentPurpose.SHOW_TO_EMPLOYER, str(sent.establishment_id))


def may_read(sent: Application) -> bool:
    """Whether a firm may read what its applicant can do now.

    Not after a withdrawal, and after another end only if the person does not hide from the firm.
    """
    state = ApplicationState(sent.state)
    if state is ApplicationState.WITHDRAWN:
        return False
    lives = state.is_open or state is ApplicationState.HIRED
    return lives or not is_hidden_from(sent.person_id, [sent.establishment_id])


def open_identity(application: uuid.UUID, *, organisation: uuid.UUID, by: Actor, on: date) -> Identity:
    """Return who applied, and tell that person who looked; refuses where one of the two yeses is missing."""
    with transaction.atomic():
        hold_right(organisation, *RECRUITING, by=by)
        # A withdrawal waits for this look, or this look sees it.
        found = Application.objects.select_for_update().filter(id=application).first()
        owner = establishment(found.establishment_id) if found else None
        if found is None or owner is None or owner.organisation != organisation:
            raise not_found(_("There is no such application."))
        if not may_know(found):
            raise not_found(_("This person has not said yes."))
        return _identity(found.person_id, "application", by=by, on=on)


def open_application(sent: Application, *, by: Actor, on: date) -> None:
    """Note for its person that somebody of the firm opened an application."""
    record_read(sent.person_id, by=by, role="employer", purpose="application", what="applications", on=on)


def open_candidate(vacancy: VacancyCard, candidate: uuid.UUID, *, by: Actor, on: date) -> tuple[Candidate, Identity]:
    """Return a candidate of a firm's own vacancy who shows the name to employers, and tell that person who looked.

    Showing it is the person's yes, asking for it the firm's. Refuses whoever has not said it, or has said no to an
    invitation for this vacancy: that no is final.
    """
    if vacancy.organisation is None:
        raise not_found(_("There is no such vacancy."))
    with transaction.atomic():
        hold_right(vacancy.organisation, *RECRUITING, by=by)
        one = candidate_for(vacancy, candidate, on=on)
        if one is None or not shows_name(one.person) or _said_no(one.person, vacancy.id):
            raise not_found(_("This person has not said yes."))
        return one, _identity(one.person, "shown", by=by, on=on)


def _said_no(person: uuid.UUID, vacancy: uuid.UUID) -> bool:
    return Invitation.objects.filter(vacancy=vacancy, person=person, state=InvitationState.DECLINED).exists()


def _identity(person: uuid.UUID, purpose: str, *, by: Actor, on: date) -> Identity:
    record_read(person, by=by, role="employer", purpose=purpose, what="contact", on=on)
    way = reach(person)
    return Identity(name_of(person), way.phone if way else None, way.email if way else None)


def answer_habit(establishment_id: uuid.UUID) -> AnswerHabit | None:
    """Return how a firm answers applications; None below five."""
    rows = list(
        Application.objects.filter(establishment=establishment_id)
        .exclude(state__in=[ApplicationState.WITHDRAWN, ApplicationState.HIRED_ELSEWHERE])
        .values_list("state", "silent", "sent_at", "touched_at")
    )
    if len(rows) < ENOUGH:
        return None
    days = [
        (touched - sent).days for state, silent, sent, touched in rows if state != ApplicationState.NEW and not silent
    ]
    return AnswerHabit(len(days), len(rows), round(median(days)) if days else 0)
