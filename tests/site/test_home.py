"""The first page: what this installation has, and nothing that it has not."""

import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from firststop.accounts.models import Account
from firststop.core import panels
from firststop.core.country import load_pack
from firststop.core.panels import Panel
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.queries import profile_of
from firststop.jobseekers.services import hide_from, set_visibility
from firststop.site.limits import BARRIER
from firststop.site.panels import NAVIGATION, Way, _here, existing
from firststop.taxonomy.models import Place, PlaceName
from tests import cast, people
from tests.matching.candidates import Market, many
from tests.orders import order
from tests.placements.stage import doer

pytestmark = pytest.mark.django_db  # other packages count on the first page


@pytest.fixture
def request_home() -> HttpRequest:
    request = RequestFactory().get("/en/")
    request.user = AnonymousUser()
    return request


def door(_request: HttpRequest, _subject: str | None) -> Panel:
    return Panel("site/panels/country_sources.html", {"attributions": ["A door for the test"]})


def test_without_doors_the_page_shows_what_exists(client: Client, empty_home: None) -> None:
    html = client.get("/en/").content.decode()
    assert "What is here already" in html
    assert '<a href="/en/help">Help</a>' in html


def test_with_doors_the_question_leads_to_them(client: Client, empty_home: None) -> None:
    panels.register("home.doors", door, order=1)
    html = client.get("/en/").content.decode()
    assert "A door for the test" in html
    assert "What is here already" not in html
    assert "All services" in html
    # What stands in the footer is not said a second time right above it.
    assert html.count('href="/en/accessibility"') == 1


@pytest.mark.parametrize(
    ("place", "heading"), [("home.crisis", "Help in a crisis"), ("home.market", "The labour market now")]
)
def test_a_section_needs_something_in_it(client: Client, empty_home: None, place: str, heading: str) -> None:
    assert heading not in client.get("/en/").content.decode()
    panels.register(place, door, order=1)
    assert heading in client.get("/en/").content.decode()


def test_a_way_to_a_page_that_is_not_here_is_not_shown(request_home: HttpRequest) -> None:
    ways = [Way("There", "site:help"), Way("Nowhere", "nobody:knows")]
    assert [link.word for link in existing(ways, request_home)] == ["There"]


@pytest.mark.parametrize(
    ("current", "route", "here"),
    [
        ("site:help", "site:help", "page"),
        ("site:home", "site:help", ""),
        ("vacancies:vacancy", "vacancies:search", "true"),
        ("vacancies:mine", "vacancies:search", ""),
        ("vacancies:moderation", "vacancies:search", ""),
        ("matching:candidates", "vacancies:search", ""),
    ],
)
def test_the_navigation_says_where_one_is(current: str, route: str, here: str) -> None:
    way = next(way for way in NAVIGATION if way.route == route)
    assert _here(way, current) == here


def test_the_frame_asks_the_database_nothing_of_a_stranger(
    client: Client, empty_home: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/ky/").status_code == 200


def test_a_telephone_is_never_made_up(client: Client) -> None:
    html = client.get("/en/help").content.decode()
    assert "no telephone number yet" in html
    assert "tel:" not in html


def test_the_number_of_the_country_is_shown_where_it_has_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_pack(settings.COUNTRY)
    facts = replace(pack.facts, telephone=replace(pack.facts.telephone, number="0312 660000"))
    # What the number is read from, not its reader: another module keeps that one under its own name.
    monkeypatch.setattr("firststop.site.panels.load_pack", lambda _code: replace(pack, facts=facts))
    html = client.get("/en/about").content.decode()
    assert "Call us: +996\u00a0312\u00a0660\u00a0000" in html


def test_the_country_has_no_number_of_its_own_yet() -> None:
    # When this fails, an office runs a telephone: show it on the accessibility page, too.
    pack = Path(settings.PACKAGE) / "countries" / "kg" / "pack.yaml"
    assert "number: null" in pack.read_text(encoding="utf-8")


def test_whoever_met_a_barrier_reads_where_to_tell_it_and_by_when_we_answer(client: Client) -> None:
    read = client.get("/en/accessibility").content.decode()
    assert ("We answer within 5 working days" in read, 'href="/en/help">Our offices' in read) == (True, True)
    order(BARRIER.name, 3, since=date(2026, 1, 1))
    assert "We answer within 3 working days" in client.get("/en/accessibility").content.decode()


def test_an_enterprise_finds_its_door_before_it_signs_in(client: Client) -> None:
    html = client.get("/en/").content.decode()
    assert "Find people" in html
    assert 'action="/en/vacancies/post"' in html
    asked = client.get("/en/vacancies/post")
    assert (asked.status_code, asked["Location"].split("?")[0]) == (302, "/en/account/sign-in/")


@pytest.mark.parametrize(
    ("who", "leads_to"), [(cast.ERMEK, "/en/employers/register"), (cast.AIDA, "/en/vacancies/mine"), (cast.SAMAT, None)]
)
def test_the_door_to_people_never_leads_to_a_closed_page(who: cast.Person, leads_to: str | None) -> None:
    client = people.signed_in(who)
    html = client.get("/en/").content.decode()
    if leads_to is None:
        assert "Find people" not in html
        assert client.get("/en/vacancies/post").status_code == 404
    else:
        assert 'action="/en/vacancies/post"' in html
        answer = client.get("/en/vacancies/post", follow=True)
        assert (answer.redirect_chain[-1][0], answer.status_code) == (leads_to, 200)


def profile(account: Account) -> uuid.UUID:
    found = profile_of(account.id)
    assert found is not None
    return found.id


@pytest.mark.row("A-08")
def test_the_door_to_people_says_roughly_how_many_there_are_and_where(client: Client) -> None:
    market = Market()
    *others, hides = many(market, 22)
    Profile.objects.update(place=Place.objects.create(code="near-town", path="/north/near-town/", kind="settlement"))
    Place.objects.create(code="north", path="/north/", kind="region")
    PlaceName.objects.create(place_id="north", language="en", text="Northern region", preferred=True)
    hide_from(profile(hides), market.house.establishment.id, by=doer(hides))
    html = client.get("/en/").content.decode()
    door_ = html[html.index('aria-label="Find people"') :]
    assert ("Over 20 people show firms" in door_, "Northern region" in door_, "over 20</span>" in door_) == (True,) * 3
    cache.clear()
    set_visibility(profile(others[0]), Visibility.HIDDEN, by=doer(others[0]))
    assert "Over 10 people show firms" in client.get("/en/").content.decode()


def test_few_people_are_not_counted_in_public(client: Client) -> None:
    many(Market(), 10)
    assert "people show firms" not in client.get("/en/").content.decode()
