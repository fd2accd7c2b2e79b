"""Opening an ad again is no way around whoever must read it first, nor around the proof and the caps."""

from datetime import timedelta
from typing import Any

import pytest

from firststop.casework.models import Task
from firststop.core.refusals import Refused
from firststop.employers.services import register_unit
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import public_vacancy
from firststop.vacancies.services import expire_due, post_vacancy, reject_vacancy, reopen_vacancy, stop_vacancy
from firststop.vacancies.services.queues import QUEUE
from tests import people
from tests.orders import order
from tests.vacancies.test_life import AT, Firm, ground, record

pytestmark = pytest.mark.django_db


def stop(firm: Firm, vacancy: Vacancy) -> None:
    stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)


def reopen(firm: Firm, vacancy: Vacancy) -> Vacancy:
    return reopen_vacancy(vacancy.id, organisation=firm.house.id, by=firm.by, at=AT)


@pytest.mark.row("E-02", "SR-16", "V-10")
@pytest.mark.parametrize(("verified", "again"), [(True, AdStatus.CHECKING), (False, AdStatus.RECEIVED)])
def test_what_nobody_has_read_waits_again_after_it_was_stopped(verified: bool, again: AdStatus) -> None:
    firm = Firm(verified=verified)
    vacancy = Vacancy.objects.get(id=firm.post().id)
    stop(firm, vacancy)
    assert reopen(firm, vacancy).status == again
    assert public_vacancy(vacancy.id) is None
    assert Task.objects.waiting().filter(queue=QUEUE).count() == int(verified)


@pytest.mark.row("E-02", "V-10")
def test_what_ended_without_ever_being_read_is_read_before_it_is_opened() -> None:
    firm = Firm()
    vacancy = Vacancy.objects.get(id=firm.post().id)
    Vacancy.objects.update(changed_at=AT - timedelta(days=180))
    assert expire_due(at=AT) == 1
    assert reopen(firm, vacancy).status == AdStatus.CHECKING


@pytest.mark.row("SR-16", "V-10")
@pytest.mark.parametrize("status", [AdStatus.RECEIVED, AdStatus.CHECKING, AdStatus.REJECTED, AdStatus.ACTIVE])
def test_only_what_has_ended_is_opened(status: AdStatus) -> None:
    firm = Firm()
    vacancy = firm.published()
    Vacancy.objects.update(status=status, status_reason="other")
    with pytest.raises(Refused) as refused:
        reopen(firm, vacancy)
    assert (refused.value.first.rule, refused.value.first.code.status) == (f"status.{status}.active", 409)
    assert Vacancy.objects.get().status == status


@pytest.mark.row("V-10")
def test_what_a_moderator_took_down_and_its_firm_changed_is_read_again_however_often_it_is_stopped() -> None:
    firm = Firm()
    vacancy = firm.published(reference="A-1")
    reject_vacancy(vacancy.id, code=RejectionCode.MISLEADING, text="Pay is unclear", by=people.moderator(), at=AT)
    firm.post(reference="A-1", title="Швея на дом")
    stop(firm, vacancy)
    assert reopen(firm, vacancy).status == AdStatus.CHECKING


@pytest.mark.row("V-07")
def test_the_last_day_to_apply_is_not_gone_around() -> None:
    firm = Firm()
    vacancy = firm.published(apply_by=(AT + timedelta(days=20)).isoformat())
    stop(firm, vacancy)
    with pytest.raises(Refused) as refused:
        reopen_vacancy(vacancy.id, organisation=firm.house.id, by=firm.by, at=AT + timedelta(days=21))
    assert refused.value.first.rule == "apply_by.past"
    assert Vacancy.objects.get().status == AdStatus.STOPPED


@pytest.mark.row("E-02", "SR-16", "SR-20")
def test_stopping_makes_no_room_below_the_days_cap_and_a_unit_has_no_cap_of_its_own() -> None:
    order("vacancies.unreviewed_a_day", 3, since=AT.date())
    firm = Firm()
    unit = register_unit(firm.firm.id, name="Цех", place=ground()[1], by=firm.by)
    firm.published()
    now = Vacancy.objects.get().created_at
    public = [firm.post(at=now) for _each in range(2)]
    assert {receipt.status for receipt in public} == {AdStatus.ACTIVE}
    for receipt in public:
        stop_vacancy(receipt.id, organisation=firm.house.id, reason="filled", by=firm.by, at=now)
    assert firm.post(at=now).status is AdStatus.CHECKING
    elsewhere = post_vacancy(record(), employer=unit.id, organisation=firm.house.id, by=firm.by, at=now)
    assert elsewhere.status is AdStatus.CHECKING


@pytest.mark.row("V-10")
@pytest.mark.parametrize("name", ["published_at", "modified_at"])
def test_a_firm_does_not_say_itself_since_when_its_ad_is_public(name: str) -> None:
    changes: dict[str, Any] = {name: "2030-01-01T00:00:00Z"}
    firm = Firm()
    with pytest.raises(Refused) as refused:
        firm.post(reference="A-1", **changes)
    assert (refused.value.first.rule, refused.value.first.pointer) == (f"{name}.ours", f"/{name}")
    assert Vacancy.objects.count() == 0
