"""One person, several hats: what one hat may, another does not see."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from firststop.accounts import services
from firststop.accounts.enums import Role
from firststop.accounts.models import Account
from firststop.accounts.queries import hats_of
from tests import cast
from tests.people import BY, actor, client_of, organisation_of, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("A-03")]


def with_two_firms() -> Account:
    """Return Nurlan, recruiter of one firm and administrator of another."""
    account = person(cast.NURLAN)
    house = organisation_of(cast.CHUY_METALL)
    _member, code = services.invite_member(house.id, Role.ADMINISTRATOR, at=timezone.now(), by=BY)
    services.accept_invitation(code, account.id, at=timezone.now(), by=BY)
    return account


def hat(client: Client, key: str) -> None:
    client.post("/en/account/hat/", {"hat": key})


def test_every_hat_is_there_oneself_first_then_by_name() -> None:
    account = with_two_firms()
    names = [(found.organisation_name, sorted(found.roles)) for found in hats_of(account.id)]
    assert names == [("", []), ("Chuy-Metall", ["administrator"]), ("Kumush Iyne", ["recruiter"])]


def test_two_roles_in_one_house_are_one_hat() -> None:
    found = hats_of(person(cast.MEERIM).id)
    assert [len(each.roles) for each in found] == [0, 2]


def test_without_a_choice_one_acts_for_the_first_organisation_or_for_oneself() -> None:
    assert "Chuy-Metall" in header(client_of(with_two_firms()))
    assert "Эрмек" in header(signed_in(cast.ERMEK))


def test_a_hat_shows_its_own_house_and_no_other() -> None:
    client = client_of(with_two_firms())
    chuy, kumush = (str(organisation_of(firm).id) for firm in (cast.CHUY_METALL, cast.KUMUSH_IYNE))
    hat(client, chuy)
    seen = client.get("/en/account/members/").content.decode()
    assert "Осмонов Бакыт" in seen
    assert "Sydykova Aida" not in seen
    assert client.get("/en/account/keys/").status_code == 200
    hat(client, kumush)
    seen = client.get("/en/account/members/").content.decode()
    assert "Sydykova Aida" in seen
    assert "Осмонов Бакыт" not in seen
    assert client.get("/en/account/keys/").status_code == 404
    hat(client, "")
    assert client.get("/en/account/members/").status_code == 404


@pytest.mark.parametrize("wanted", ["service", "6d3c1a52-0b1f-4c1e-9d2a-1f2e3d4c5b6a", "0", "' OR 1=1"])
def test_a_hat_that_is_not_ones_own_cannot_be_put_on(wanted: str) -> None:
    client = signed_in(cast.CHARLIE)
    key = str(organisation_of(cast.SERVICE).id) if wanted == "service" else wanted
    hat(client, key)
    assert client.get("/en/account/members/").status_code == 404
    session = client.session
    session["hat"] = key
    session.save()
    assert client.get("/en/account/members/").status_code == 404


def test_a_link_cannot_change_the_hat() -> None:
    client = client_of(with_two_firms())
    assert client.get("/en/account/hat/").status_code == 405
    assert client.get("/en/account/hat/?hat=").status_code == 400
    assert "hat" not in client.session


def test_a_choice_leads_back_only_to_pages_of_ours() -> None:
    client = signed_in(cast.AIDA)
    answer = client.post("/en/account/hat/", {"hat": "", "next": "/en/account/looks/"})
    assert answer["Location"] == "/en/account/looks/"
    answer = client.post("/en/account/hat/", {"hat": "", "next": "//evil.example/"})
    assert answer["Location"] == "/en/me/"


def test_a_suspended_role_is_no_hat_from_the_next_request_on() -> None:
    client = signed_in(cast.NURLAN)
    assert client.get("/en/account/members/").status_code == 200
    membership = person(cast.NURLAN).memberships.get()
    services.suspend_membership(membership.id, by=actor(cast.AIDA), at=timezone.now())
    assert client.get("/en/account/members/").status_code == 404
    services.resume_membership(membership.id, by=actor(cast.AIDA), at=timezone.now())
    assert client.get("/en/account/members/").status_code == 200


def test_ones_page_asks_the_database_the_same_number_of_times_for_one_hat_and_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(with_two_firms())
    with django_assert_max_num_queries(9):
        client.get("/en/account/")


def header(client: Client) -> str:
    page = client.get("/en/account/").content.decode()
    return page[page.index("<header") : page.index("</header>")]


def test_whoever_finds_nothing_as_a_firm_may_look_again_for_oneself() -> None:
    client = signed_in(cast.AIDA)
    address = "/en/vacancies/searches/save?q=welder"
    nothing = client.get(address)
    assert nothing.status_code == 404
    page = nothing.content.decode()
    assert "Some pages are there for you as somebody else only." in page
    back = client.post("/en/account/hat/", {"hat": "", "next": address}, follow=True)
    assert (back.status_code, back.request["PATH_INFO"]) == (200, "/en/vacancies/searches/save")


@pytest.mark.parametrize("who", [None, cast.ERMEK], ids=["a visitor", "who has one hat"])
def test_nobody_else_is_asked_as_whom(who: cast.Person | None) -> None:
    client = signed_in(who) if who else Client()
    nothing = client.get("/en/nowhere")
    assert nothing.status_code == 404
    assert "somebody else" not in nothing.content.decode()
