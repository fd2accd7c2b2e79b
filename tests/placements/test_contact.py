"""How to reach a person: to be read nowhere before that person applied or said yes; whoever looks then is told."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from firststop.core.models import Change, Message, RecordRead
from firststop.placements.models import Application
from firststop.placements.services import apply_to_firm, invite
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT, House

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-06")]
ADDRESS = "aigul.private@home.example"
#: What would tell who she is or how to reach her, as it is stored and as pages write it.
MARKS = (ADDRESS, "700000102", "700 000 102", "Toktosunova", "Токтосунова")


def known_to_nobody(house: House) -> str:
    """Let Aigul be seen anonymously and be invited, and return the vacancy she is invited to."""
    aigul = people.person(cast.AIGUL)
    aigul.email = ADDRESS
    aigul.save()
    stage.profile_of(aigul)
    vacancy = house.vacancy()
    invite(vacancy.id, aigul.id, organisation=house.organisation, message="Come", by=house.by, at=AT)
    return str(vacancy.id)


def pages(house: House, vacancy: str) -> list[str]:
    """Return the pages where a firm meets people."""
    return [
        "/en/account/",
        "/en/vacancies/mine",
        f"/en/vacancies/{vacancy}",
        f"/en/matches/candidates/{vacancy}",
        f"/en/applications/for/{vacancy}",
        "/en/applications/without-vacancy",
        f"/en/employers/{house.establishment.id}",
    ]


def api(vacancy: str) -> Iterator[str]:
    """Yield the address of each route of the API that one can read."""
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    for path, verbs in described["paths"].items():
        if "get" in verbs:
            yield path.partition("{")[0] + (vacancy if "{" in path else "")


def found_in(client: Client, addresses: list[str]) -> list[tuple[str, str]]:
    read = [(address, client.get(address).content.decode()) for address in addresses]
    return [(address, mark) for address, text in read for mark in MARKS if mark in text]


def test_no_address_on_any_page_of_a_firm_before_a_yes() -> None:
    house = stage.sewing()
    vacancy = known_to_nobody(house)
    assert found_in(people.signed_in(cast.AIDA), pages(house, vacancy)) == []
    assert people.signed_in(cast.AIDA).get(f"/en/matches/candidates/{vacancy}").status_code == 200


def test_no_address_in_the_api_at_any_time() -> None:
    house = stage.sewing()
    vacancy = known_to_nobody(house)
    routes = list(api(vacancy))
    assert len(routes) > 5
    assert found_in(Client(), routes) == []
    stage.sent(house.vacancy(), people.person(cast.AIGUL))
    assert found_in(people.signed_in(cast.AIDA), routes) == []


def test_no_address_in_messages_and_news() -> None:
    house = stage.sewing()
    known_to_nobody(house)
    stage.sent(house.vacancy(), people.person(cast.AIGUL))
    told = json.dumps(list(Message.objects.values("kind", "values")), default=str)
    told += json.dumps(list(Change.objects.values()), default=str)
    assert [mark for mark in MARKS if mark in told] == []


@pytest.mark.parametrize("vacant", [True, False])
def test_after_an_application_it_opens_by_a_click_that_the_person_sees(vacant: bool) -> None:
    house = stage.sewing()
    known_to_nobody(house)
    aigul, client = people.person(cast.AIGUL), people.signed_in(cast.AIDA)
    if vacant:
        sent: Application = stage.sent(house.vacancy(), aigul)
    else:
        sent = apply_to_firm(house.establishment.id, aigul.id, message="I sew.", by=stage.doer(aigul), at=AT)
    case = f"/en/applications/{sent.id}"
    assert found_in(client, [case]) == []
    assert ADDRESS in client.post(f"{case}/identity").content.decode()
    assert RecordRead.objects.filter(person=aigul.id, what="contact").count() == 1
