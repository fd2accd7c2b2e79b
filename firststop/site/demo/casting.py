"""The cast in the demo country: their accounts and firms, and the first thing each has begun."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from firststop.accounts.enums import OrganisationKind, Role
from firststop.accounts.services import accept_invitation, create_account, invite_member, register_organisation
from firststop.casework.services import assign_client, assign_staff, register_office
from firststop.core.country import CountryPack
from firststop.employers.enums import Verification
from firststop.employers.services import register_establishment, trust_establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import Wishes, enter_profile
from firststop.site.demo import cast
from firststop.site.demo.numbers import draw_number
from firststop.site.demo.scene import Scene, cast_firm, work_named
from firststop.site.demo.world import DEMO, script_of, towns_of
from firststop.taxonomy.queries import skills_of

#: Where the cast lives, and by which numbers its firms go there.
TOWNS = (cast.BISHKEK, cast.KARAKOL, cast.KANT)
NUMBERS = {cast.KUMUSH_IYNE.key: "01503202010042", cast.CHUY_METALL.key: "02107201810077"}


@dataclass(frozen=True, slots=True)
class Home:
    """The country that the cast is shown in: its own, or one where it lives in the largest towns and reads English."""

    pack: CountryPack
    towns: Mapping[str, str]
    numbers: set[str]

    def language(self, who: cast.Person) -> str:
        """Return what somebody reads here."""
        return who.language if who.language in self.pack.languages else "en"

    def number(self, firm: cast.Firm) -> tuple[str, str]:
        """Return the scheme and the number of an enterprise."""
        if at_home(self.pack):
            return "kg-inn", NUMBERS[firm.key]
        return draw_number(self.pack, random.Random(firm.key), self.numbers)  # noqa: S311 - invented


def at_home(pack: CountryPack) -> bool:
    """Whether the cast lives in this country; what it has in hand happens there."""
    return {place.code for place in pack.places()}.issuperset(TOWNS)


def home_in(pack: CountryPack, numbers: set[str]) -> Home:
    """Return where the cast lives in a country, the service in the largest town; `numbers` are given away already."""
    largest = sorted(towns_of(pack), key=lambda town: -town.weight)
    here = TOWNS if at_home(pack) else [largest[n % len(largest)].code for n in range(len(TOWNS))]
    return Home(pack, dict(zip(TOWNS, here, strict=True)), numbers)


def enter_the_cast(pack: CountryPack, *, at: datetime, numbers: set[str] | None = None) -> Scene:
    """Make the cast's accounts, firms and offices, and the profiles of its two jobseekers; return who is there.

    The numbers of its firms are added to `numbers`, which others do not get.
    """
    home = home_in(pack, set() if numbers is None else numbers)
    with transaction.atomic():
        accounts = {who.key: _account(who, home) for who in cast.CAST}
        houses = {firm.key: _house(firm, accounts, home, at) for firm in cast.FIRMS}
        for who in cast.CAST:
            for part in who.parts:
                if Role(part.role) is not Role.ADMINISTRATOR:
                    _member, code = invite_member(houses[part.firm.key], Role(part.role), at=at, by=DEMO)
                    accept_invitation(code, accounts[who.key], at=at, by=DEMO)
        _offices(home, houses[cast.SERVICE.key], accounts, at)
        _profile(accounts["ermek"], "сварщик", cast.ERMEK, Decimal(32000), home)
        _profile(accounts["aigul"], "швея", cast.AIGUL, Decimal(22000), home)
        firms = {
            firm.key: cast_firm(houses[firm.key], accounts[_head(firm).key])
            for firm in cast.FIRMS
            if firm.key in NUMBERS
        }
        return Scene(pack, houses[cast.SERVICE.key], accounts, firms, at)


def _head(firm: cast.Firm) -> cast.Person:
    return next(who for who in cast.CAST if cast.Part(firm, "administrator") in who.parts)


def _account(who: cast.Person, home: Home) -> uuid.UUID:
    language = home.language(who)
    name = who.name(language)
    account = create_account(
        by=DEMO,
        phone=who.phone,
        email=who.email,
        given_name=name.given,
        family_name=name.family,
        language=language,
        password=who.password,
        phone_verified=who.phone is not None,
        email_verified=who.email is not None,
    )
    if who.secret:
        TOTP.activate(account, who.secret)
        RecoveryCodes.activate(account)
    return account.id


def _house(firm: cast.Firm, accounts: dict[str, uuid.UUID], home: Home, at: datetime) -> uuid.UUID:
    head = _head(firm)
    kind = OrganisationKind(firm.kind)
    name = firm.name(script_of(home.pack))
    house = register_organisation(kind=kind, name=name, founder=accounts[head.key], at=at, by=DEMO)
    if kind is OrganisationKind.ENTERPRISE:
        scheme, number = home.number(firm)
        made = register_establishment(
            organisation=house.id, name=name, number=number, scheme=scheme, by=DEMO, place=home.towns[firm.place],
            staff=firm.staff,
        )  # fmt: skip
        trust_establishment(made.id, way=Verification.COUNTER, by=DEMO, at=at)
    return house.id


def _offices(home: Home, service: uuid.UUID, accounts: dict[str, uuid.UUID], at: datetime) -> None:
    """Open the pack's offices; the cast's staff work in the first one at their place."""
    here = None
    for office in home.pack.offices:
        register_office(
            office.code,
            names=office.names,
            place=office.place,
            organisation=service,
            is_demonstration=True,
            by=DEMO,
        )
        if here is None or office.place == home.towns[cast.BISHKEK]:
            here = office.code
    if here is None:
        return
    for key in ("gulnara", "samat", "meerim"):
        assign_staff(here, accounts[key], by=DEMO)
    for client in ("ermek", "aigul"):
        assign_client(accounts[client], accounts["gulnara"], here, on=at.date() - timedelta(days=9), by=DEMO)


def _profile(person: uuid.UUID, trade: str, who: cast.Person, pay: Decimal, home: Home) -> None:
    work = work_named(trade)
    if work is None:
        return
    skills = [skill.id for skill in skills_of(work, "ru") if skill.essential][:4]
    spoken = {**({"ru": "C1"} if "ru" in home.pack.languages else {}), home.language(who): "native"}
    wishes = Wishes(
        place=home.towns[who.place],
        pay_floor=pay if at_home(home.pack) else None,
        schedules=("full_day",),
        languages=tuple(spoken.items()),
    )
    enter_profile(
        person,
        wishes=wishes,
        skills=skills,
        occupations=[(work, True, 72)],
        visibility=Visibility.ANONYMOUS,
        by=DEMO,
    )
