"""An employer lays candidates side by side: each demand of the vacancy in words, and nobody's name."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from firststop.core.models import RecordRead
from firststop.jobseekers.enums import Origin
from firststop.jobseekers.services import accept_skill
from firststop.matching.engine import explain
from firststop.matching.rules import rounded
from firststop.matching.side_by_side import side_by_side
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.jobseekers.test_pages import concept
from tests.matching.candidates import Market, many, read
from tests.matching.engine.worlds import ARC, SEAMS, WEIGHTS, job, welder
from tests.placements.stage import doer, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_index")]


def compared(market: Market, client: Client, *keys: object, status: int = 200, more: str = "") -> str:
    address = f"{market.page()}/compare?" + "&".join(f"with={key}" for key in keys) + more
    return read(client, address, status)


def said(html: str, demand: str) -> set[str]:
    """Return what the cells beside a demand say."""
    line = next(line for line in html.split("<tr ") if f">{demand}</span>" in line)
    return set(re.findall(r"<span>([^<]+)</span></p>", line))


@pytest.mark.row("P-06", "A-08")
def test_each_demand_says_in_words_who_meets_it_and_names_nobody() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    seams, coats = concept("skill", en="sew seams"), concept("skill", en="cut coats")
    asked = [{"id": str(seams.id), "must": True}, {"id": str(coats.id), "must": False}]
    Vacancy.objects.filter(id=market.vacancy.id).update(record={"title": "Швея", "skills": asked})
    able, new = stranger(1), stranger(2)
    accept_skill(market.sews(able, months=60).id, seams.id, origin=Origin.TYPED, by=doer(able))
    market.sews(new, months=0)
    html = compared(market, client, market.key(able), market.key(new))
    assert (said(html, "sew seams"), said(html, "cut coats")) == ({"Yes", "Not shown"}, {"Not shown"})
    assert ("Must have" in html, "Nice to have" in html, "5 years" in html) == (True, True, True)
    assert [word for word in ("Person 1", "Person 2", able.phone or "", str(able.id)) if word in html] == []
    told = RecordRead.objects.filter(purpose="matching.compared").values_list("person", flat=True)
    assert set(told) == {able.id, new.id}
    alone = compared(market, client, market.key(able), market.key(new), more="&only=differing")
    assert ("sew seams" in alone, "cut coats" in alone) == (True, False)


def test_without_a_choice_the_best_three_are_compared_and_four_are_too_many() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    keys = [market.key(account) for account in many(market, 5)]
    assert compared(market, client).count("Why ") == 3
    four = compared(market, client, *keys[1:], status=400)
    assert ("Choose at most 3 candidates" in four, "You ticked 4." in four) == (True, True)
    ticked = re.findall(r'name="with" value="([^"]+)" id="with-\d" checked', four)
    assert set(ticked) == {str(key) for key in keys[1:]}
    assert not RecordRead.objects.filter(purpose="matching.compared", person__isnull=True).exists()
    assert f"{market.page()}/compare" in read(client, market.page())


@pytest.mark.row("J-06")
def test_whoever_was_given_a_code_finds_our_offices_from_the_list() -> None:
    market = Market()
    assert 'href="/en/help">Our offices and numbers' in read(people.signed_in(cast.AIDA), market.page())


@pytest.mark.row("P-06")
def test_the_column_of_who_is_chosen_is_tinted_and_the_invitation_stands_below_until_it_is_sent() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    first, second = many(market, 2)
    keys = (market.key(first), market.key(second))
    assert "fs-table--chosen" not in compared(market, client, *keys)
    html = compared(market, client, *keys, more=f"&chosen={keys[1]}")
    columns = sorted(keys, key=lambda key: html.index(f'{key}">Why'))
    assert f"fs-table--chosen-{2 + columns.index(keys[1])}" in html
    assert f'action="{market.invite(second)}"' in html
    assert f'action="{market.invite(first)}"' not in html
    client.post(market.invite(second), {"message": "Come and sew with us."})
    html = compared(market, client, *keys, more=f"&chosen={keys[1]}")
    assert f'action="{market.invite(second)}"' not in html


@pytest.mark.parametrize("who", [cast.BAKYT, cast.ERMEK])
def test_candidates_of_another_firm_are_compared_by_nobody_else(who: cast.Person) -> None:
    market = Market()
    accounts = many(market, 2)
    compared(market, people.signed_in(who), market.key(accounts[0]), status=404)
    assert not RecordRead.objects.exists()


def test_who_is_not_on_the_list_any_more_is_not_compared() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    gone = stranger(3)
    compared(market, client, market.key(gone), status=404)


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_a_line_differs_where_the_people_do_and_every_cell_has_words(language: str) -> None:
    able, less = welder(), welder(skills={SEAMS: 1.0}, pay_floor=None)
    with override(language):
        people_ = [("A", rounded(explain(able, job(), WEIGHTS))), ("B", rounded(explain(less, job(), WEIGHTS)))]
        groups = side_by_side(people_, language)
    lines = [line for group in groups for line in group.lines]
    assert all(cell.says for line in lines for cell in line.cells)
    assert {line.differs for line in lines} == {True, False}
    assert ARC in job().skills
