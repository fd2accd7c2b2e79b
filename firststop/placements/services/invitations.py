"""Invitations: a firm asks somebody it does not know; names open after two yeses, a no is final."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import RECRUITING, ConsentPurpose
from firststop.accounts.services import give_consent, hold_right
from firststop.core.actor import Actor, ActorKind, system
from firststop.core.changes import record_change
from firststop.core.messages import YES, close_questions, message_by_id, send_message
from firststop.core.refusals import Code, not_found, refuse
from firststop.jobseekers.queries import is_hidden_from
from firststop.placements import events
from firststop.placements.enums import (
    ARCHIVABLE,
    INVITATION_ARROWS,
    ApplicationState,
    InvitationState,
)
from firststop.placements.models import Application, Invitation
from firststop.placements.services.applications import agree_meeting
from firststop.placements.services.telling import tell_firm
from firststop.vacancies.queries import public_vacancy, vacancy_card

ANSWER_DAYS, MOST_MESSAGE, MOST_DATES = 7, 2_000, 2
#: Who answers by text message, or in a call of the desk: then the change log names the member of staff besides.
BY_PHONE = system("placements.phone")


def invite(
    vacancy: uuid.UUID,
    person: uuid.UUID,
    *,
    organisation: uuid.UUID,
    message: str,
    by: Actor,
    at: datetime,
    dates: Sequence[datetime] = (),
) -> Invitation:
    """Invite a person to one's own public vacancy; `dates` are up to two moments on which the firm can meet.

    Whoever is hidden from this employer does not exist for it. Refuses another firm's vacancy, one that is not public
    any more, a message over 2,000 letters, dates that are over, equal or more than two, and a second time.
    """
    ad = vacancy_card(vacancy)
    if ad is None or ad.organisation != organisation:
        raise not_found(_("There is no such vacancy."))
    if public_vacancy(vacancy) is None:
        raise refuse(
            Code.CONFLICT,
            "invitation.ended",
            _("This vacancy is not open any more."),
            hint=_("Open it again, then invite."),
        )
    _check_offer(message, dates, at)
    if is_hidden_from(person, [ad.establishment]):
        raise not_found(_("This candidate is not there any more."))
    try:
        with transaction.atomic():
            hold_right(organisation, *RECRUITING, by=by)
            sent = Invitation.objects.create(
                vacancy_id=ad.id,
                establishment_id=ad.establishment,
                person_id=person,
                message=message.strip(),
                **dict(zip(("first_date", "second_date"), dates, strict=False)),
                sent_by=by.id,
                sent_at=at,
                answer_by=at.date() + timedelta(days=ANSWER_DAYS),
            )
            record_change(events.TOPIC, events.INVITED, sent.id, detail={"vacancy": str(ad.id), "by": by.id})
            effect, values = f"invited:{sent.id}", {"ref": sent.id.hex[:4].upper()}
            send_message(person, "placements.invited", effect=effect, on=at.date(), subject=sent.id, values=values)
    except IntegrityError as twice:
        raise refuse(
            Code.CONFLICT,
            "invitation.twice",
            _("You have invited this person already."),
            hint=_("The answer stands in the list of who fits."),
        ) from twice
    return sent


def _check_offer(message: str, dates: Sequence[datetime], at: datetime) -> None:
    if len(message) > MOST_MESSAGE:
        raise refuse(Code.INVALID_VALUE, "invitation.message", _("This message is too long."), pointer="/message")
    if len(dates) > MOST_DATES or len(set(dates)) < len(dates) or any(date <= at for date in dates):
        wrong = _("Offer one or two different dates that are to come.")
        raise refuse(Code.INVALID_VALUE, "invitation.dates", wrong, pointer="/dates")


def answer_invitation(
    invitation: uuid.UUID, person: uuid.UUID, *, yes: bool, by: Actor, at: datetime, date: datetime | None = None
) -> Invitation:
    """Answer: a yes opens name and contact to this firm, with a receipt, and makes an application of it.

    `date` is the one of the offered dates that the person chose; then the meeting is planned. Refuses a yes to a
    vacancy that is not public any more, for its firm may have broken a rule, and a date not offered or over.
    """
    with transaction.atomic():
        mine = Invitation.objects.select_for_update().filter(id=invitation, person=person).first()
        if mine is None or (by.kind is not ActorKind.SYSTEM and by.id != str(person)):
            raise not_found(_("There is no such invitation."))
        if yes and public_vacancy(mine.vacancy_id) is None:
            raise refuse(
                Code.CONFLICT,
                "invitation.ended",
                _("This vacancy is not open any more."),
                hint=_("You need not answer. Nobody learns who you are."),
            )
        if date is not None and date not in mine.dates_after(at):
            gone = _("This date is not offered any more. Choose another one.")
            raise refuse(Code.INVALID_VALUE, "invitation.date", gone, pointer="/date")
        _move(mine, InvitationState.ACCEPTED if yes else InvitationState.DECLINED, at)
        if yes:
            give_consent(
                person,
                ConsentPurpose.SHOW_TO_EMPLOYER,
                data="name, phone, e-mail",
                recipient=str(mine.establishment_id),
                at=at,
                by=by,
            )
            mine.application = _application_for(mine, by=by, at=at)
            mine.save()
            if date is not None:
                agree_meeting(mine.application, date, by=by, at=at)
        detail = {"yes": yes, "by": by.id}
        record_change(events.TOPIC, events.INVITATION_ANSWERED, mine.id, detail=detail)
    return mine


def take_invitation_answer(message: uuid.UUID, *, at: datetime) -> None:
    """Act on an answer that did not come by the page: a no by text message, or what was said when the desk called.

    Nothing follows where the invitation is answered or over by then, and no yes to a vacancy that is not public.
    """
    answered = message_by_id(message)
    if answered is None or answered.subject is None:
        return
    sent = Invitation.objects.filter(id=answered.subject, state=InvitationState.SENT).first()
    if sent is None:
        return
    yes = answered.answer == YES
    if yes and public_vacancy(sent.vacancy_id) is None:
        return
    answer_invitation(sent.id, answered.person, yes=yes, by=BY_PHONE, at=at)


def _application_for(mine: Invitation, *, by: Actor, at: datetime) -> Application:
    """Return the living application of who was invited; a new one, told to the firm, where there is none."""
    sent = Application.objects.select_for_update().filter(vacancy=mine.vacancy_id, person=mine.person_id)
    living = sent.exclude(state__in=ARCHIVABLE).first()
    if living is not None:
        return living
    fresh = Application.objects.create(
        vacancy_id=mine.vacancy_id,
        person_id=mine.person_id,
        establishment_id=mine.establishment_id,
        state=ApplicationState.IN_REVIEW,
        sent_at=at,
        touched_at=at,
    )
    record_change(events.TOPIC, events.APPLIED, fresh.id, detail={"vacancy": str(mine.vacancy_id), "by": by.id})
    tell_firm(fresh, "placements.applied", f"applied:{fresh.id}", at)
    return fresh


def lapse_invitations(*, on: date, at: datetime) -> int:
    """End the invitations that nobody answered in time; return how many."""
    lapsed = 0
    late = Invitation.objects.filter(state=InvitationState.SENT, answer_by__lt=on)
    for key in list(late.values_list("id", flat=True)):
        with transaction.atomic():
            mine = Invitation.objects.select_for_update().get(id=key)
            if mine.state == InvitationState.SENT:
                _move(mine, InvitationState.LAPSED, at)
                lapsed += 1
    return lapsed


def _move(mine: Invitation, state: InvitationState, at: datetime) -> None:
    if state not in INVITATION_ARROWS[InvitationState(mine.state)]:
        raise refuse(Code.CONFLICT, "invitation.answered", _("This invitation is answered already."))
    mine.state, mine.answered_at = state, at
    mine.save()
    close_questions([mine.id])
