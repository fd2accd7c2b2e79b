"""What a comparison says in words: money with its currency, names short enough for their slot."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from firststop.matching.engine import PartKey, explain
from firststop.matching.words import card_of, part_name
from tests.matching.engine.worlds import WEIGHTS, job, welder

#: The narrowest slot of the bar is 10 of 100 wide: at 1280 pixels so many letters fit without a break.
FITS = 8
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "said"), [("en", "32,000 som"), ("ru", "32 000 сом"), ("ky", "32 000 сом")])
def test_an_amount_has_its_currency(language: str, said: str) -> None:
    with override(language):
        card = card_of(explain(welder(pay_floor=Decimal(32_000)), job(), WEIGHTS), language)
    lines = " ".join([*card.fits, *card.missing, *card.near]).replace("\u00a0", " ")
    assert said in lines


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_the_name_of_a_narrow_slot_breaks_within_no_word(language: str) -> None:
    with override(language):
        words = [word for key in (PartKey.PAY, PartKey.HOURS) for word in part_name(key).split()]
    assert max(len(word) for word in words) <= FITS
