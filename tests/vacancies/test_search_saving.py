"""The pages of saved searches: from the search page to the list, and out of a letter by one click."""

import re
from html import unescape
from urllib.parse import quote, unquote

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firststop.vacancies import finding
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models import SavedSearch
from firststop.vacancies.search import SearchIndex
from firststop.vacancies.services import save_search, seal_of
from tests import cast, people
from tests.accounts.conftest import code_in
from tests.placements.stage import AT
from tests.vacancies.test_saved_searches import doer, town

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-07")]
LIST, SAVE = "/en/vacancies/searches", "/en/vacancies/searches/save"
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture(autouse=True)
def _empty_index(monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex.open()
    monkeypatch.setattr(finding, "reader", lambda: index)


def kept(name: str = "Sewing", rhythm: Rhythm = Rhythm.DAILY, **conditions: list[str]) -> SavedSearch:
    return save_search(name, conditions or {"q": ["швея"]}, rhythm, by=doer(), at=AT)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def way_to_save(client: Client, query: str) -> str:
    """Return where "Save this search" leads on a search page, "" where it does not stand."""
    found = re.search(r'href="(/en/vacancies/searches/save\?[^"]*)"', page(client, f"/en/vacancies/{query}"))
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("who", "query", "offered"),
    [
        (None, "?q=швея", True),
        (None, "", False),
        (None, "?sort=date&posted=7", False),
        (cast.AIGUL, "?contract=permanent", True),
        (cast.AIGUL, "?q=работа", False),
        (cast.AIDA, "?q=швея", False),
    ],
)
def test_a_search_with_a_condition_can_be_saved_by_who_searches_for_oneself(
    who: cast.Person | None, query: str, offered: bool
) -> None:
    assert bool(way_to_save(people.signed_in(who) if who else Client(), query)) is offered


def test_a_visitor_signs_in_on_the_way_and_saves_what_was_searched() -> None:
    people.person(cast.CHARLIE)
    visitor = Client()
    save = way_to_save(visitor, "?q=швея&contract=permanent&contract=seasonal&sort=date")
    sign_in = visitor.get(save)["Location"]
    asked = page(visitor, sign_in)
    back = re.search(r'name="next" value="([^"]+)"', asked)
    assert back is not None
    assert quote(back.group(1), safe="") in asked.partition('href="/en/account/sign-up/')[2]
    visitor.post(sign_in, {"login": cast.CHARLIE.email, "way": "code", "next": back.group(1)})
    said = {"code": code_in(str(mail.outbox[-1].body)), "next": back.group(1)}
    back_there = visitor.post("/en/account/sign-in/code/", said)["Location"]
    assert "швея · Permanent · Seasonal" in page(visitor, back_there)
    assert not SavedSearch.objects.exists()
    visitor.post(back_there, {"name": "Sewing", "rhythm": "daily"})
    assert SavedSearch.objects.get().conditions == {"q": ["швея"], "contract": ["permanent", "seasonal"]}


def test_somebody_new_opens_an_account_on_the_way() -> None:
    visitor = Client()
    back = unquote(visitor.get(f"{SAVE}?q=швея")["Location"].partition("next=")[2])
    facts = {
        "contact": "new@somewhere.example",
        "given_name": "Nur",
        "family_name": "Tashev",
        "password": "seven tall poplars",
        "next": back,
    }
    code = visitor.post(f"/en/account/sign-up/?next={quote(back, safe='')}", facts)["Location"]
    answer = visitor.post(code, {"action": "verify", "code": code_in(str(mail.outbox[-1].body))})
    assert answer["Location"] == back
    assert "Save this search" in page(visitor, back)


def test_a_search_is_saved_under_a_name_that_is_proposed(client: Client) -> None:
    town()
    client = people.signed_in(cast.AIGUL)
    save = f"{SAVE}?q=швея&place=test-town&km=60"
    assert 'value="швея, Karakol and 60 km around"' in page(client, save)
    answer = client.post(save, {"name": "Near home", "rhythm": "at_once"}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    html = unescape(answer.content.decode())
    assert "Saved. We write to you when something new fits." in html
    assert "швея · Karakol and 60 km around" in html.replace("\u00a0", " ")
    assert "/en/vacancies/?q=%D1%88%D0%B2%D0%B5%D1%8F&place=test-town&km=60&sort=date" in html
    mine = SavedSearch.objects.get()
    assert (mine.name, mine.rhythm, mine.conditions["km"]) == ("Near home", Rhythm.AT_ONCE, ["60"])


@pytest.mark.parametrize(
    ("query", "said", "status", "sentence"),
    [
        ("q=швея", {"name": "", "rhythm": "daily"}, 400, "Give the search a name."),
        ("q=швея", {"name": "sewing", "rhythm": "daily"}, 409, "You have a search of this name already."),
        ("q=швея", {"name": "Other", "rhythm": "hourly"}, 400, "hourly"),
        ("q=швея", {"name": "Other"}, 400, "Choose how often we shall write."),
        ("", {"name": "Other", "rhythm": "daily"}, 400, "This search has no condition yet."),
        ("place=Nowhere", {"name": "Other", "rhythm": "daily"}, 400, "We do not know this place."),
        ("q=швея&colour=red", {"name": "Other", "rhythm": "daily"}, 400, "colour"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words_and_nothing_is_kept(
    query: str, said: dict[str, str], status: int, sentence: str
) -> None:
    kept("Sewing")
    answer = people.signed_in(cast.AIGUL).post(f"{SAVE}?{query}", said)
    assert answer.status_code == status
    assert sentence in unescape(answer.content.decode())
    assert SavedSearch.objects.count() == 1


def test_the_twenty_first_is_refused_with_a_way_on() -> None:
    for number in range(20):
        kept(f"Search {number}")
    answer = people.signed_in(cast.AIGUL).post(f"{SAVE}?q=швея", {"name": "One more", "rhythm": "daily"})
    assert answer.status_code == 409
    html = unescape(answer.content.decode())
    assert "You have 20 saved searches already. Delete one that you no longer need." in html
    assert f'href="{LIST}"' in html
    assert SavedSearch.objects.count() == 20


def test_the_list_says_that_a_search_can_no_longer_be_read_and_keeps_the_others() -> None:
    kept("Gone", place=["was-here"])
    kept("Sewing")
    html = page(people.signed_in(cast.AIGUL), LIST)
    assert html.count('title">We cannot read this search any more') == 1
    assert "a place that we no longer know" in html
    assert "Sewing" in html


def test_the_list_asks_as_often_for_twenty_as_for_one() -> None:
    client = people.signed_in(cast.AIGUL)
    place = town()
    asked = []
    for number in range(20):
        kept(f"Search {number}", q=[f"швея {number}"], place=[place.code])
        if number in (0, 19):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(client, LIST)
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_search_is_changed_stopped_started_and_deleted_on_the_list() -> None:
    mine, client = kept(), people.signed_in(cast.AIGUL)
    client.post(f"{LIST}/{mine.id}", {"name": "Weekly sewing", "rhythm": "weekly"})
    mine.refresh_from_db()
    assert (mine.name, mine.rhythm) == ("Weekly sewing", Rhythm.WEEKLY)
    for verb, stopped in (("stop", True), ("start", False)):
        client.post(f"{LIST}/{mine.id}/{verb}")
        mine.refresh_from_db()
        assert (mine.stopped_at is not None) is stopped
    assert client.get(f"{LIST}/{mine.id}/delete").status_code == 405
    assert SavedSearch.objects.exists()
    client.post(f"{LIST}/{mine.id}/delete")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("verb", ["", "/stop", "/start", "/delete"])
def test_the_searches_of_others_do_not_exist(verb: str) -> None:
    theirs, client = kept("Secret wish"), people.signed_in(cast.CHARLIE)
    before = SavedSearch.objects.values().get()
    assert client.post(f"{LIST}/{theirs.id}{verb}", {"name": "Mine", "rhythm": "weekly"}).status_code == 404
    assert "Secret wish" not in page(client, LIST)
    assert SavedSearch.objects.values().get() == before


def test_looking_at_the_stop_page_stops_nothing_and_its_button_stops() -> None:
    mine, visitor = kept(), Client(enforce_csrf_checks=True)
    stop = f"{LIST}/stop/{seal_of(mine.id)}"
    html = page(visitor, stop)
    assert "Stop letters for this search?" in html
    assert '<form method="post">' in html
    assert SavedSearch.objects.get().stopped_at is None
    assert "We write nothing more for this search" in visitor.post(stop).content.decode()
    assert SavedSearch.objects.get().stopped_at is not None
    assert "We write nothing more for this search" in page(visitor, stop)


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_a_mail_program_stops_with_one_request_without_a_cookie(language: str) -> None:
    mine, other = kept(), kept("Other")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(
        f"/{language}/vacancies/searches/stop/{seal_of(mine.id)}", ONE_CLICK,
        content_type="application/x-www-form-urlencoded", headers={"origin": "null"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert not answer.cookies
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.stopped_at is None, other.stopped_at is None) == (False, True)


def test_a_seal_that_is_not_ours_is_not_found() -> None:
    mine = kept()
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"{LIST}/stop/{seal_of(mine.id)[:-2]}").status_code == 404
    assert SavedSearch.objects.get().stopped_at is None
