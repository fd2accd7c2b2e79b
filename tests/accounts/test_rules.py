"""How long one waits after wrong tries."""

from datetime import timedelta

import pytest

from firststop.accounts.rules import CLOSED_FOR, MOST_TRIES, session_life, wait_after


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 5),
        (4, 10),
        (5, 20),
        (6, 40),
        (7, 80),
        (8, 160),
        (9, 320),
        (10, 86_400),
        (11, 86_400),
    ],
)
def test_each_wrong_try_makes_the_wait_longer(tries: int, seconds: int) -> None:
    assert wait_after(tries) == timedelta(seconds=seconds)


def test_ten_wrong_tries_close_the_way_in_for_a_day() -> None:
    assert (10, timedelta(days=1)) == (MOST_TRIES, CLOSED_FOR)


def test_a_day_at_the_counter_is_shorter_than_a_fortnight_at_home() -> None:
    assert session_life(is_staff=True) == timedelta(hours=12)
    assert session_life(is_staff=False) == timedelta(days=14)
