"""Filling the demo country through the same services that people use, in batches, deterministic by seed."""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from firststop.accounts.enums import OrganisationKind
from firststop.accounts.services import create_account, register_organisation
from firststop.employers.enums import Verification
from firststop.employers.services import register_establishment, trust_establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import Wishes, enter_profile
from firststop.site.demo.extras import more_of
from firststop.site.demo.numbers import draw_number
from firststop.site.demo.world import DEMO, Work, World, draw_pay, draw_town, round_sum
from firststop.vacancies.enums import AdStatus, ApplyKind, Contract, PayKind, PayPeriod, Schedule, SourceType
from firststop.vacancies.schemas import ApplyChannel, PlaceIn, SkillIn, VacancyIn
from firststop.vacancies.services import Item, receive_batch

PROVIDER = "demo"
BATCH = 50
#: Employers that are made before the first vacancies, so that nobody waits long for a first page.
FEW_EMPLOYERS = 40
#: How many people enterprises have, from and to, and how many of a hundred are so large.
STAFF = {(1, 9): 50, (10, 49): 35, (50, 249): 12, (250, 900): 3}
Progress = Callable[[int, int], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is in the demo country."""

    enterprises: int = 320
    vacancies: int = 3_000
    jobseekers: int = 2_000

    @property
    def all(self) -> int:
        """How many things there are to make."""
        return self.enterprises + self.vacancies + self.jobseekers


@dataclass(frozen=True, slots=True)
class Employer:
    """An invented enterprise and its town."""

    id: uuid.UUID
    name: str
    town: str


def fill(world: World, *, seed: int, sizes: Sizes, first: int, at: datetime, progress: Progress) -> Iterator[None]:
    """Make the enterprises, vacancies and jobseekers; the same seed makes the same country.

    Yields when `first` vacancies of the first employers are in, and after each batch from then on.
    """
    # A demo country is no secret; what only some ads or no ads say is drawn apart, so that it moves nothing else.
    draw, extras, firm_sizes = (random.Random(seed + apart) for apart in range(3))  # noqa: S311
    world = replace(world, numbers=set(world.numbers))
    employers: list[Employer] = []
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(done, sizes.all)

    def more_employers(start: int, stop: int) -> Iterator[None]:
        for firms in _batches(start, stop, lambda n: _employer(world, (draw, firm_sizes), n, at)):
            employers.extend(firms)
            advance(len(firms))
            yield

    def more_vacancies(start: int, stop: int) -> Iterator[None]:
        for items in _batches(start, stop, lambda n: _vacancy(world, (draw, extras), n, employers, at)):
            receive_batch(items, provider=PROVIDER, by=DEMO, at=at)
            advance(len(items))
            yield

    few = min(FEW_EMPLOYERS, sizes.enterprises)
    for _made in more_employers(0, few):
        pass
    for _made in more_vacancies(0, first):
        pass
    yield
    yield from more_employers(few, sizes.enterprises)
    yield from more_vacancies(first, sizes.vacancies)
    for people in _batches(0, sizes.jobseekers, lambda n: _jobseeker(world, draw, n, at)):
        advance(len(people))
        yield


def _batches(start: int, stop: int, make: Callable[[int], Thing]) -> Iterator[list[Thing]]:
    """Make things, `BATCH` a transaction, so that pages show the first ones while the rest is made."""
    for begin in range(start, stop, BATCH):
        with transaction.atomic():
            made = [make(number) for number in range(begin, min(begin + BATCH, stop))]
        yield made


def _employer(world: World, draws: tuple[random.Random, random.Random], number: int, at: datetime) -> Employer:
    draw, firm_sizes = draws
    firms = world.names["firms"][world.script]
    form, first, second = (draw.choice(firms[part]) for part in ("forms", "first", "second"))
    name = firms["name"].format(form=form, first=first, second=second, number=number + 1)
    town = draw_town(world, draw)
    given, family = _name(world, draw)
    founder = create_account(
        by=DEMO,
        email=f"firm{number}@demo.example",
        given_name=given,
        family_name=family,
        language=world.languages[0],
    )
    house = register_organisation(kind=OrganisationKind.ENTERPRISE, name=name, founder=founder.id, at=at, by=DEMO)
    scheme, digits = draw_number(world.pack, draw, world.numbers)
    staff = firm_sizes.randint(*firm_sizes.choices(list(STAFF), weights=list(STAFF.values()))[0])
    firm = register_establishment(
        organisation=house.id, name=name, number=digits, scheme=scheme, by=DEMO, place=town, staff=staff
    )
    trust_establishment(firm.id, way=Verification.COUNTER, by=DEMO, at=at)
    return Employer(firm.id, name, town)


def _vacancy(
    world: World, draws: tuple[random.Random, random.Random], number: int, employers: list[Employer], at: datetime
) -> Item:
    draw, extras = draws
    work, firm = draw.choice(world.works), draw.choice(employers)
    language = draw.choice([code for code in world.languages if code in work.names] or ["en"])
    posted = at - timedelta(days=min(60, int(draw.expovariate(1 / 14))), minutes=draw.randint(0, 600))
    record = _record(world, draw, work, firm, language, posted)
    more = more_of(work, record.schedule, world.names["sentences"][language]["groups"], extras)
    record = record.model_copy(update=more)
    return Item(f"{number}", record, firm.id, SourceType.EMPLOYER, AdStatus.ACTIVE)


def _record(
    world: World, draw: random.Random, work: Work, firm: Employer, language: str, posted: datetime
) -> VacancyIn:
    said = world.names["sentences"][language]
    title = work.names[language]
    low, high = draw_pay(work, draw)
    kind = draw.choices([PayKind.RANGE, PayKind.FROM, None], weights=[6, 3, 1])[0]
    town = firm.town if draw.random() < 0.8 else draw_town(world, draw)
    return VacancyIn(
        language=language,
        title=title[:1].upper() + title[1:],
        description=f"<p>{draw.choice(said['about']).format(title=title)}</p>",
        conditions=draw.choice(said["offers"]),
        employer_name=firm.name,
        openings=draw.choice([1, 1, 1, 2, 3, 5]),
        occupation=work.id,
        skills=[
            *(SkillIn(id=skill, must=True) for skill in draw.sample(work.essential, min(3, len(work.essential)))),
            *(SkillIn(id=skill) for skill in draw.sample(work.optional, min(2, len(work.optional)))),
        ],
        contract=draw.choices([Contract.PERMANENT, Contract.FIXED_TERM, Contract.SEASONAL], weights=[7, 2, 1])[0],
        schedule=draw.choices(
            [Schedule.FULL_DAY, Schedule.SHIFT, Schedule.PART_DAY, Schedule.FLEXIBLE], weights=[6, 2, 1, 1]
        )[0],
        experience_months=draw.choice([0, 0, 12, 36]),
        pay_kind=kind,
        pay_min=low if kind else None,
        pay_max=high if kind is PayKind.RANGE else None,
        pay_currency=world.pack.currency.code if kind else None,
        pay_period=PayPeriod.MONTH if kind else None,
        places=[PlaceIn(code=town)],
        apply_channels=[ApplyChannel(kind=ApplyKind.IN_SYSTEM)],
        published_at=posted,
        modified_at=posted,
        expires_at=posted + timedelta(days=90),
    )


def _jobseeker(world: World, draw: random.Random, number: int, at: datetime) -> None:
    work = draw.choice(world.works)
    given, family = _name(world, draw)
    language = draw.choice(world.languages)
    person = create_account(
        by=DEMO, email=f"person{number}@demo.example", given_name=given, family_name=family, language=language
    )
    skills = [
        *draw.sample(work.essential, min(len(work.essential), draw.randint(2, 6))),
        *work.optional[: draw.randint(0, 2)],
    ]
    months = draw.choice([0, 12, 36, 60, 120])
    (low, _high), step = draw_pay(work, draw), round_sum(work)
    wishes = Wishes(
        place=draw_town(world, draw),
        radius_km=draw.choice([10, 25, 25, 50]),
        pay_floor=Decimal(round(float(low) * 0.9 / step) * step) if draw.random() < 0.7 else None,
        schedules=("full_day",) if draw.random() < 0.5 else (),
        start_from=at.date() if draw.random() < 0.5 else None,
        languages=((language, "native"),),
    )
    shown = draw.choices([Visibility.ANONYMOUS, Visibility.FULL, Visibility.HIDDEN], weights=[7, 2, 1])[0]
    enter_profile(
        person.id, wishes=wishes, skills=skills, occupations=[(work.id, True, months)], visibility=shown, by=DEMO
    )


def _name(world: World, draw: random.Random) -> tuple[str, str]:
    return draw.choice(world.names["given"])[world.script], draw.choice(world.names["family"])[world.script]
