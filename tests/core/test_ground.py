"""Drafts, reads, dated settings, verdicts, money, periods, retention."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pghistory
import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from pghistory.models import Context

from firststop.accounts.models import Organisation
from firststop.core import dated, drafts, reads, retention
from firststop.core.actor import Actor, ActorKind, system
from firststop.core.models import Draft, RecordRead
from firststop.core.money import Money
from firststop.core.period import Period
from firststop.core.refusals import Refused, to_pointer
from firststop.core.verdicts import Condition, Outcome, evaluate

ON = date(2026, 11, 25)
ERMEK, CHARLIE = uuid.uuid4(), uuid.uuid4()
GULNARA = Actor(str(uuid.uuid4()), ActorKind.STAFF)


@pytest.mark.row("C-10")
@pytest.mark.django_db
def test_a_draft_keeps_each_step_and_is_resumed_elsewhere_with_equal_values() -> None:
    draft = drafts.start_draft(ERMEK, "vacancy", on=ON)
    drafts.save_draft(draft.id, ERMEK, step="title", values={"title": "Сварщик"}, on=ON)
    drafts.save_draft(draft.id, ERMEK, step="pay", values={"pay_min": "32000"}, on=ON)
    again = drafts.open_draft(draft.id, ERMEK)
    assert (again.values, again.step) == ({"title": "Сварщик", "pay_min": "32000"}, "pay")


@pytest.mark.django_db
def test_another_persons_draft_does_not_exist_and_stays_as_it_was() -> None:
    draft = drafts.start_draft(ERMEK, "vacancy", on=ON, values={"title": "Сварщик"})
    with pytest.raises(Refused):
        drafts.save_draft(draft.id, CHARLIE, step="title", values={"title": "!"}, on=ON)
    drafts.discard_draft(draft.id, CHARLIE)
    assert drafts.open_draft(draft.id, ERMEK).values == {"title": "Сварщик"}


@pytest.mark.row("C-10", "C-15")
@pytest.mark.django_db
def test_a_draft_is_deleted_the_day_after_its_thirtieth() -> None:
    drafts.start_draft(ERMEK, "vacancy", on=ON)
    due = datetime(2026, 12, 25, 12, tzinfo=UTC)
    retention.delete_due(at=due)
    assert Draft.objects.count() == 1
    retention.delete_due(at=due + timedelta(days=1))
    assert Draft.objects.count() == 0


@pytest.mark.row("C-15")
@pytest.mark.django_db
def test_what_libraries_leave_behind_is_deleted_once_it_is_over() -> None:
    now = timezone.now()
    with pghistory.context(actor="aida"):
        Organisation.objects.create(kind="enterprise", name="Kumush Iyne")
    needed = Context.objects.get()
    forgotten = Context.objects.create(metadata={"actor": "ermek"})
    Context.objects.update(created_at=now - timedelta(days=2))
    running = Context.objects.create(metadata={})
    cache.set("tries-of-10.0.0.1", 1, timeout=60)
    cache.set("demo", 1, timeout=None)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_cache SET expires = %s WHERE cache_key LIKE %s", [now, "%10.0.0.1"])
    retention.delete_left_over(at=now + timedelta(seconds=1))
    assert set(Context.objects.values_list("id", flat=True)) == {needed.id, running.id}
    assert not Context.objects.filter(id=forgotten.id).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        assert [key.rpartition(":")[2] for (key,) in cursor.fetchall()] == ["demo"]


@pytest.mark.row("A-08")
@pytest.mark.django_db
def test_a_look_at_a_record_is_told_to_its_person_but_not_ones_own() -> None:
    reads.record_read(ERMEK, by=GULNARA, role="counsellor", purpose="meeting", what="profile", on=ON)
    reads.record_read(ERMEK, by=Actor(str(ERMEK), ActorKind.PERSON), role="self", purpose="own", what="profile", on=ON)
    assert [(read.reader, read.purpose) for read in reads.readers_of(ERMEK)] == [(GULNARA.id, "meeting")]


@pytest.mark.row("SR-12")
@pytest.mark.django_db
def test_the_thousand_and_first_person_of_a_day_is_refused_and_not_read() -> None:
    today = timezone.localdate()
    RecordRead.objects.bulk_create(
        RecordRead(person=uuid.uuid4(), reader=GULNARA.id, reader_kind="staff", role="", purpose="", what="")
        for _ in range(reads.STOP_AT)
    )
    with pytest.raises(Refused):
        reads.record_read(ERMEK, by=GULNARA, role="counsellor", purpose="meeting", what="profile", on=today)
    assert reads.readers_of(ERMEK) == []


@pytest.mark.row("SR-12")
@pytest.mark.sql
@pytest.mark.commits
def test_thirty_at_once_open_no_more_records_than_the_budget_has_left(committed: str) -> None:
    today = timezone.localdate()
    RecordRead.objects.bulk_create(
        RecordRead(person=uuid.uuid4(), reader=GULNARA.id, reader_kind="staff", role="", purpose="", what="")
        for _ in range(reads.STOP_AT - 10)
    )

    def look() -> bool:
        try:
            reads.record_read(uuid.uuid4(), by=GULNARA, role="counsellor", purpose="meeting", what="profile", on=today)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(30) as readers:
        opened = [each.result() for each in [readers.submit(look) for _ in range(30)]]
    assert (opened.count(True), reads.read_today(GULNARA, on=today)) == (10, reads.STOP_AT)


@pytest.mark.row("C-01")
@pytest.mark.django_db
def test_a_decision_of_a_day_replays_to_the_same_result_after_three_later_versions() -> None:
    dated.declare_settings({"test.cap": (20, "default")})
    before = dated.setting("test.cap", country="kg", on=ON)
    for days, value in ((1, 30), (2, 40), (3, 50)):
        since = ON + timedelta(days=days)
        dated.set_value("test.cap", value, country="kg", since=since, source=f"Order {days}", by=system("test"), on=ON)
    assert dated.setting("test.cap", country="kg", on=ON) == before
    later = dated.setting("test.cap", country="kg", on=ON + timedelta(days=2))
    assert (later.value, later.source, later.version) == (40, "Order 2", "test.cap@2026-11-27")


@pytest.mark.row("C-01")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "since", "source", "rule"),
    [
        ("test.unknown", ON, "Order", "setting.unknown"),
        ("test.cap", ON, " ", "setting.source"),
        ("test.cap", ON - timedelta(days=1), "Order", "setting.past"),
    ],
)
def test_a_value_without_source_or_for_the_past_is_refused(name: str, since: date, source: str, rule: str) -> None:
    dated.declare_settings({"test.cap": (20, "default")})
    with pytest.raises(Refused) as refused:
        dated.set_value(name, 1, country="kg", since=since, source=source, by=system("test"), on=ON)
    assert refused.value.first.rule == rule
    assert dated.setting("test.cap", country="kg", on=ON).value == 20


RULE = [
    Condition("hours", ("lost",), lambda lost: lost > 10),
    Condition("staff", ("staff", "affected"), lambda staff, affected: 3 * affected >= staff),
]


@pytest.mark.row("C-02")
@pytest.mark.parametrize(
    ("facts", "outcome", "failed", "unknown"),
    [
        ({"lost": 11, "staff": 9, "affected": 3}, Outcome.MET, (), ()),
        ({"lost": 10, "staff": 9, "affected": 3}, Outcome.FAILED, ("hours",), ()),
        ({"lost": 11, "staff": 9}, Outcome.UNKNOWN, (), ("staff",)),
        ({"lost": 10, "staff": None, "affected": 3}, Outcome.FAILED, ("hours",), ("staff",)),
    ],
)
def test_a_rule_says_what_was_met_what_failed_and_what_is_not_known(
    facts: dict[str, int | None], outcome: Outcome, failed: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    verdict = evaluate(RULE, facts, version="v1")
    assert (verdict.outcome, verdict.failed, verdict.unknown) == (outcome, failed, unknown)


@pytest.mark.parametrize(("amount", "text"), [("32000", "32000.00"), ("0.005", "0.01"), ("12.344", "12.34")])
def test_money_is_written_with_the_digits_of_its_currency(amount: str, text: str) -> None:
    assert Money.of(amount, "KGS").as_text() == text


@pytest.mark.parametrize("wrong", ["12,5", "NaN", "Infinity", ""])
def test_what_is_no_amount_is_no_money(wrong: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        Money.of(wrong, "KGS")


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="add up"):
        Money(Decimal(1), "KGS") + Money(Decimal(1), "EUR")


def test_a_period_is_half_open_and_splits_by_month() -> None:
    period = Period(date(2026, 1, 30), date(2026, 3, 2))
    assert date(2026, 3, 1) in period
    assert date(2026, 3, 2) not in period
    assert [month.days for month in period.months()] == [2, 28, 1]


@pytest.mark.parametrize(
    ("path", "pointer"), [(["places", 0, "name"], "/places/0/name"), (["a/b", "c~d"], "/a~1b/c~0d"), ([], "")]
)
def test_a_pointer_names_a_field_by_the_standard(path: list[str | int], pointer: str) -> None:
    assert to_pointer(path) == pointer
