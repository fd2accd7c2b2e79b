"""The scene of candidates: a firm's public vacancy, and people who fit it."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.test import Client

from firststop.accounts.models import Account
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import Wishes, enter_profile
from firststop.matching.queries import candidate_key
from firststop.taxonomy.models import Concept
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.placements.stage import House, doer


@dataclass(frozen=True)
class Market:
    """A firm that looks for seamstresses, and those who sew."""

    house: House = field(default_factory=stage.sewing)

    @cached_property
    def work(self) -> Concept:
        return concept("occupation", en="seamstress", ru="швея")

    @cached_property
    def vacancy(self) -> Vacancy:
        return self.another()

    def another(self, house: House | None = None) -> Vacancy:
        """Return one more vacancy for the same work, of this firm or of another."""
        made = (house or self.house).vacancy()
        made.occupation = self.work
        made.save()
        return made

    def sews(
        self, account: Account, *, months: int = 24, visibility: Visibility = Visibility.ANONYMOUS, **wishes: object
    ) -> Profile:
        """Let somebody sew, and be seen by firms."""
        return enter_profile(
            account.id, wishes=Wishes(**wishes), skills=[], occupations=[(self.work.id, True, months)],  # type: ignore[arg-type]
            visibility=visibility, by=doer(account),
        )  # fmt: skip

    def page(self, person: Account | uuid.UUID | None = None, *, vacancy: Vacancy | None = None) -> str:
        """Return the address of the list, or of one candidate in it."""
        listed = f"/en/matches/candidates/{(vacancy or self.vacancy).id}"
        if person is None:
            return listed
        key = person if isinstance(person, uuid.UUID) else self.key(person, vacancy)
        return f"{listed}/{key}"

    def key(self, person: Account, vacancy: Vacancy | None = None) -> uuid.UUID:
        return candidate_key((vacancy or self.vacancy).id, person.id)

    def invite(self, person: Account, *, vacancy: Vacancy | None = None) -> str:
        """Return the address at which a candidate is invited."""
        return f"/en/applications/invite/{(vacancy or self.vacancy).id}/{self.key(person, vacancy)}"


def many(market: Market, number: int) -> list[Account]:
    """Let so many strangers sew: with other licences, years and days of start, as the engine's worlds do not matter."""
    made = []
    for at in range(number):
        account = stage.stranger(at)
        market.sews(
            account,
            months=(6, 24, 48, 84)[at % 4],
            licences=("B",) if at % 2 else (),
            languages=(("ru", "B2"),) if at % 3 else (("ky", "native"),),
            start_from=date(2027, 3, 17) if at % 5 == 4 else None,
        )
        made.append(account)
    return made


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def aigul() -> Account:
    return people.person(cast.AIGUL)
