"""Who has lost the right to write a firm's vacancies does nothing more to them, also in a request that runs (SR-15)."""

import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from firststop.accounts.enums import MembershipState
from firststop.accounts.models import Membership
from firststop.accounts.services import suspend_membership
from firststop.core.actor import Actor
from firststop.core.models import Change
from firststop.core.refusals import Refused
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.models import Appeal, TableUpload, Vacancy
from firststop.vacancies.services import (
    appeal,
    apply_table,
    delete_vacancy,
    keep_table,
    post_vacancy,
    reject_vacancy,
    reopen_vacancy,
    stop_vacancy,
)
from tests import cast, people
from tests.placements import stage
from tests.races import revoked_meanwhile
from tests.vacancies.test_life import AT, Firm, ground, record

pytestmark = [pytest.mark.sql, pytest.mark.row("SR-15")]

TABLE = "title;employer_name\nШвея;Кумуш Ийне\n".encode()


@pytest.mark.django_db
def test_who_has_left_the_firm_writes_stops_opens_deletes_and_appeals_nothing() -> None:
    firm, left = Firm(), people.actor(cast.NURLAN)
    public, refused = firm.published(reference="A-1"), firm.post(reference="A-2", title="Повар")
    stopped = stop_vacancy(firm.post(title="Пекарь").id, reason="filled", **acting(firm, firm.by))
    reject_vacancy(refused.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=AT)
    table = keep_table(TABLE, "a.csv", employer=firm.firm.id, language="ru", **acting(firm, firm.by))
    known = acting(firm, left)
    Membership.objects.filter(account=people.person(cast.NURLAN)).update(state=MembershipState.ENDED)
    before = state_of_all()
    deeds: dict[str, Callable[[], object]] = {
        "post": lambda: post_vacancy(record(), employer=firm.firm.id, **known),
        "correct": lambda: post_vacancy(record(openings=9), employer=firm.firm.id, reference="A-1", **known),
        "stop": lambda: stop_vacancy(public.id, reason="filled", **known),
        "reopen": lambda: reopen_vacancy(stopped.id, **known),
        "delete": lambda: delete_vacancy(public.id, **known),
        "appeal": lambda: appeal(refused.id, text="It is true.", **known),
        "send a table": lambda: keep_table(TABLE, "b.csv", employer=firm.firm.id, language="ru", **known),
        "put a table in": lambda: apply_table(table.id, **known),
    }
    for name, deed in deeds.items():
        with pytest.raises(Refused) as no:
            deed()
        assert (name, no.value.first.rule) == (name, "right.missing")
    assert state_of_all() == before


def acting(firm: Firm, by: Actor) -> stage.Firm:
    """Return for which house somebody acts, and when."""
    return stage.Firm(organisation=firm.house.id, by=by, at=AT)


def state_of_all() -> tuple[object, ...]:
    """Return what the deeds would change."""
    ads = sorted(Vacancy.objects.values_list("reference", "version", "status", "digest"))
    tables = sorted(TableUpload.objects.values_list("filename", "state"))
    return ads, tables, Appeal.objects.count(), Change.objects.count()


@pytest.mark.commits
def test_nothing_is_published_after_a_role_was_taken_while_fifty_requests_run(committed: str) -> None:
    firm, nurlan = Firm(), people.actor(cast.NURLAN)
    ground()
    role = Membership.objects.get(account=people.person(cast.NURLAN))

    def post() -> None:
        post_vacancy(
            record(),
            employer=firm.firm.id,
            organisation=firm.house.id,
            by=nurlan,
            at=timezone.now(),
            reference=uuid.uuid4().hex,
        )

    then, finally_ = revoked_meanwhile(
        post, Vacancy.objects.count, lambda: suspend_membership(role.id, by=firm.by, at=timezone.now())
    )
    assert then == finally_ > 3
