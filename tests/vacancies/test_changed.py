"""Who keeps a copy of our vacancies asks what changed since a moment, and never misses one, nor keeps an ended one."""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from firststop.core.models import Change
from firststop.core.windows import Window, changed_in
from firststop.vacancies.enums import AdStatus, SourceType
from firststop.vacancies.events import TOPIC
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import Item, receive_batch, stop_vacancy
from tests.counts import count
from tests.vacancies.test_life import AT, Firm, record
from tests.vacancies.twins import multiply

DOOR = "/api/v1/vacancies"
pytestmark = [pytest.mark.sql, pytest.mark.row("V-17")]


def made(firm: Firm, number: int, kind: str = "first") -> list[uuid.UUID]:
    one = record(contacts=None)
    items = [Item(f"{kind}-{i}", one, firm.firm.id, SourceType.EMPLOYER, AdStatus.ACTIVE) for i in range(number)]
    return [receipt.id for receipt in receive_batch(items, provider="test", by=firm.by, at=timezone.now())]


def asked(**facts: Any) -> Any:
    said = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}
    answer = Client().get(DOOR, said)
    assert answer.status_code == 200, answer.content
    return answer.json()


def pages(rng: random.Random, **facts: Any) -> Iterator[Any]:
    """Yield every page of a window, each of another size."""
    after = ""
    while True:
        page = asked(size=rng.randint(1, 100), after=after, **facts)
        yield page
        if not page["next"]:
            return
        after = page["next"]


def spread(rng: random.Random) -> list[datetime]:
    """Date the entries of the log over sixty days, several at one moment; return the moments."""
    moments = [AT - timedelta(minutes=rng.randrange(60 * 24 * 60)) for _ in range(90)]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_change SET at = (%s::timestamptz[])[1 + mod(abs(hashint8(id)), 90)] WHERE topic = %s",
            [moments, TOPIC],
        )
        cursor.execute("ANALYZE core_change, vacancies_vacancy")  # What a running database does by itself.
    return sorted(moments)


def a_while_ago() -> None:
    """Date what stands in the log two seconds back: a window ends a second before it is asked for."""
    Change.objects.update(at=F("at") - timedelta(seconds=2))


def read_over_http(rng: random.Random, since: datetime, until: datetime) -> list[str]:
    return [ad["id"] for page in pages(rng, modified_since=since, modified_until=until) for ad in page["vacancies"]]


def read_in_the_log(rng: random.Random, since: datetime, until: datetime) -> list[str]:
    """Return what the pages of a window are made of, read from the log itself, where pages may be larger."""
    told: list[str] = []
    window: Window | None = Window(since, until)
    while window is not None:
        page, window = changed_in(TOPIC, window, limit=rng.randint(1, 1_000))
        told += [str(each.subject) for each in page]
    return told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("read", "number", "splits"),
    [
        pytest.param(read_over_http, count(300, proof=3_000), count(12, proof=100), id="over HTTP"),
        pytest.param(read_over_http, count(300, proof=100_000), 1, id="over HTTP, many"),
        pytest.param(read_in_the_log, count(300, proof=100_000), count(12, proof=100), id="in the log, many"),
    ],
)
def test_windows_that_adjoin_hold_together_every_vacancy_wherever_they_are_split(
    read: Callable[[random.Random, datetime, datetime], list[str]], number: int, splits: int
) -> None:
    rng = random.Random(17)
    made(Firm(), 300)
    everything = set(map(str, multiply(number)))
    moments = spread(rng)
    for _split in range(splits):
        # Cuts at the very moment of an entry, and between them.
        cuts = rng.sample(moments, 2) + [AT - timedelta(seconds=rng.randrange(60 * 86_400)) for _ in range(2)]
        edges = [AT - timedelta(days=61), *sorted(cuts), AT]
        together = [key for since, until in pairwise(edges) for key in read(rng, since, until)]
        assert len(together) == len(everything) == number, "an entry lies in one window"
        assert set(together) == everything, "none is missing"


@pytest.mark.django_db
def test_a_window_begins_at_its_moment_and_ends_before_the_next() -> None:
    (key,) = made(Firm(), 1)
    moment = AT - timedelta(days=3)
    Change.objects.filter(subject=key).update(at=moment)
    tick = timedelta(microseconds=1)
    assert asked(modified_since=moment)["total"] == 1
    assert asked(modified_since=moment + tick)["total"] == 0
    assert asked(modified_until=moment)["total"] == 0
    assert asked(modified_until=moment + tick)["total"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", ["2026-11-22T09:00:00", "2026-11-22T09:00:00Z", "2026-11-22T15:00:00+06:00", "2026-11-22T09:00:00.000000Z"]
)
def test_a_moment_is_in_utc_unless_it_names_its_zone(said: str) -> None:
    (key,) = made(Firm(), 1)
    Change.objects.filter(subject=key).update(at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert asked(modified_since=said)["total"] == 1


@pytest.mark.django_db
def test_a_window_of_the_future_is_empty_and_ends_where_it_begins() -> None:
    made(Firm(), 1)
    future = timezone.now() + timedelta(days=400)
    page = asked(modified_since=future)
    assert (page["total"], page["vacancies"], page["removed"], page["next"]) == (0, [], [], None)
    assert datetime.fromisoformat(page["until"]) == future


@pytest.mark.row("V-20")
@pytest.mark.django_db
def test_an_ended_vacancy_is_told_by_its_id_alone_and_one_that_was_never_public_is_not() -> None:
    firm = Firm()
    ended, test = firm.published(), firm.post()
    waiting = firm.post(requirements_text="Справка об отсутствии судимости.")
    assert waiting.status is AdStatus.CHECKING
    Vacancy.objects.filter(id=test.id).update(is_test=True, published_at=AT)
    stop_vacancy(ended.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    a_while_ago()
    page = asked(modified_until=timezone.now() + timedelta(days=1), modified_since=AT - timedelta(days=900))
    assert page["vacancies"] == []
    assert [set(each) for each in page["removed"]] == [{"id", "at"}]
    assert page["removed"][0]["id"] == str(ended.id)
    assert page["total"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "rule", "pointer"),
    [
        ("modified_since=2026-01-01&q=x", "modified.alone", "/q"),
        ("modified_since=2026-01-01&contract=permanent", "modified.alone", "/contract"),
        ("modified_since=2026-02-01&modified_until=2026-01-01", "modified.order", "/modified_until"),
        ("modified_since=0001-01-01T00:00:00", "modified.year", "/modified_since"),
        ("modified_since=9999-12-31T23:59:59-12:00", "modified.year", "/modified_since"),
        ("modified_since=yesterday", "invalid_value.modified_since", "/modified_since"),
        ("modified_since=2026-01-01&after=x", "cursor.invalid", "/after"),
        ("modified_since=2026-01-01&after=W10", "cursor.invalid", "/after"),
        ("modified_sinse=2026-01-01", "parameter.unknown", "/modified_sinse"),
    ],
)
def test_a_window_that_is_wrong_says_what(query: str, rule: str, pointer: str) -> None:
    answer = Client().get(f"{DOOR}?{query}")
    assert answer.status_code == 400, answer.content
    said = answer.json()["problems"][0]
    assert (said["rule"], said["pointer"]) == (rule, pointer)
    assert said["hint"]


@pytest.mark.django_db
def test_a_cursor_of_another_window_is_refused() -> None:
    made(Firm(), 3)
    a_while_ago()
    since = AT - timedelta(days=900)
    after = asked(modified_since=since, size=1)["next"]
    assert after
    other = Client().get(DOOR, {"modified_since": (since + timedelta(days=1)).isoformat(), "after": after})
    forged = Window(since, timezone.now() + timedelta(days=9), 3, -1, 0).encode()
    assert other.status_code == 400
    assert Client().get(DOOR, {"modified_since": since.isoformat(), "after": forged}).status_code == 400


@pytest.mark.commits
def test_a_copy_that_follows_windows_equals_what_is_public_while_ads_change(committed: str) -> None:
    rng, firm = random.Random(5), Firm()
    known = made(firm, count(250, proof=2_000))
    copy: set[str] = set()
    since, news = AT - timedelta(days=900), 0
    for turn in range(4):
        time.sleep(1.1)  # A window ends a second before it is asked for.
        for page in pages(rng, modified_since=since):
            copy |= {ad["id"] for ad in page["vacancies"]}
            copy -= {ad["id"] for ad in page["removed"]}
            if turn < 3:
                news += 1
                stop_vacancy(
                    known.pop(rng.randrange(len(known))), organisation=firm.house.id, reason="filled", by=firm.by,
                    at=timezone.now(),
                )  # fmt: skip
                known += made(firm, 2, kind=f"news-{news}")
        since = datetime.fromisoformat(page["until"])
    assert news > 3
    assert copy == {str(key) for key in Vacancy.objects.public().values_list("id", flat=True)}
    assert copy == {str(key) for key in known}


@pytest.mark.commits
def test_what_is_still_being_written_lies_in_a_later_window(committed: str) -> None:
    (key,) = made(Firm(), 1)
    Change.objects.update(at=AT - timedelta(days=3))
    with psycopg.connect(**connection.get_connection_params()) as slow:
        began = slow.execute("SELECT now()").fetchone()
        assert began is not None
        before = asked(modified_since=AT - timedelta(days=1))
        assert (before["total"], datetime.fromisoformat(before["until"]) <= began[0]) == (0, True)
        slow.execute(
            "INSERT INTO core_change (topic, verb, subject, detail) VALUES (%s, 'vacancy_changed', %s, '{}')",
            [TOPIC, key],
        )
        slow.commit()
    time.sleep(1.1)
    after = asked(modified_since=before["until"])
    assert [ad["id"] for ad in after["vacancies"]] == [str(key)]


@pytest.mark.commits
def test_a_window_leaves_out_the_second_in_which_somebody_may_have_begun_unseen(committed: str) -> None:
    made(Firm(), 1)
    asked_at = timezone.now()
    page = asked(modified_since=AT - timedelta(days=1))
    assert datetime.fromisoformat(page["until"]) <= asked_at - timedelta(seconds=0.9)
