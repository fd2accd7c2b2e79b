"""A vacancy's life after it was received: published, stopped, reopened, expired, deleted."""

import uuid
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.casework.services import finish_task
from firststop.core.actor import Actor, system
from firststop.core.changes import BATCH, record_change
from firststop.core.dated import number_at
from firststop.core.messages import close_questions
from firststop.core.refusals import Code, Refused, not_found, refuse
from firststop.employers.queries import establishment
from firststop.vacancies import events
from firststop.vacancies.drafting import forget_corrections
from firststop.vacancies.enums import AD_ARROWS, AdStatus
from firststop.vacancies.limits import REMIND, USUAL, life_at
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import person_in
from firststop.vacancies.rules.expiry import ends_at
from firststop.vacancies.schemas import digest_of
from firststop.vacancies.services.houses import hold_house, hold_poster
from firststop.vacancies.services.masking import mask_history, mask_vacancy
from firststop.vacancies.services.queues import DOUBTS, QUEUE, queue_for_moderation
from firststop.vacancies.services.settling import settle_deleted, settle_open_appeals

EXPIRY = system("vacancies.expiry")
_TOLD = {
    AdStatus.ACTIVE: events.VACANCY_PUBLISHED,
    AdStatus.REJECTED: events.VACANCY_REJECTED,
    AdStatus.STOPPED: events.VACANCY_STOPPED,
    AdStatus.EXPIRED: events.VACANCY_EXPIRED,
    AdStatus.DELETED: events.VACANCY_DELETED,
}


def locked(vacancy: uuid.UUID, organisation: uuid.UUID | None = None) -> Vacancy:
    """Return a vacancy locked for change; with `organisation` only one of its own, others do not exist."""
    found = Vacancy.objects.select_for_update(of=("self",)).select_related("establishment").filter(id=vacancy).first()
    if found is None or (organisation is not None and found.establishment.organisation_id != organisation):
        raise not_found(_("There is no such vacancy."))
    return found


def move(vacancy: Vacancy, status: AdStatus, *, by: Actor, at: datetime, reason: str | None = None) -> None:
    """Take one arrow of the table and tell the change log; refuses an arrow that is not drawn."""
    if status not in AD_ARROWS[AdStatus(vacancy.status)]:
        raise not_drawn(vacancy, status)
    if vacancy.status == AdStatus.REJECTED:  # An appeal is about this refusal alone.
        settle_open_appeals(vacancy.id, outcome=status, at=at)
    vacancy.status, vacancy.status_reason = status, reason
    dates_of(vacancy, status, at)
    if status.has_ended:
        _end_with(vacancy, status, at)
        close_questions([vacancy.id])
    else:
        vacancy.save()
    detail = {"by": by.id, "reason": reason}
    record_change(events.TOPIC, told_as(status), vacancy.id, version=vacancy.version, detail=detail)


def not_drawn(vacancy: Vacancy, status: AdStatus) -> Refused:
    """Return the refusal of a way that a vacancy cannot go from where it stands."""
    return refuse(
        Code.CONFLICT,
        f"status.{vacancy.status}.{status}",
        _("This is not possible for this vacancy now."),
        hint=_("Load the page again to see where it stands."),
    )


def _end_with(vacancy: Vacancy, status: AdStatus, at: datetime) -> None:
    """Save an ad that ends; what leads to a person goes in the same transaction."""
    contacts = vacancy.contacts.all()
    person = person_in(contacts)
    mask_vacancy(vacancy, person)
    vacancy.save()
    mask_history({vacancy.id: person})
    contacts.delete()
    forget_corrections(vacancy.id)
    for queue in (QUEUE, DOUBTS):
        finish_task(queue, vacancy.id, outcome=status, at=at)
    if status is AdStatus.DELETED:
        settle_deleted(vacancy.id, outcome=status, at=at)


def dates_of(vacancy: Vacancy, status: AdStatus, at: datetime) -> None:
    """Set the dates that go with a status: published and ends, or ended.

    Whether an ad was ever let out is told by our own clock: what a firm says of its publication opens no door.
    """
    if status is AdStatus.ACTIVE:
        vacancy.public_since = vacancy.public_since or at
        vacancy.published_at = vacancy.published_at or at
        vacancy.expires_at = _end(vacancy, at)
        if vacancy.expires_at > at + timedelta(days=number_at(REMIND, at)):  # Another end, so another reminder.
            vacancy.reminded_at = None
        if vacancy.ended_at is not None:  # Whoever opens it again says that it is open: an old question is settled.
            vacancy.said_open_at = at
        vacancy.ended_at = None
    elif status.has_ended:
        vacancy.ended_at = at
    else:
        vacancy.public_since = None


def told_as(status: AdStatus) -> str:
    """Return what the change log calls the arrival at a status."""
    return _TOLD.get(status, events.VACANCY_CHANGED)


def _end(vacancy: Vacancy, at: datetime) -> datetime:
    """Return when a published ad ends, as `rules.expiry` says; one whose stated end is past gets the usual time."""
    stated = vacancy.expires_at if vacancy.expires_at and vacancy.expires_at > at else None
    ends = ends_at(at, None, vacancy.apply_by if stated is None else None, stated, life_at=life_at)
    return ends or at + timedelta(days=number_at(USUAL, at))


def stop_vacancy(vacancy: uuid.UUID, *, organisation: uuid.UUID, reason: str, by: Actor, at: datetime) -> Vacancy:
    """Take an ad off the pages; it can be opened again. What leads to a person goes with the stop."""
    with transaction.atomic():
        hold_poster(organisation, by=by)
        found = locked(vacancy, organisation)
        if found.status == AdStatus.REJECTED:  # To open it again would put it before a moderator without an appeal.
            raise not_drawn(found, AdStatus.STOPPED)
        move(found, AdStatus.STOPPED, by=by, at=at, reason=reason)
    return found


def reopen_vacancy(vacancy: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime) -> Vacancy:
    """Open an ad that has ended again: public at once if it was public before, else checked as a first one is.

    Its digest names what is left of it, so that whoever sends the whole again brings the contacts back.
    """
    with transaction.atomic():
        hold_poster(organisation, by=by)
        _hold_house_of(vacancy, organisation)
        found = locked(vacancy, organisation)
        if found.status not in (AdStatus.STOPPED, AdStatus.EXPIRED):
            raise not_drawn(found, AdStatus.ACTIVE)
        if found.apply_by is not None and found.apply_by <= at:
            raise refuse(
                Code.CONFLICT,
                "apply_by.past",
                _("The last day to apply is over."),
                hint=_("Copy the vacancy and choose a later day."),
            )
        found.digest = digest_of(found.record)
        move(found, _opened_as(found), by=by, at=at)
        if found.status == AdStatus.CHECKING:
            queue_for_moderation(found, at=at)
    return found


def _hold_house_of(vacancy: uuid.UUID, organisation: uuid.UUID) -> None:
    """Wait for the turn of the house of an ad; before the ad is locked, as whoever sends it again does."""
    known = Vacancy.objects.filter(id=vacancy, establishment__organisation=organisation).first()
    owner = establishment(known.establishment_id) if known else None
    if owner is not None:
        hold_house(owner)


def _opened_as(found: Vacancy) -> AdStatus:
    if not (found.is_test or found.establishment.is_verified):
        return AdStatus.RECEIVED
    return AdStatus.ACTIVE if found.public_since else AdStatus.CHECKING


def delete_vacancy(vacancy: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime) -> Vacancy:
    """Delete an ad for good. What stays is a tombstone: its name, that it was deleted, and when."""
    with transaction.atomic():
        hold_poster(organisation, by=by)
        found = locked(vacancy, organisation)
        found.record, found.title = {}, ""
        move(found, AdStatus.DELETED, by=by, at=at)
        history = apps.get_model("vacancies", "VacancyEvent")
        history._default_manager.filter(pgh_obj_id=found.id).update(record={}, title="")
    return found


def expire_due(*, at: datetime) -> int:
    """End the ads whose time is over, in batches; return how many."""
    ended = 0
    while True:
        with transaction.atomic():
            due = list(Vacancy.objects.due_to_expire(at).select_for_update(skip_locked=True)[:BATCH])
            for vacancy in due:
                move(vacancy, AdStatus.EXPIRED, by=EXPIRY, at=at)
            if not due:
                return ended
            ended += len(due)
