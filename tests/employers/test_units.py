"""An enterprise names its branches; each shows whose it is, and vacancies are posted for it by every door."""

import uuid

import pytest

from firststop.employers.models import Establishment
from firststop.employers.services import register_unit
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.vacancies import test_writing as writing
from tests.vacancies.test_api import DOOR, System, ad
from tests.vacancies.test_life import Firm, ground

pytestmark = [pytest.mark.django_db, pytest.mark.row("E-01")]
OSH = {"name": "Кумуш Ийне, Ош", "place": "Karakol", "address": "Ленина 5"}


@pytest.fixture
def firm() -> Firm:
    return writing.firm()


def branch_of(firm: Firm) -> Establishment:
    return register_unit(firm.firm.id, name=OSH["name"], place=ground()[1], by=firm.by)


def test_a_branch_shows_its_enterprise_and_shares_its_number_and_proof(firm: Firm) -> None:
    client = people.signed_in(cast.AIDA)
    page = f"/en/employers/{firm.firm.id}/units"
    assert client.post(page, OSH).status_code == 302
    branch = Establishment.objects.get(parent=firm.firm)
    assert (branch.number, branch.organisation_id, branch.is_verified) == (firm.firm.number, firm.house.id, True)
    assert OSH["name"] in client.get(page).content.decode()
    public = client.get(f"/en/employers/{branch.id}").content.decode()
    assert f'href="/en/employers/{firm.firm.id}"' in public


@pytest.mark.parametrize("lacks", ["name", "place"])
def test_a_branch_without_name_or_place_is_not_made(firm: Firm, lacks: str) -> None:
    answer = people.signed_in(cast.AIDA).post(f"/en/employers/{firm.firm.id}/units", OSH | {lacks: ""})
    assert (answer.status_code, Establishment.objects.count()) == (400, 1)


@pytest.mark.row("SR-11")
def test_nobody_names_branches_of_another_enterprise(firm: Firm) -> None:
    other = Establishment.objects.create(name="Чуй-Металл", source="register")
    client = people.signed_in(cast.AIDA)
    assert [client.get(f"/en/employers/{key}/units").status_code for key in (other.id, uuid.uuid4())] == [404, 404]
    assert client.post(f"/en/employers/{other.id}/units", OSH).status_code == 404
    assert Establishment.objects.filter(parent__isnull=False).count() == 0


def test_who_has_branches_says_for_which_a_vacancy_is(firm: Firm) -> None:
    branch, client = branch_of(firm), people.signed_in(cast.AIDA)
    draft = writing.written(client)
    assert OSH["name"] in client.get(f"{draft}/preview").content.decode()
    wrong = client.post(f"{draft}/preview", {"employer": str(uuid.uuid4())})
    assert (wrong.status_code, Vacancy.objects.count()) == (400, 0)
    assert client.post(f"{draft}/preview", {"employer": str(branch.id)}).status_code == 200
    assert Vacancy.objects.get().establishment_id == branch.id


def test_a_program_names_the_branch_and_none_of_another_firm() -> None:
    system = System()
    branch = branch_of(system.firm)
    assert system.send(ad(), f"{DOOR}?employer={uuid.uuid4()}").status_code == 404
    assert Vacancy.objects.count() == 0
    assert system.send(ad(), f"{DOOR}?employer={branch.id}").status_code == 201
    assert Vacancy.objects.get().establishment_id == branch.id
