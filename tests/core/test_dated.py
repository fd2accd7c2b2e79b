"""Caps and deadlines that an office orders: bounds, what asks the database, and who may read them."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from firststop.core import drafts
from firststop.core.actor import system
from firststop.core.dated import forget_read, number_on, numbers, set_value, setting
from firststop.core.models import DatedSetting
from firststop.core.refusals import Refused
from firststop.core.row_security import ROLE, Reader, rows_of

pytestmark = [pytest.mark.row("C-01"), pytest.mark.django_db]

ON = date(2026, 11, 25)
KEPT = "core.draft_days"


def order(value: object, *, since: date = ON + timedelta(days=1), source: str = "Order 1", name: str = KEPT) -> None:
    set_value(name, value, country="kg", since=since, source=source, by=system("test"), on=ON)


def test_every_number_is_within_its_own_bounds_and_says_what_it_counts() -> None:
    declared = numbers()
    assert {number.name.partition(".")[0] for number in declared} >= {"core", "casework", "vacancies", "placements"}
    for number in declared:
        assert number.least <= number.default <= number.most, number.name
        assert number.means, number.name
        assert setting(number.name, country="kg", on=ON).source == "Firststop's default"


@pytest.mark.parametrize("value", [7, 365])
def test_a_number_on_its_bound_is_ordered(value: int) -> None:
    order(value)
    assert number_on(KEPT, ON + timedelta(days=1)) == value
    assert number_on(KEPT, ON) == 30


@pytest.mark.parametrize("value", [6, 366, 0, -30, True, 30.0, "30", None])
def test_a_number_beyond_its_bounds_or_none_is_refused(value: object) -> None:
    with pytest.raises(Refused) as refused:
        order(value)
    assert (refused.value.first.rule, refused.value.first.pointer) == ("setting.bounds", "/value")
    assert "from 7 to 365" in str(refused.value.first.hint)
    assert not DatedSetting.objects.exists()


@pytest.mark.row("V-08")
def test_no_order_lets_an_ad_last_longer_than_180_days() -> None:
    for name in ("vacancies.usual_days", "vacancies.most_days"):
        with pytest.raises(Refused):
            order(181, name=name)
    assert not DatedSetting.objects.exists()


def test_what_was_decided_today_stands() -> None:
    with pytest.raises(Refused) as refused:
        order(60, since=ON)
    assert refused.value.first.rule == "setting.today"
    assert not DatedSetting.objects.exists()


@pytest.mark.row("C-10")
def test_a_draft_is_kept_as_long_as_was_ordered_on_the_day_it_was_saved() -> None:
    owner = uuid.uuid4()
    before = drafts.start_draft(owner, "vacancy", on=ON, values={"title": "Швея"})
    order(60)
    later = ON + timedelta(days=1)
    assert drafts.save_draft(before.id, owner, step="title", values={}, on=ON).delete_on == ON + timedelta(days=30)
    assert drafts.save_draft(before.id, owner, step="pay", values={}, on=later).delete_on == later + timedelta(days=60)


def test_a_hundred_thousand_readings_ask_the_database_once_or_twice() -> None:
    forget_read()
    with CaptureQueriesContext(connection) as asked:
        for _reading in range(100_000):
            number_on("vacancies.usual_days", ON)
    # Once in ten seconds.
    assert 1 <= len(asked) <= 2


def test_a_request_reads_what_was_ordered_as_its_own_role() -> None:
    order(60)
    forget_read()
    with transaction.atomic(), rows_of(Reader), CaptureQueriesContext(connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (ROLE,)
        assert number_on(KEPT, ON + timedelta(days=1)) == 60


def test_another_countrys_order_is_not_ours() -> None:
    set_value(KEPT, 60, country="ge", since=ON + timedelta(days=1), source="Order 1", by=system("test"), on=ON)
    assert number_on(KEPT, ON + timedelta(days=1)) == 30
