"""The scene of placements: a firm with published vacancies, and people who apply."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TypedDict

from firststop.accounts.models import Account
from firststop.core.actor import Actor, ActorKind
from firststop.employers.enums import Verification
from firststop.employers.models import Establishment
from firststop.employers.services import register_establishment, trust_establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import open_profile, set_visibility
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.models import Application
from firststop.placements.services import apply
from firststop.vacancies.enums import AdStatus, SourceType
from firststop.vacancies.models import Vacancy
from tests import cast, people

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
_S = ApplicationState


class Firm(TypedDict):
    """Which firm acts, through whom and when."""

    organisation: uuid.UUID
    by: Actor
    at: datetime


@dataclass(frozen=True)
class House:
    """A firm of the cast: its people, its establishment, its vacancies."""

    firm: cast.Firm
    boss: cast.Person

    @cached_property
    def organisation(self) -> uuid.UUID:
        return people.organisation_of(self.firm).id

    @cached_property
    def by(self) -> Actor:
        return people.actor(self.boss)

    @cached_property
    def establishment(self) -> Establishment:
        number = f"{uuid.uuid4().int % 10**14:014d}"
        made = register_establishment(
            organisation=self.organisation, name=self.firm.name("ru"), number=number, scheme="test", by=self.by
        )
        trust_establishment(made.id, way=Verification.COUNTER, by=people.BY, at=AT)
        return Establishment.objects.get(id=made.id)

    def vacancy(self, *, title: str = "Швея", openings: int = 2) -> Vacancy:
        return Vacancy.objects.create(
            establishment=self.establishment,
            title=title,
            language="ru",
            reference=uuid.uuid4().hex,
            source_type=SourceType.EMPLOYER,
            status=AdStatus.ACTIVE,
            openings=openings,
            record={"title": title, "openings": openings},
            published_at=AT,
            expires_at=AT + timedelta(days=90),
        )


def sewing() -> House:
    return House(cast.KUMUSH_IYNE, cast.AIDA)


def welding() -> House:
    return House(cast.CHUY_METALL, cast.BAKYT)


def doer(account: Account) -> Actor:
    return Actor(str(account.id), ActorKind.PERSON)


def stranger(number: int) -> Account:
    return Account.objects.create(given_name=f"Person {number}", phone=f"+9967001{number:05d}", phone_verified=True)


def sent(vacancy: Vacancy, account: Account, *, at: datetime = AT, message: str = "") -> Application:
    return apply(vacancy.id, account.id, message=message, by=doer(account), at=at)


def in_state(vacancy: Vacancy, account: Account, state: ApplicationState) -> Application:
    """Return an application that is in `state` already, however it came there."""
    over = not state.is_open
    return Application.objects.create(
        vacancy=vacancy,
        establishment=vacancy.establishment,
        person=account,
        state=state,
        reason=RefusalReason.OTHER if state is _S.REFUSED else None,
        sent_at=AT,
        touched_at=AT,
        decided_at=AT if over else None,
    )


def profile_of(account: Account, visibility: Visibility = Visibility.ANONYMOUS) -> Profile:
    profile = open_profile(account.id, by=doer(account))
    return set_visibility(profile.id, visibility, by=doer(account))
