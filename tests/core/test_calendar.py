"""The working-day calendar that drives every clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from firststop.core.calendar import OpeningHours, WorkingCalendar
from firststop.core.country import load_pack
from tests.counts import count

pytestmark = pytest.mark.row("C-04")

OSLO, BISHKEK = ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Bishkek")
MAY_DAY = date(2026, 5, 1)  # a Friday
PLAIN = WorkingCalendar(holidays=frozenset({MAY_DAY}))
#: Saturday 2 May is worked instead of Monday 4 May.
MOVED = WorkingCalendar(holidays=frozenset({MAY_DAY, date(2026, 5, 4)}), worked=frozenset({date(2026, 5, 2)}))
MIDDLE_EAST = WorkingCalendar(holidays=frozenset(), weekend=frozenset({5, 6}))
DESK = OpeningHours(BISHKEK, {day: ((time(9), time(12)), (time(13), time(18))) for day in range(1, 6)})
NIGHT = OpeningHours(OSLO, {day: ((time(1), time(5)),) for day in range(1, 8)})
ALWAYS = WorkingCalendar(holidays=frozenset(), weekend=frozenset())


@pytest.mark.parametrize(
    ("calendar", "start", "n", "expected"),
    [
        (PLAIN, "2026-04-29", 1, "2026-04-30"),  # Wednesday to Thursday
        (PLAIN, "2026-04-30", 1, "2026-05-04"),  # over a holiday and the weekend
        (PLAIN, "2026-05-02", 1, "2026-05-04"),  # from a Saturday
        (PLAIN, "2026-05-04", -1, "2026-04-30"),
        (PLAIN, "2026-05-03", -1, "2026-04-30"),
        (PLAIN, "2026-05-01", 0, "2026-05-04"),  # no deadline on a closed day
        (PLAIN, "2026-05-05", 0, "2026-05-05"),
        (MOVED, "2026-04-30", 1, "2026-05-02"),
        (MOVED, "2026-04-30", 2, "2026-05-05"),
        (MOVED.closed_on(date(2026, 5, 2)), "2026-04-30", 1, "2026-05-05"),  # the office closes nevertheless
        (PLAIN.closed_on(date(2026, 5, 5), date(2026, 5, 6)), "2026-05-04", 1, "2026-05-07"),
        (MIDDLE_EAST, "2026-04-30", 1, "2026-05-03"),  # Thursday to Sunday
        (PLAIN, "2028-02-28", 1, "2028-02-29"),  # a leap year, Monday
        (PLAIN, "2028-02-28", 2, "2028-03-01"),
        (PLAIN, "2027-02-26", 1, "2027-03-01"),  # not a leap year, Friday
        (PLAIN, "2028-02-29", 262, "2029-03-01"),  # a year on
        (PLAIN, "2026-12-31", 1, "2027-01-01"),  # across the year
    ],
)
def test_working_days_are_added(calendar: WorkingCalendar, start: str, n: int, expected: str) -> None:
    assert calendar.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-04-30", "2026-04-30", 0),
        ("2026-04-30", "2026-05-03", 0),
        ("2026-04-30", "2026-05-05", 2),
        ("2026-05-05", "2026-04-30", -2),
        ("2028-02-25", "2028-03-01", 3),
        ("2026-01-01", "2027-01-01", 260),
    ],
)
def test_working_days_are_counted(start: str, end: str, days: int) -> None:
    assert PLAIN.working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@settings(max_examples=count(100, proof=5_000), deadline=None)
@given(
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    n=st.integers(-60, 60).filter(bool),
    off=st.frozensets(st.dates(date(2020, 1, 1), date(2040, 12, 31)), max_size=30),
    closed=st.frozensets(st.integers(-40, 40), max_size=10),
    weekend=st.frozensets(st.integers(1, 7), max_size=6),
)
def test_counting_undoes_adding(
    start: date, n: int, off: frozenset[date], closed: frozenset[int], weekend: frozenset[int]
) -> None:
    calendar = WorkingCalendar(off, weekend, frozenset(start + timedelta(days=i) for i in closed))
    end = calendar.add_working_days(start, n)
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == n


def local(zone: ZoneInfo, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        ("2026-04-29T10:00", 1, "2026-04-29T11:00"),
        ("2026-04-29T11:30", 1, "2026-04-29T13:30"),  # over lunch
        ("2026-04-29T12:30", 0, "2026-04-29T13:00"),  # the next open moment
        ("2026-04-29T07:00", 2, "2026-04-29T11:00"),  # before opening
        ("2026-04-29T17:00", 1, "2026-04-29T18:00"),  # exactly to closing
        ("2026-04-29T17:00", 2, "2026-04-30T10:00"),
        ("2026-04-30T17:00", 2, "2026-05-04T10:00"),  # holiday, weekend
        ("2026-05-02T11:00", 16, "2026-05-05T18:00"),  # two days from a Saturday
        ("2028-02-28T17:00", 9, "2028-02-29T18:00"),  # 29 February is a day like others
        ("2028-02-29T17:30", 1, "2028-03-01T09:30"),
    ],
)
def test_working_hours_are_added_in_the_office(at: str, hours: int, expected: str) -> None:
    moment = PLAIN.add_working_hours(local(BISHKEK, at), timedelta(hours=hours), DESK)
    assert moment == local(BISHKEK, expected).astimezone(UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        # Clocks go from 2 to 3 on 29 March 2026: the four hours on the clock are three.
        ("2026-03-29T00:00", 3, "2026-03-29T05:00"),
        ("2026-03-29T00:00", 4, "2026-03-30T02:00"),
        # Clocks go from 3 back to 2 on 25 October 2026: they are five.
        ("2026-10-25T00:00", 5, "2026-10-25T05:00"),
        ("2026-10-25T00:00", 4, "2026-10-25T04:00"),
        ("2026-10-24T00:00", 4, "2026-10-24T05:00"),
    ],
)
def test_a_clock_change_neither_gives_nor_takes_time(at: str, hours: int, expected: str) -> None:
    moment = ALWAYS.add_working_hours(local(OSLO, at), timedelta(hours=hours), NIGHT)
    assert moment == local(OSLO, expected)


def test_an_office_that_opens_in_the_missing_hour_loses_it() -> None:
    early = OpeningHours(OSLO, {day: ((time(2), time(3)), (time(9), time(10))) for day in range(1, 8)})
    moment = ALWAYS.add_working_hours(local(OSLO, "2026-03-29T00:00"), timedelta(hours=1), early)
    assert moment == local(OSLO, "2026-03-29T10:00")


def test_working_days_ignore_clock_changes() -> None:
    calendar = load_pack("xx").calendar()
    assert calendar.add_working_days(date(2026, 3, 27), 1) == date(2026, 3, 30)
    assert calendar.add_working_days(date(2026, 10, 23), 1) == date(2026, 10, 26)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: WorkingCalendar(frozenset(), weekend=frozenset(range(1, 8))),
        lambda: WorkingCalendar(frozenset(), weekend=frozenset({0})),
        lambda: OpeningHours(OSLO, {}),
        lambda: OpeningHours(OSLO, {1: ((time(12), time(9)),)}),
        lambda: OpeningHours(OSLO, {1: ((time(9), time(12)), (time(11), time(13)))}),
        lambda: PLAIN.add_working_hours(
            local(BISHKEK, "2026-04-29T09:00").replace(tzinfo=None), timedelta(hours=1), DESK
        ),
        lambda: PLAIN.add_working_hours(local(BISHKEK, "2026-04-29T09:00"), timedelta(hours=-1), DESK),
    ],
)
def test_what_makes_no_sense_is_refused(broken: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"weekend|opens|spans|hours"):
        broken()


def test_a_calendar_without_end_of_closures_says_so() -> None:
    class Every:
        def __contains__(self, day: object) -> bool:
            return True

    shut = WorkingCalendar(holidays=Every())
    with pytest.raises(ValueError, match="no working day"):
        shut.add_working_days(date(2026, 1, 1), 1)
    with pytest.raises(ValueError, match="does not open"):
        shut.add_working_hours(local(BISHKEK, "2026-04-29T09:00"), timedelta(0), DESK)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "8 March 2026"), ("ru", "8 марта 2026 г."), ("ky", "2026-жылдын 8-марты")],
)
def test_a_day_is_said_as_people_write_it(language: str, said: str) -> None:
    with override(language):
        assert date_format(date(2026, 3, 8), "DATE_FORMAT").replace("\u00a0", " ") == said
