"""What is there before the first visitor: places, occupations, the cast, the front desk, and one published vacancy.

Run by itself, with the settings of the instance: passwords kept by those of the tests would open no door there.
"""

import sys
from dataclasses import replace
from datetime import timedelta

import django
from django.utils import timezone

#: The vacancy that is open already: title and text, in the language of the citizen who reads it.
OPEN_TITLE = "Тигүүчү, куртка жана пальто"
OPEN_TEXT = "<p>Сиз тигүү машинасында куртка жана пальто тигесиз. Жумуш Караколдо, күндүз.</p>"


def fill(country: str) -> None:
    """Load places and occupations, enter the cast and the front desk, publish the vacancy and ask about it."""
    from firststop.core.country import load_pack
    from firststop.site.demo.casting import enter_the_cast
    from firststop.site.demo.marker import MARKER, mark
    from firststop.taxonomy.services import load_places, load_starter

    now, pack = timezone.now(), load_pack(country)
    # The demo's phone page shows the text messages that visitors wait for.
    mark(MARKER, country=country, on=now.date())
    load_places(pack.places())
    load_starter(at=now)
    enter_the_cast(pack, at=now)
    let_in_the_desk()
    publish()
    ask_in_vain()


def let_in_the_desk() -> None:
    """Let somebody work at the front desk, whom the cast does not have."""
    from firststop.accounts.enums import OrganisationKind, Role
    from firststop.accounts.models import Organisation
    from firststop.accounts.services import accept_invitation, invite_member
    from tests import people
    from tests.scene import DESK

    at, house = timezone.now(), Organisation.objects.get(kind=OrganisationKind.SERVICE)
    account = people.person(replace(DESK, parts=()))
    _member, code = invite_member(house.id, Role.DESK, at=at, by=people.BY)
    accept_invitation(code, account.id, at=at, by=people.BY)


def ask_in_vain() -> None:
    """Have asked the firm four days ago whether its vacancy is still open, without an answer."""
    from firststop.accounts.queries import account_at
    from firststop.core.messages import send_message
    from firststop.core.models import Message
    from firststop.core.models.messages import MessageState
    from firststop.vacancies.models import Vacancy
    from firststop.vacancies.services.asking import STILL_OPEN
    from tests import cast

    at, boss = timezone.now(), account_at(str(cast.AIDA.phone))
    assert boss
    open_one = Vacancy.objects.get(title=OPEN_TITLE)
    asked = send_message(
        boss.id, STILL_OPEN, effect="tests.open", on=at.date(), subject=open_one.id, values={"ref": "A1"}
    )
    assert asked
    Message.objects.filter(id=asked.id).update(state=MessageState.SENT, sent_at=at - timedelta(days=4))


def publish() -> None:
    """Publish a sewing firm's vacancy with many openings."""
    from firststop.employers.models import Establishment
    from firststop.site.demo.world import DEMO
    from firststop.taxonomy.enums import ConceptKind
    from firststop.taxonomy.queries import skills_of, suggest
    from firststop.vacancies.enums import AdStatus, ApplyKind, Contract, PayKind, PayPeriod, Schedule, SourceType
    from firststop.vacancies.schemas import ApplyChannel, PlaceIn, SkillIn, VacancyIn
    from firststop.vacancies.services import Item, receive_batch
    from tests import cast

    now = timezone.now()
    firm = Establishment.objects.get(name=cast.KUMUSH_IYNE.name("ru"))
    work = suggest("швея", ConceptKind.OCCUPATION, "ru", limit=1)[0].id
    record = VacancyIn(
        language="ky",
        title=OPEN_TITLE,
        description=OPEN_TEXT,
        employer_name=firm.name,
        openings=20,
        occupation=work,
        skills=[SkillIn(id=skill.id, must=True) for skill in skills_of(work, "ky") if skill.essential][:3],
        contract=Contract.PERMANENT,
        schedule=Schedule.FULL_DAY,
        pay_kind=PayKind.RANGE,
        pay_min=30_000,
        pay_max=42_000,
        pay_currency="KGS",
        pay_period=PayPeriod.MONTH,
        places=[PlaceIn(code=cast.KARAKOL)],
        apply_channels=[ApplyChannel(kind=ApplyKind.IN_SYSTEM)],
        published_at=now,
        modified_at=now,
        expires_at=now + timedelta(days=60),
    )
    receive_batch(
        [Item("open", record, firm.id, SourceType.EMPLOYER, AdStatus.ACTIVE)], provider="tests", by=DEMO, at=now
    )


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
