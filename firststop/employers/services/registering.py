"""Registering enterprises: by number with its check digit; feeds bring their own."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, OrganisationKind, Role
from firststop.accounts.services import hold_right, hold_staff_right, register_organisation
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.identifiers import check
from firststop.core.refusals import Code, Refused, not_found, refuse
from firststop.employers.enums import OWN
from firststop.employers.events import ESTABLISHMENT_REGISTERED, REGISTER_FACTS_NOTED, TOPIC
from firststop.employers.models import Establishment
from firststop.employers.register import lookup
from firststop.employers.services.holding import hold_enterprise
from firststop.employers.services.sizing import check_staff


def register_establishment(
    *,
    organisation: uuid.UUID,
    name: str,
    number: str,
    scheme: str,
    by: Actor,
    place: str | None = None,
    address: str = "",
    phone: str | None = None,
    site: str | None = None,
    staff: int | None = None,
    is_test: bool = False,
) -> Establishment:
    """Register an enterprise for an organisation. What a feed named under its number comes to it once it is proven.

    `staff` is how many people work there, None where nobody says it. Refuses a wrong number, one that another
    organisation has, and a number of people that cannot be.
    """
    check_staff(staff)
    checked = check(scheme, number)
    if checked.verdict == "invalid":
        raise refuse(
            Code.INVALID_VALUE,
            "employer.number",
            _("This number is not right: check its digits."),
            pointer="/number",
            hint=_("Copy it from your registration certificate."),
        )
    with transaction.atomic():
        hold_right(organisation, Role.ADMINISTRATOR, by=by)
        known = Establishment.objects.select_for_update().registered().with_number(scheme, checked.value_normalised)
        establishment = known.first() or Establishment(number=checked.value_normalised, number_scheme=scheme)
        if establishment.organisation_id not in (None, organisation):
            raise _taken()
        establishment.organisation_id, establishment.name = organisation, name
        establishment.number_verdict = checked.verdict
        establishment.place_id, establishment.address = place, address
        establishment.register_phone, establishment.source, establishment.is_test = phone, OWN, is_test
        establishment.site = site or establishment.site
        establishment.size = staff or establishment.size
        try:
            with transaction.atomic():
                establishment.save()
        except IntegrityError as lost_race:
            raise _taken() from lost_race
        record_change(TOPIC, ESTABLISHMENT_REGISTERED, establishment.id, detail={"by": by.id})
    return establishment


def found_enterprise(
    *,
    founder: uuid.UUID,
    organisation: uuid.UUID | None,
    name: str,
    number: str,
    scheme: str,
    place: str | None,
    address: str,
    staff: int | None,
    by: Actor,
    at: datetime,
) -> Establishment:
    """Register an enterprise with the organisation that its people act for; all of it or nothing.

    `organisation` None makes one, with `founder` as its administrator. What the register knows of the number wins
    over what was typed; a phone number or a site is never taken from whoever asks.
    """
    known = lookup(scheme, check(scheme, number).value_normalised)
    with transaction.atomic():
        if organisation is None:
            house = register_organisation(kind=OrganisationKind.ENTERPRISE, name=name, founder=founder, at=at, by=by)
            organisation = house.id
        return register_establishment(
            organisation=organisation,
            name=known.name if known else name,
            number=number,
            scheme=scheme,
            by=by,
            place=place,
            address=(known and known.address) or address,
            phone=known.phone if known else None,
            site=known.site if known else None,
            staff=staff,
        )


def note_register_facts(establishment: uuid.UUID, *, phone: str | None, site: str | None, by: Actor) -> None:
    """Write down what staff read in the register: the phone number (E.164) and the site, or that there is none."""
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        owner = Establishment.objects.select_for_update().filter(id=establishment, parent__isnull=True).first()
        if owner is None:
            raise not_found(_("There is no such employer."))
        owner.register_phone, owner.site = phone, site
        owner.save(update_fields=["register_phone", "site"])
        record_change(TOPIC, REGISTER_FACTS_NOTED, owner.id, detail={"by": by.id})


def _taken() -> Refused:
    return refuse(
        Code.CONFLICT,
        "employer.registered",
        _("Somebody has registered this enterprise already."),
        pointer="/number",
        hint=_("Ask your colleague to invite you, or call us."),
    )


def register_unit(parent: uuid.UUID, *, name: str, place: str, by: Actor, address: str = "") -> Establishment:
    """Register a local unit of an enterprise; it shares the number and the trust of its parent."""
    with transaction.atomic():
        owner = Establishment.objects.get(id=parent, parent__isnull=True)
        hold_enterprise(owner, Role.ADMINISTRATOR, by=by)
        unit = Establishment.objects.create(
            parent=owner,
            organisation_id=owner.organisation_id,
            number=owner.number,
            number_scheme=owner.number_scheme,
            number_verdict=owner.number_verdict,
            name=name,
            place_id=place,
            address=address,
            source=OWN,
            is_test=owner.is_test,
        )
        record_change(TOPIC, ESTABLISHMENT_REGISTERED, unit.id, detail={"by": by.id, "parent": str(parent)})
    return unit


def name_from_feed(*, name: str, number: str | None, scheme: str | None, source: str) -> Establishment:
    """Return the enterprise that a feed names: by its number, else by its name within that source.

    A number that does not check is left out: a wrong one would join two enterprises. Whoever has registered the number
    gets a feed's vacancies only once they have proven to speak for the enterprise.
    """
    checked = check(scheme, number) if number and scheme else None
    known = checked if checked and checked.verdict != "invalid" else None
    theirs = Establishment.objects.with_number(scheme, known.value_normalised if known else None)
    with transaction.atomic():
        found = (
            theirs.verified().first() or theirs.only_named().first()
            if known
            else Establishment.objects.filter(number__isnull=True, name=name, source=source).first()
        )
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return Establishment.objects.create(
                    name=name,
                    source=source,
                    number=known.value_normalised if known else None,
                    number_scheme=scheme if known else None,
                    number_verdict=known.verdict if known else None,
                )
        except IntegrityError:
            return theirs.only_named().get()
