"""What an ad needs and what the ad rules say of it: both sides of every bound (features V-08, V-11)."""

from datetime import date
from typing import Any

import pytest

from firststop.vacancies.rules.publishing import advice, dates_to_correct
from firststop.vacancies.schemas import VacancyIn

pytestmark = pytest.mark.row("V-11")

ON = date(2026, 11, 25)
PAID = {"pay_min": "30000", "pay_max": "60000", "pay_currency": "KGS"}


def ad(**more: Any) -> VacancyIn:
    return VacancyIn.model_validate({"title": "Швея", **PAID, **more})


def advised(record: VacancyIn, staff: int | None = 10) -> list[str]:
    return [problem.rule for problem in advice(record, staff=staff, on=ON)]


@pytest.mark.parametrize(("most", "found"), [("60000", []), ("60000.01", ["pay.too_wide"])])
def test_the_highest_pay_is_at_most_twice_the_lowest(most: str, found: list[str]) -> None:
    assert advised(ad(pay_max=most)) == found


@pytest.mark.parametrize("name", ["apply_by", "expires_at"])
@pytest.mark.parametrize(("day", "is_long_enough"), [("2026-12-09", True), ("2026-12-08", False)])
def test_an_ad_is_open_for_14_days(name: str, day: str, *, is_long_enough: bool) -> None:
    assert advised(ad(**{name: f"{day}T17:59:59Z"})) == ([] if is_long_enough else [f"{name}.too_soon"])
    assert advised(ad(**{name: f"{day}T17:59:59Z"}), staff=9) == []


def test_pay_is_shown_from_or_up_to() -> None:
    silent = VacancyIn(title="Швея")
    assert advised(silent) == ["pay.not_shown"]
    assert advised(ad(pay_max=None)) == []


@pytest.mark.parametrize(("staff", "found"), [(9, []), (10, ["pay.not_shown"]), (None, ["pay.not_shown"])])
def test_firms_of_fewer_than_ten_have_no_extra_duties(staff: int | None, found: list[str]) -> None:
    assert advised(VacancyIn(title="Швея"), staff) == found


def test_a_small_firm_too_shows_a_range_that_means_something() -> None:
    assert advised(ad(pay_max="90000", apply_by="2026-12-01T00:00:00Z"), staff=3) == ["pay.too_wide"]


@pytest.mark.row("V-08")
@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("apply_by", "2026-11-25", []),
        ("apply_by", "2026-11-24", ["apply_by.past"]),
        ("expires_at", "2026-11-24", ["expires_at.past"]),
        ("expires_at", "2027-05-24", []),
        ("expires_at", "2027-05-25", ["expires_at.too_late"]),
    ],
)
def test_last_days_lie_ahead_and_within_180_days(name: str, day: str, found: list[str]) -> None:
    record = ad(**{name: f"{day}T17:59:59Z"})
    assert [problem.rule for problem in dates_to_correct(record, on=ON)] == found
