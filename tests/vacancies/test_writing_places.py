"""Where the work is: the form asks which place of a name is meant, and moves no ad to another one."""

import pytest
from django.test import Client
from django.utils import timezone

from firststop.core.country import load_pack
from firststop.core.models import Draft
from firststop.taxonomy.services import load_places
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.vacancies.test_life import Firm
from tests.vacancies.test_writing import ANSWERS, begun, firm, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("T-10", "V-01")]
ISSYK_KUL, LEILEK = "kg-1527232", "kg-8377866"
AT_HOME = {"code": LEILEK, "address": "улица Ленина, 7"}


@pytest.fixture
def made() -> Firm:
    load_places(load_pack("kg").places())
    return firm()


@pytest.fixture
def client(made: Firm) -> Client:
    return people.signed_in(cast.AIDA)


def test_a_name_that_two_towns_have_asks_and_one_choice_answers(client: Client) -> None:
    step = f"{begun(client)}/terms"
    answer = client.post(step, ANSWERS["terms"] | {"place": "Ak-Suu", "openings": "7"})
    html = answer.content.decode()
    assert (answer.status_code, Draft.objects.get().values) == (400, {})
    assert 'href="#id_place"' in html
    assert "Several places have this name." in html
    for code in (ISSYK_KUL, LEILEK):
        assert f'type="radio" value="{code}"' in " ".join(html.split())
    assert 'value="7"' in html, "the other answers stay"
    assert client.post(step, ANSWERS["terms"] | {"place": LEILEK}).status_code == 302
    assert Draft.objects.get().values["places"] == [{"code": LEILEK}]
    assert 'value="Ak-Suu, Leilek' in read(client, step)
    assert "Ak-Suu, Leilek" in read(client, step.replace("/terms", "/preview"))


@pytest.mark.parametrize("way", ["copy", "correct"])
def test_an_ad_that_is_copied_or_corrected_stays_where_it_is(made: Firm, client: Client, way: str) -> None:
    posted = made.post(places=[AT_HOME], at=timezone.now())
    if way == "copy":
        draft = client.post("/en/vacancies/new", {"copy": str(posted.id)}).headers["Location"].removesuffix("/work")
    else:
        draft = client.post(f"/en/vacancies/{posted.id}/correct").headers["Location"].removesuffix("/preview")
    shown = client.get(f"{draft}/terms").context["form"]["place"].value()
    assert client.post(f"{draft}/terms", ANSWERS["terms"] | {"place": shown}).status_code == 302
    assert Draft.objects.get().values["places"] == [AT_HOME]
    assert Vacancy.objects.get().places == [LEILEK]


def test_other_places_of_one_name_are_told_apart_too(made: Firm, client: Client) -> None:
    posted = made.post(places=[{"code": "kg-1527534"}, {"code": ISSYK_KUL}, AT_HOME], at=timezone.now())
    draft = client.post(f"/en/vacancies/{posted.id}/correct").headers["Location"].removesuffix("/preview")
    labels = [str(label) for _key, label in client.get(f"{draft}/terms").context["form"].fields["other_places"].choices]
    assert labels[0].startswith("Ak-Suu, ")
    assert labels[1].startswith("Ak-Suu, Leilek")


def test_what_is_offered_while_typing_says_which_one(client: Client) -> None:
    html = read(client, "/en/vacancies/places?place=ak-su")
    assert html.count('<option value="Ak-Suu, ') == 2
