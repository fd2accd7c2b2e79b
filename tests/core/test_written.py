"""Numbers in forms: read as people write them, refused with a way on where they are unclear."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from firststop.core.written import AmountField, WholeField


@pytest.mark.parametrize(
    ("written", "amount"),
    [("25000", "25000"), ("25 000", "25000"), ("25\u00a0000,50", "25000.50"), ("1.234,50", "1234.50"), ("", None)],
)
def test_an_amount_is_read_however_it_is_written(written: str, amount: str | None) -> None:
    field = AmountField(required=False, max_digits=12, decimal_places=2)
    assert field.clean(written) == (amount and Decimal(amount))


@pytest.mark.parametrize(("written", "rule"), [("25,000", "cell.amount_unclear"), ("2O000", "cell.letters")])
def test_an_unclear_amount_is_not_guessed(written: str, rule: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        AmountField().clean(written)
    assert wrong.value.error_list[0].code == rule


def test_a_whole_number_may_be_grouped_and_has_no_part() -> None:
    assert WholeField().clean("1 000") == 1_000
    with pytest.raises(ValidationError):
        WholeField().clean("1.5")
