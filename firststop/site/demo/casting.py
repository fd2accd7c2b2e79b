"""The cast in the demo country: their accounts and firms, and the first thing each has begun."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from firststop.accounts.enums import OrganisationKind, Role
from firststop.accounts.services import accept_invitation, create_account, invite_member, register_organisation
from firststop.casework.services import assign_client, assign_staff, register_office
from firststop.core.actor import system
from firststop.core.country import CountryPack
from firststop.employers.enums import Verification
from firststop.employers.services import register_establishment, trust_establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import Wishes, enter_profile
from firststop.site.demo import cast
from firststop.site.demo.scene import DEMO, FOR_PEOPLE, Scene, cast_firm, work_named
from firststop.taxonomy.queries import skills_of

SET_UP = system("site.demo")
NUMBERS = {cast.KUMUSH_IYNE.key: "01503202010042", cast.CHUY_METALL.key: "02107201810077"}


def enter_the_cast(pack: CountryPack, *, at: datetime) -> Scene:
    """Make the cast's accounts, firms and offices, and the profiles of its two jobseekers; return who is there."""
    with transaction.atomic():
        accounts = {who.key: _account(who) for who in cast.CAST}
        houses = {firm.key: _house(firm, accounts, at) for firm in cast.FIRMS}
        for who in cast.CAST:
            for part in who.parts:
                if Role(part.role) is not Role.ADMINISTRATOR:
                    _member, code = invite_member(houses[part.firm.key], Role(part.role), at=at, by=SET_UP)
                    accept_invitation(code, accounts[who.key], at=at, by=SET_UP)
        _offices(pack, houses[cast.SERVICE.key], accounts, at)
        _profile(accounts["ermek"], "сварщик", cast.KANT, Decimal(32000), "ru")
        _profile(accounts["aigul"], "швея", cast.KARAKOL, Decimal(22000), "ky")
        firms = {
            firm.key: cast_firm(houses[firm.key], accounts[_head(firm).key])
            for firm in cast.FIRMS
            if firm.key in NUMBERS
        }
        return Scene(pack, accounts, firms, at)


def _head(firm: cast.Firm) -> cast.Person:
    return next(who for who in cast.CAST if cast.Part(firm, "administrator") in who.parts)


def _account(who: cast.Person) -> uuid.UUID:
    name = who.name()
    account = create_account(
        by=SET_UP,
        phone=who.phone,
        email=who.email,
        given_name=name.given,
        family_name=name.family,
        language=who.language,
        password=who.password,
        phone_verified=who.phone is not None,
        email_verified=who.email is not None,
    )
    if who.secret:
        TOTP.activate(account, who.secret)
        RecoveryCodes.activate(account)
    return account.id


def _house(firm: cast.Firm, accounts: dict[str, uuid.UUID], at: datetime) -> uuid.UUID:
    head = _head(firm)
    kind = OrganisationKind(firm.kind)
    name = firm.name("ru")
    house = register_organisation(kind=kind, name=name, founder=accounts[head.key], at=at, by=SET_UP)
    if kind is OrganisationKind.ENTERPRISE:
        made = register_establishment(
            organisation=house.id, name=name, number=NUMBERS[firm.key], scheme="kg-inn", by=DEMO, place=firm.place
        )
        trust_establishment(made.id, way=Verification.COUNTER, by=DEMO, at=at)
    return house.id


def _offices(pack: CountryPack, service: uuid.UUID, accounts: dict[str, uuid.UUID], at: datetime) -> None:
    """Open the pack's offices; the cast's staff work in the first one at their place."""
    here = None
    for office in pack.offices:
        register_office(
            office.code, names=office.names, place=office.place, organisation=service, is_demonstration=True
        )
        if here is None or office.place == cast.BISHKEK:
            here = office.code
    if here is None:
        return
    for key in ("gulnara", "samat", "meerim"):
        assign_staff(here, accounts[key], by=DEMO)
    for client in ("ermek", "aigul"):
        assign_client(accounts[client], accounts["gulnara"], here, on=at.date() - timedelta(days=9), by=DEMO)


def _profile(person: uuid.UUID, trade: str, place: str, pay: Decimal, language: str) -> None:
    work = work_named(trade)
    if work is None:
        return
    skills = [skill.id for skill in skills_of(work, "ru") if skill.essential][:4]
    wishes = Wishes(place=place, pay_floor=pay, schedules=("full_day",), languages=((language, "native"), ("ru", "C1")))
    enter_profile(
        person,
        wishes=wishes,
        skills=skills,
        occupations=[(work, True, 72)],
        visibility=Visibility.ANONYMOUS,
        by=FOR_PEOPLE,
    )
