"""Homes by role: what is next, how things stand, settings behind one link; menus lead where the role works."""

import re

import pytest

from firststop.core.models import Message, RecordRead
from firststop.placements.enums import ApplicationState
from firststop.placements.services import apply_to_firm
from tests import cast, people
from tests.jobseekers.test_pages import case, read
from tests.placements import stage

pytestmark = pytest.mark.django_db
SETTINGS_PAGE = "/en/account/settings/"
SETTINGS = ("Change", "Second factor", "Password", "Sign out on all other devices")


def test_the_home_of_a_firm_says_who_waits_longest_without_a_name_and_no_settings() -> None:
    house = stage.sewing()
    first, second = house.vacancy(title="Seamstress"), house.vacancy(title="Cutter")
    stage.sent(first, people.person(cast.ERMEK))
    stage.in_state(second, people.person(cast.AIGUL), ApplicationState.REFUSED)
    html = read(people.signed_in(cast.AIDA), "/en/account/")
    state = html[html.index("Who waits for your answer") : html.index("<footer")]
    assert ("Seamstress" in state, "Cutter" in state) == (True, False)
    # First what is next, then how things stand, then everything else.
    assert html.index("fs-card") < html.index("Who waits for your answer") < html.index("Your public page")
    assert [word for word in (cast.ERMEK.name().family, *SETTINGS) if word in html] == []
    assert not RecordRead.objects.exists()
    assert [word for word in SETTINGS if word not in read(people.signed_in(cast.AIDA), "/en/account/settings/")] == []


def test_the_home_of_a_firm_shows_three_cards_at_most_and_one_main_button() -> None:
    house, aigul, client = stage.sewing(), people.person(cast.AIGUL), people.signed_in(cast.AIDA)
    firm, quiet = house.establishment, read(client, "/en/account/")
    assert (quiet.count('class="fs-card"'), main_buttons(quiet)) == (1, ["Post a vacancy"])
    stage.sent(house.vacancy(), people.person(cast.ERMEK))
    apply_to_firm(firm.id, aigul.id, message="I sew.", by=stage.doer(aigul), at=stage.AT)
    sent = Message.objects.filter(person=people.person(cast.AIDA).id)
    html = read(client, "/en/account/")
    titles = ("Answer who applied", "Applied without a vacancy", "Messages to you")
    assert [html.index(title) for title in titles] == sorted(html.index(title) for title in titles)
    assert (sent.exists(), html.count('class="fs-card"'), main_buttons(html)) == (True, 3, ["See applications"])
    # What has no card any more keeps its place in the menu.
    assert ("Your vacancies</h2>" in html, 'href="/en/vacancies/mine"' in html) == (False, True)


def main_buttons(html: str) -> list[str]:
    return re.findall(r'<a class="fs-button" [^>]*>([^<]+)</a>', html)


def test_the_desk_of_a_counsellor_names_the_clients_whose_step_is_due() -> None:
    case(cast.ERMEK, cast.GULNARA)
    case(cast.AIGUL, cast.MEERIM)
    html = read(people.signed_in(cast.GULNARA), "/en/desk/")
    state = html[html.index("Clients whose step is due") :]
    assert (cast.ERMEK.name().family in state, cast.AIGUL.name().family in state) == (True, False)
    assert "Clients whose step is due" not in read(people.signed_in(cast.SAMAT), "/en/desk/")


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (cast.ERMEK, ["/en/me/", "/en/applications/", "/en/me/abilities"]),
        (cast.AIDA, ["/en/account/", "/en/vacancies/mine"]),
        (cast.GULNARA, ["/en/desk/", "/en/me/clients"]),
        (cast.SAMAT, ["/en/desk/"]),
    ],
)
def test_every_page_leads_where_the_role_works(who: cast.Person, ways: list[str]) -> None:
    html = read(people.signed_in(who), "/en/help")
    menu = html[
        html.index('<nav class="fs-navigation"') : html.index("</nav>", html.index('<nav class="fs-navigation"'))
    ]
    assert [way for way in ways if f'href="{way}"' not in menu] == []
    others = {"/en/me/", "/en/applications/", "/en/vacancies/mine", "/en/desk/", "/en/me/clients"} - {*ways}
    assert [way for way in others if f'href="{way}"' in menu] == []


@pytest.mark.parametrize(
    ("who", "home"), [(cast.ERMEK, "/en/me/"), (cast.AIDA, "/en/account/"), (cast.GULNARA, "/en/desk/")]
)
def test_settings_and_messages_lead_back_to_the_own_home(who: cast.Person, home: str) -> None:
    client = people.signed_in(who)
    for page in ("/en/account/settings/", "/en/account/messages/"):
        assert f'<a class="fs-link fs-back" href="{home}"' in read(client, page), page


def test_what_an_organisation_needs_stands_in_the_settings_of_who_has_another_home() -> None:
    wanted = ("/en/account/members/", "/en/account/staff/second-factors/")
    desk, alone = read(people.signed_in(cast.MEERIM), SETTINGS_PAGE), read(people.signed_in(cast.ERMEK), SETTINGS_PAGE)
    assert [(address in desk, address in alone) for address in wanted] == [(True, False)] * 2
