"""Offices: registered and changed, who works there, who stands in for whom, and on which days they are closed."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MANAGING, Role
from firststop.accounts.queries import accounts_with_role
from firststop.accounts.services import hold_right
from firststop.casework.events import OFFICE_CHANGED, OFFICES, STAFF_CHANGED
from firststop.casework.models import Assignment, Catchment, Office
from firststop.casework.queries import counsels_in
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.taxonomy.queries import places_known


def register_office(
    code: str,
    *,
    names: Mapping[str, str],
    place: str,
    organisation: uuid.UUID,
    phone: str | None = None,
    catchment: Iterable[str] = (),
    is_demonstration: bool = False,
    by: Actor,
) -> Office:
    """Register an office, responsible for the places of `catchment`, and for its own if no other is; again is harmless.

    `names` are by language, `phone` is E.164. Refuses an unknown place.
    """
    with transaction.atomic():
        hold_right(organisation, *MANAGING, by=by)
        _check_place(place)
        facts = {
            "names": dict(names),
            "place_id": place,
            "phone": phone,
            "organisation_id": organisation,
            "is_demonstration": is_demonstration,
        }
        office, _fresh = Office.objects.update_or_create(code=code, defaults=facts)
        for covered in catchment:
            Catchment.objects.update_or_create(place_id=covered, defaults={"office": office})
        Catchment.objects.get_or_create(place_id=place, defaults={"office": office})
        _told(office, by)
    return office


def change_office(office: str, *, names: Mapping[str, str], place: str, phone: str | None, by: Actor) -> Office:
    """Change what an office is called, where it is and its phone; one that moves leaves its old place to others."""
    with transaction.atomic():
        found = _locked(office, by)
        _check_place(place)
        if place != found.place_id:
            Catchment.objects.filter(office=found, place=found.place_id).delete()
            Catchment.objects.get_or_create(place_id=place, defaults={"office": found})
        found.names, found.place_id, found.phone = dict(names), place, phone
        found.save()
        _told(found, by)
    return found


def close_office(office: str, day: date, *, on: date, by: Actor) -> Office:
    """Close an office on a day, today or later: what it promises from now on counts without it; twice is harmless."""
    if day < on:
        raise refuse(
            Code.INVALID_VALUE,
            "office.past",
            _("This day is over."),
            pointer="/closed",
            hint=_("Choose today or a later day."),
        )
    with transaction.atomic():
        found = _locked(office, by)
        # Nothing is promised backwards, so what is over is not kept.
        found.closed_days = sorted({day, *(each for each in found.closed_days if each >= on)})
        found.save()
        _told(found, by)
    return found


def open_office_again(office: str, day: date, *, by: Actor) -> Office:
    """Take a closed day back; a day that is not closed stays as it is."""
    with transaction.atomic():
        found = _locked(office, by)
        found.closed_days = [each for each in found.closed_days if each != day]
        found.save()
        _told(found, by)
    return found


def assign_staff(office: str, account: uuid.UUID, *, by: Actor) -> Assignment:
    """Let a member of the service work in an office; twice is harmless. Refuses who is no member."""
    with transaction.atomic():
        found = _locked(office, by)
        _check_member(found, account, "/account")
        assigned, fresh = Assignment.objects.get_or_create(office=found, account_id=account)
        if fresh:
            _told_of(assigned, by)
    return assigned


def release_staff(office: str, account: uuid.UUID, *, by: Actor) -> None:
    """Take somebody out of an office; refuses while the office has clients of theirs."""
    with transaction.atomic():
        assigned = _assigned(_locked(office, by), account)
        if counsels_in(office, account):
            raise refuse(
                Code.CONFLICT,
                "office.has_clients",
                _("This counsellor has clients in this office."),
                hint=_("A team lead gives them to another counsellor first."),
            )
        assigned.delete()
        _told_of(assigned, by)


def mark_away(office: str, account: uuid.UUID, *, until: date, substitute: uuid.UUID, on: date, by: Actor) -> None:
    """Let `substitute` stand in for somebody up to and including the day `until`, in every office where they work.

    Refuses a day that is over, whoever is away themselves, who is no member, and for a counsellor who is none.
    """
    with transaction.atomic():
        found = _locked(office, by)
        _assigned(found, account)
        _check_substitute(found, account, substitute)
        if until < on:
            raise refuse(Code.INVALID_VALUE, "office.past", _("This day is over."), pointer="/until")
        _stand_in(found, account, substitute, until, by)


def mark_back(office: str, account: uuid.UUID, *, by: Actor) -> None:
    """End an absence now: nobody stands in any more."""
    with transaction.atomic():
        found = _locked(office, by)
        _assigned(found, account)
        _stand_in(found, account, None, None, by)


def _stand_in(office: Office, account: uuid.UUID, substitute: uuid.UUID | None, until: date | None, by: Actor) -> None:
    # A person is away as a whole, not from one of two offices.
    everywhere = Assignment.objects.filter(account=account, office__organisation=office.organisation_id)
    for assigned in everywhere.select_for_update():
        assigned.substitute_id, assigned.away_until = substitute, until
        assigned.save()
        _told_of(assigned, by)


def _locked(office: str, by: Actor) -> Office:
    found = Office.objects.select_for_update().filter(code=office).first()
    if found is None:
        raise not_found(_("There is no such office."))
    hold_right(found.organisation_id, *MANAGING, by=by)
    return found


def _assigned(office: Office, account: uuid.UUID) -> Assignment:
    found = Assignment.objects.filter(office=office, account=account).first()
    if found is None:
        raise not_found(_("This person does not work in this office."))
    return found


def _check_place(place: str) -> None:
    if place not in places_known([place]):
        raise refuse(
            Code.INVALID_VALUE,
            "office.place",
            _("We do not know this place."),
            pointer="/place",
            hint=_("Choose the nearest town."),
        )


def _check_member(office: Office, account: uuid.UUID, pointer: str) -> None:
    if account not in accounts_with_role(office.organisation_id, *Role):
        raise refuse(
            Code.INVALID_VALUE,
            "office.member",
            _("This person is not a member of the service."),
            pointer=pointer,
            hint=_("Its administrator can invite them."),
        )


def _check_substitute(office: Office, account: uuid.UUID, substitute: uuid.UUID) -> None:
    if substitute == account:
        raise refuse(
            Code.INVALID_VALUE, "office.substitute_self", _("Nobody stands in for themselves."), pointer="/substitute"
        )
    _check_member(office, substitute, "/substitute")
    counsellors = accounts_with_role(office.organisation_id, Role.COUNSELLOR)
    if account in counsellors and substitute not in counsellors:
        raise refuse(
            Code.INVALID_VALUE,
            "office.substitute_counsels",
            _("Only a counsellor may open the clients of a counsellor."),
            pointer="/substitute",
            hint=_("Choose a counsellor."),
        )


def _told(office: Office, by: Actor) -> None:
    record_change(OFFICES, OFFICE_CHANGED, office.organisation_id, detail={"office": office.code, "by": by.id})


def _told_of(assigned: Assignment, by: Actor) -> None:
    substitute = str(assigned.substitute_id or "")
    detail = {"office": assigned.office_id, "substitute": substitute, "by": by.id}
    record_change(OFFICES, STAFF_CHANGED, assigned.account_id, detail=detail)
