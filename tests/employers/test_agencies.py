"""The page on which an enterprise names who finds people for it; whoever hides from it hides from them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firststop.employers.models import ActsFor
from firststop.employers.views import acting
from firststop.jobseekers.queries import is_hidden_from
from firststop.jobseekers.services import hide_from
from tests import cast, people, scene
from tests.placements import stage
from tests.placements.stage import doer

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-04")]
BEGIN, END = "begin", "end"


def page(house: stage.House) -> str:
    return f"/en/employers/{house.establishment.id}/agencies"


def desk() -> Client:
    return people.signed_in(scene.DESK)


def standing() -> int:
    return ActsFor.objects.filter(ended_at__isnull=True).count()


def test_an_enterprise_finds_and_names_its_agency_and_who_hides_from_it_is_hidden_from_both() -> None:
    firm, agency, aigul = stage.sewing(), stage.welding(), people.person(cast.AIGUL)
    hide_from(stage.profile_of(aigul).id, firm.establishment.id, by=doer(aigul))
    assert not is_hidden_from(aigul.id, [agency.establishment.id])
    client = people.signed_in(cast.AIDA)
    assert page(firm) in client.get(f"/en/employers/{firm.establishment.id}").content.decode()
    assert agency.establishment.name in client.get(f"{page(firm)}?name=Чуй").content.decode()
    named = client.post(page(firm), {BEGIN: str(agency.establishment.id)}, follow=True).content.decode()
    assert ("since" in named, is_hidden_from(aigul.id, [agency.establishment.id])) == (True, True)
    theirs = people.signed_in(cast.BAKYT).get(page(agency)).content.decode()
    assert ("You act for" in theirs, firm.establishment.name in theirs) == (True, True)


def test_of_more_enterprises_than_are_shown_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "SHOWN", 1)
    firm, agency, _other = stage.sewing(), stage.welding().establishment, stage.welding().establishment
    client = people.signed_in(cast.AIDA)
    more = "There are more with this name. Write more of it."
    assert more in client.get(f"{page(firm)}?name={agency.name[:4]}").content.decode()
    monkeypatch.setattr(acting, "SHOWN", 2)
    assert more not in client.get(f"{page(firm)}?name={agency.name[:4]}").content.decode()


def test_the_office_names_and_ends_it() -> None:
    firm, agency = stage.sewing(), stage.welding()
    key = str(agency.establishment.id)
    desk().post(page(firm), {BEGIN: key})
    assert standing() == 1
    assert 'name="end"' in desk().get(page(firm)).content.decode()
    desk().post(page(firm), {END: key})
    assert (standing(), ActsFor.objects.count()) == (0, 1)


@pytest.mark.parametrize("who", [cast.BAKYT, cast.NURLAN, cast.CHARLIE, cast.GULNARA, cast.SAMAT])
@pytest.mark.parametrize("deed", [BEGIN, END])
def test_nobody_else_names_or_ends_an_agency(who: cast.Person, deed: str) -> None:
    firm, agency = stage.sewing(), stage.welding()
    key = str(agency.establishment.id)
    if deed == END:
        desk().post(page(firm), {BEGIN: key})
    before, client = standing(), people.signed_in(who)
    assert (client.get(page(firm)).status_code, client.post(page(firm), {deed: key}).status_code) == (404, 404)
    assert standing() == before


def test_an_enterprise_does_not_end_it_to_see_who_hides() -> None:
    firm, agency = stage.sewing(), stage.welding()
    client, key = people.signed_in(cast.AIDA), str(agency.establishment.id)
    client.post(page(firm), {BEGIN: key})
    assert 'name="end"' not in client.get(page(firm)).content.decode()
    assert (client.post(page(firm), {END: key}).status_code, standing()) == (403, 1)


@pytest.mark.parametrize("said", ["", "nonsense", "11111111-1111-4111-8111-111111111111", "itself"])
def test_an_agency_that_cannot_be_is_refused(said: str) -> None:
    firm = stage.sewing()
    key = str(firm.establishment.id) if said == "itself" else said
    answer = people.signed_in(cast.AIDA).post(page(firm), {BEGIN: key})
    assert (answer.status_code, ActsFor.objects.exists()) == (400 if said == "itself" else 404, False)


def test_more_agencies_cost_no_more_queries() -> None:
    firm, client = stage.sewing(), people.signed_in(cast.AIDA)
    client.post(page(firm), {BEGIN: str(stage.welding().establishment.id)})
    client.get(page(firm))
    with CaptureQueriesContext(connection) as one:
        client.get(page(firm))
    for agency in (stage.welding(), stage.welding()):
        client.post(page(firm), {BEGIN: str(agency.establishment.id)})
    client.get(page(firm))
    with CaptureQueriesContext(connection) as three:
        client.get(page(firm))
    assert len(three) == len(one)
