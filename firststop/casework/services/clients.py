"""Clients: who counsels whom, how much a client weighs, and what happens next."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, Role
from firststop.accounts.queries import accounts_with_role
from firststop.accounts.services import hold_right, hold_staff_right
from firststop.casework.enums import WEIGHTS
from firststop.casework.events import CLIENT_GIVEN, OFFICES
from firststop.casework.models import Assignment, Client, Office
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, Refused, not_found, refuse

#: Why whoever gives a person to a counsellor reads who they are, and what they read.
SHARING, WHOSE = "casework.sharing", "casework.client"


def assign_client(
    person: uuid.UUID, counsellor: uuid.UUID, office: str, *, weight: int | None = None, on: date, by: Actor
) -> Client:
    """Give a person to a counsellor of an office; the earlier one no longer opens the record.

    The front desk gives whoever has no counsellor yet; a team lead also moves clients and says what they weigh, which
    else stays as it is. Refuses a counsellor who does not work in the office, unless a process of ours names one.
    """
    if weight is not None and weight not in WEIGHTS:
        raise refuse(Code.INVALID_VALUE, "client.weight", _("A client weighs 1, 2 or 3."), pointer="/weight")
    with transaction.atomic():
        # Whoever is taken out of the office meanwhile waits, and then has a client there.
        found = Office.objects.select_for_update().filter(code=office).first()
        if found is None:
            raise not_found(_("There is no such office."))
        hold_right(found.organisation_id, *AT_THE_DESK, by=by)
        _check_counsels(person, counsellor, found, by)
        client = Client.objects.select_for_update().filter(person=person).first()
        if client is None:
            client = Client(person_id=person, counsellor_id=counsellor, office=found, since=on, weight=weight or 1)
            _add(client)
        elif _leads(client, by):
            if (client.counsellor_id, client.office_id) != (counsellor, office):
                client.counsellor_id, client.office, client.since = counsellor, found, on
            client.weight = weight or client.weight
            client.save()
        else:
            raise _has_one()
        record_change(
            OFFICES, CLIENT_GIVEN, person, detail={"counsellor": str(counsellor), "office": office, "by": by.id}
        )
    return client


def plan_next_action(person: uuid.UUID, *, action: str, on: date, by: Actor) -> Client:
    """Note what to do next about a client; only the counsellor may."""
    with transaction.atomic():
        hold_staff_right(Role.COUNSELLOR, by=by)
        client = Client.objects.select_for_update().filter(person=person, counsellor=uuid.UUID(by.id)).first()
        if client is None:
            raise not_found(_("This person is not on your list."))
        client.next_action, client.next_action_on = action, on
        client.save()
    return client


def _add(client: Client) -> None:
    # The front desk does not read who has a counsellor, so the table says it.
    try:
        with transaction.atomic():
            client.save(force_insert=True)
    except IntegrityError as taken:
        raise _has_one() from taken


def _leads(client: Client, by: Actor) -> bool:
    leads = accounts_with_role(client.office.organisation_id, Role.LEAD)
    return by.kind is ActorKind.SYSTEM or by.id in map(str, leads)


def _has_one() -> Refused:
    return refuse(
        Code.CONFLICT,
        "client.has_counsellor",
        _("This person has a counsellor already."),
        hint=_("Ask a team lead to change it."),
    )


def _check_counsels(person: uuid.UUID, counsellor: uuid.UUID, office: Office, by: Actor) -> None:
    if counsellor == person:
        raise refuse(Code.INVALID_VALUE, "client.self", _("Nobody is their own counsellor."), pointer="/counsellor")
    if by.kind is ActorKind.SYSTEM:
        return
    works_here = Assignment.objects.filter(office=office, account=counsellor).exists()
    if not works_here or counsellor not in accounts_with_role(office.organisation_id, Role.COUNSELLOR):
        raise refuse(
            Code.INVALID_VALUE,
            "client.counsellor",
            _("This counsellor does not work in this office."),
            pointer="/counsellor",
            hint=_("Choose another one."),
        )
