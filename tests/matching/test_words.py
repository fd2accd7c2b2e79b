"""What a comparison says in words: money with its currency, names short enough for their slot."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from firststop.matching.engine import PartKey, explain
from firststop.matching.words import card_of, part_name
from firststop.vacancies.queries import vacancy_card
from tests import cast, people
from tests.matching.candidates import Market, read
from tests.matching.engine.worlds import WEIGHTS, job, welder
from tests.vacancies.test_saved_searches import town

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


@pytest.mark.usefixtures("fresh_index")
@pytest.mark.parametrize("page", ["/en/matches/", "/en/me/"])
def test_a_list_of_matches_says_where_the_work_is(page: str) -> None:
    market, ermek = Market(), people.person(cast.ERMEK)
    market.sews(ermek)
    market.vacancy.places = [town("near-town", "Karakol").code]
    market.vacancy.save()
    html = read(people.signed_in(cast.ERMEK), page)
    assert f"{vacancy_card(market.vacancy.id).employer_name}, Karakol" in html  # type: ignore[union-attr]
