"""Caps and deadlines of ads as an office orders them: what was decided on a day is decided so again (feature C-01)."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firststop.core.actor import system
from firststop.core.dated import set_value
from firststop.core.refusals import Refused
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import Answered, answered_by
from firststop.vacancies.rules.publishing import dates_to_correct
from firststop.vacancies.services import expire_due
from firststop.vacancies.services.asking import STILL_OPEN, _tell, ask_still_open, remind_of_end, stop_silent
from firststop.vacancies.services.importing import Import, import_feed
from tests.orders import order
from tests.vacancies.feed_records import ad
from tests.vacancies.test_life import AT, Firm, record
from tests.vacancies.test_still_open import leave

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-01")]

DAY = timedelta(days=1)
TODAY = AT.date()
#: The usual life of an ad that three later orders give, from so many days after today on.
ORDERS = ((1, 60), (10, 45), (20, 120))


def order_three_times() -> None:
    for ahead, days in ORDERS:
        set_value(
            "vacancies.usual_days",
            days,
            country="kg",
            since=TODAY + ahead * DAY,
            source=f"Order {ahead}",
            by=system("test"),
            on=TODAY,
        )


@pytest.mark.row("V-08")
def test_an_ad_ends_as_on_the_day_of_its_publication_whatever_is_ordered_later() -> None:
    firm = Firm()
    before = firm.published()
    assert before.expires_at == AT + 90 * DAY
    order_three_times()
    # The same decision of the same day, taken again.
    again = Vacancy.objects.get(id=firm.post(at=AT).id)
    assert again.expires_at == AT + 90 * DAY
    for ahead, days in ((1, 60), (9, 60), (10, 45), (19, 45), (20, 120)):
        at = AT + ahead * DAY
        assert Vacancy.objects.get(id=firm.post(at=at).id).expires_at == at + days * DAY
    expire_due(at=AT + 90 * DAY - timedelta(seconds=1))
    before.refresh_from_db()
    assert before.status == AdStatus.ACTIVE
    expire_due(at=AT + 90 * DAY)
    before.refresh_from_db()
    assert before.status == AdStatus.EXPIRED


@pytest.mark.row("V-08")
def test_a_new_version_is_a_new_sign_of_life_and_gets_the_new_time() -> None:
    firm = Firm()
    firm.published(reference="A-1")
    order_three_times()
    receipt = firm.post(reference="A-1", at=AT + DAY, openings=3)
    assert Vacancy.objects.get(id=receipt.id).expires_at == AT + DAY + 60 * DAY


@pytest.mark.row("V-08")
def test_an_imported_ad_lives_by_the_day_of_its_source_and_a_replay_ends_where_it_ended(tmp_path: Path) -> None:
    told = json.dumps([ad(id="1", application_deadline=None, last_publication_date=None)])
    (tmp_path / "ads.json").write_text(told, encoding="utf-8")

    def ends(at: datetime) -> datetime | None:
        job = Import("jobtech", system("vacancies.feeds.jobtech"), at, writes=False)
        return next(iter(import_feed(job, [tmp_path]))).ends_at

    before = ends(AT)
    assert before is not None
    order_three_times()
    assert ends(AT) == ends(AT + 15 * DAY) == before


@pytest.mark.row("V-08")
def test_an_ad_that_waits_is_given_up_by_the_longest_time_of_its_day() -> None:
    firm = Firm(verified=False)
    before = firm.post()
    Vacancy.objects.filter(id=before.id).update(changed_at=AT, expires_at=None)
    order("vacancies.most_days", 20, since=TODAY + DAY)
    after = firm.post(at=AT + DAY)
    Vacancy.objects.filter(id=after.id).update(changed_at=AT + DAY, expires_at=None)
    assert expire_due(at=AT + 21 * DAY) == 1
    assert Vacancy.objects.get(id=after.id).status == AdStatus.EXPIRED
    assert expire_due(at=AT + 180 * DAY - timedelta(seconds=1)) == 0
    assert expire_due(at=AT + 180 * DAY) == 1


def test_the_last_day_of_an_ad_is_measured_by_the_longest_time_and_says_it() -> None:
    order("vacancies.most_days", 21, since=TODAY)
    with pytest.raises(Refused) as refused:
        Firm().post(expires_at=(AT + 22 * DAY).isoformat())
    assert refused.value.first.rule == "expires_at.too_late"
    assert str(refused.value.first.detail) == "An ad is public for 21 days at most."
    assert not Vacancy.objects.exists()
    [usual] = dates_to_correct(record(expires_at=(AT + 181 * DAY).isoformat()), on=TODAY)
    assert str(usual.detail) == "An ad is public for 180 days at most."


@pytest.mark.row("V-09")
def test_who_was_asked_has_as_long_to_answer_as_on_that_day() -> None:
    firm = Firm()
    early, late = firm.published().id, firm.post().id
    for vacancy, at in ((early, AT), (late, AT + DAY)):
        _tell(Vacancy.objects.get(id=vacancy), STILL_OPEN, at)
        leave(at)
    order("vacancies.answer_days", 5, since=TODAY + DAY)
    assert stop_silent(at=AT + 6 * DAY - timedelta(seconds=1)) == 0
    assert stop_silent(at=AT + 6 * DAY) == 1
    assert Vacancy.objects.get(id=late).status == AdStatus.STOPPED
    assert stop_silent(at=AT + 15 * DAY - timedelta(seconds=1)) == 0
    assert stop_silent(at=AT + 15 * DAY) == 1


def test_an_answer_counts_as_in_time_by_the_day_of_its_question() -> None:
    firm = Firm()
    order("vacancies.answer_days", 5, since=TODAY + DAY)
    first, second = firm.published().id, firm.post().id
    for posted, asked, said in ((first, 0, 14), (second, 1, 15)):
        Vacancy.objects.filter(id=posted).update(asked_open_at=AT + asked * DAY)
        Vacancy.objects.filter(id=posted).update(said_open_at=AT + said * DAY)
    assert answered_by(firm.house.id, at=AT + 30 * DAY) == Answered(in_time=1, asked=2)


def test_still_open_is_asked_and_the_end_reminded_of_as_ordered() -> None:
    firm = Firm()
    firm.published()
    order("vacancies.ask_after_days", 10, since=TODAY)
    order("vacancies.remind_days", 20, since=TODAY)
    assert (ask_still_open(at=AT + 10 * DAY - timedelta(seconds=1)), ask_still_open(at=AT + 10 * DAY)) == (0, 1)
    assert (remind_of_end(at=AT + 70 * DAY - timedelta(seconds=1)), remind_of_end(at=AT + 70 * DAY)) == (0, 1)


@pytest.mark.row("E-02")
def test_the_ads_that_wait_a_day_are_as_many_as_ordered() -> None:
    order("vacancies.held_a_day", 1, since=TODAY)
    firm = Firm(verified=False)
    now = datetime.now(UTC)
    firm.post(at=now)
    with pytest.raises(Refused) as refused:
        firm.post(at=now)
    assert str(refused.value.first.detail) == "You have sent 1 vacancy today that waits for your proof."
    assert Vacancy.objects.count() == 1


def test_the_ads_that_are_public_unread_are_as_many_a_day_as_ordered() -> None:
    firm = Firm()
    firm.published()
    now = datetime.now(UTC)
    assert firm.post(at=now).status is AdStatus.ACTIVE
    order("vacancies.unreviewed_a_day", 1, since=TODAY)
    assert firm.post(at=now).status is AdStatus.CHECKING
