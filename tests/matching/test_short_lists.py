"""Short lists end at thirty: whoever is the thirty-first is on no page, behind no address and in no answer."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from firststop.core.models import RecordRead
from firststop.matching.queries import candidates_for
from firststop.placements.models import Invitation
from firststop.vacancies.queries import public_vacancy
from tests import cast, people
from tests.matching.candidates import Market, many, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_index"), pytest.mark.row("M-01")]
MOST, FITTING = 30, 33
_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


def ids_in(page: str, before: str) -> set[uuid.UUID]:
    """Return the ids that links of a page lead to, behind a beginning of their address."""
    return {uuid.UUID(found) for found in re.findall(rf'href="{re.escape(before)}{_ID}', page)}


def test_a_jobseeker_is_shown_thirty_vacancies_of_more_that_fit() -> None:
    market, ermek = Market(), people.person(cast.ERMEK)
    market.sews(ermek)
    fitting = {market.another().id for _number in range(FITTING)}
    shown = ids_in(read(people.signed_in(cast.ERMEK), "/en/matches/"), "/en/vacancies/")
    assert len(shown) == MOST
    assert shown < fitting


def test_a_firm_is_shown_thirty_people_and_the_others_are_nowhere() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    keys = {market.key(account): account for account in many(market, FITTING)}
    shown = ids_in(read(client, market.page()), f"{market.page()}/")
    assert len(shown) == MOST
    assert shown < keys.keys()
    left = keys.keys() - shown
    assert {client.get(market.page(key)).status_code for key in left} == {404}
    assert {client.post(market.invite(keys[key]), {"message": "Come"}).status_code for key in left} == {404}
    assert {client.get(f"{market.page()}/compare?with={key}").status_code for key in left} == {404}
    # Nobody was looked at who is not on the list.
    looked = set(RecordRead.objects.values_list("person", flat=True))
    assert looked == {keys[key].id for key in shown}
    assert not Invitation.objects.exists()


def test_a_list_that_is_asked_for_with_a_choice_is_a_part_of_the_thirty() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    many(market, FITTING)
    card = public_vacancy(market.vacancy.id)
    assert card is not None
    listed = {one.key for one in candidates_for(card, on=timezone.localdate())}
    assert len(listed) == MOST
    # A choice that would tell of few people is refused, so not each is answered.
    choices = ("start=now", "years=1", "years=3", "licence=B", "speaks=ru")
    answers = [client.get(f"{market.page()}?{choice}") for choice in choices]
    chosen = [ids_in(it.content.decode(), f"{market.page()}/") for it in answers if it.status_code == 200]
    assert [len(ids) for ids in chosen if ids < listed]
    assert [ids for ids in chosen if not ids <= listed] == []


def test_the_api_has_no_lists_of_matches() -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if re.search("match|candidate", path)] == []
