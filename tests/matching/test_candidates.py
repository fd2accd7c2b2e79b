"""An employer compares who fits, opens one and invites; the name opens with the second yes."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firststop.accounts.models import Consent
from firststop.core.models import Message, RecordRead
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import hide_from, set_visibility
from firststop.placements.enums import InvitationState
from firststop.placements.models import Application, Invitation
from firststop.placements.services import answer_invitation, lapse_invitations
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.matching.candidates import Market, aigul, many, read
from tests.placements import stage
from tests.placements.stage import doer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_index")]
NAMES = ("Toktosunova", "Токтосунова", "Айгүл", "700000102", "700 000 102")
SAID = {"message": "You sew jackets; we make jackets."}


def looks(purpose: str) -> int:
    return RecordRead.objects.filter(person=aigul().id, purpose=purpose).count()


@pytest.mark.row("P-06", "SR-26", "A-08")
def test_a_firm_invites_the_person_says_yes_and_only_then_the_name_opens() -> None:
    market, client = Market(), people.signed_in(cast.NURLAN)
    market.sews(aigul())
    listed = read(client, market.page())
    assert market.page(aigul()) in listed
    opened = read(client, market.page(aigul()))
    assert "This is the work that is wished for" in opened
    assert (looks("matching.listed"), looks("matching.opened")) == (1, 1)
    form = read(client, market.invite(aigul()))
    sent = client.post(market.invite(aigul()), SAID, follow=True)
    assert "The person answers by" in sent.content.decode()
    assert [name for page in (listed, opened, form, sent.content.decode()) for name in NAMES if name in page] == []

    seeker = people.signed_in(cast.AIGUL)
    assert "Kumush Iyne" in read(seeker, "/en/account/looks/")
    assert "/en/applications/invitations" in read(seeker, "/en/me/")
    assert SAID["message"] in read(seeker, "/en/applications/invitations")
    asked = Invitation.objects.get()
    assert seeker.post(f"/en/applications/invitations/{asked.id}", {"answer": "yes"}).status_code == 302

    application = Application.objects.get()
    assert f"/en/applications/{application.id}" in read(client, market.page(aigul()))
    who = client.post(f"/en/applications/{application.id}/identity").content.decode()
    assert ("Токтосунова" in who, RecordRead.objects.filter(what="contact").count()) == (True, 1)


@pytest.mark.row("J-04", "SR-26", "A-08")
@pytest.mark.parametrize(
    ("which", "status"),
    [
        ("shows the name", 200),
        ("does not", 404),
        ("shows, but hides from this firm", 404),
        ("another firm's", 404),
        ("of an ad that is over", 409),
        ("of somebody who told this firm no", 404),
    ],
)
def test_the_name_of_who_shows_it_opens_when_the_firm_asks_and_the_person_sees_that(which: str, status: int) -> None:
    market, who = Market(), cast.BAKYT if which == "another firm's" else cast.AIDA
    profile, client = market.sews(aigul()), people.signed_in(who)
    if which != "does not":
        set_visibility(profile.id, Visibility.FULL, by=doer(aigul()))
    if "hides" in which:
        hide_from(profile.id, market.house.establishment.id, by=doer(aigul()))
    if status == 200:
        opened = read(client, market.page(aigul()))
        assert ("Show name and contact" in opened, [name for name in NAMES if name in opened]) == (True, [])
    address = market.invite(aigul()).replace("/invite/", "/name/")
    if "is over" in which:
        Vacancy.objects.update(status=AdStatus.STOPPED)
    if "told this firm no" in which:
        client.post(market.invite(aigul()), SAID)
        answer_invitation(Invitation.objects.get().id, aigul().id, yes=False, by=doer(aigul()), at=stage.AT)
    assert client.get(address).status_code == 405 if who is cast.AIDA else True
    shown = client.post(address)
    assert shown.status_code == status
    page = shown.content.decode().replace("\u00a0", " ")
    assert [name for name in NAMES if name in page] == ([NAMES[1], NAMES[2], NAMES[4]] if status == 200 else [])
    assert looks("shown") == (1 if status == 200 else 0)


@pytest.mark.row("P-06")
@pytest.mark.parametrize("said", ["no", "nothing", "yes and back"])
def test_every_end_of_an_invitation_is_read_by_the_firm_without_a_name(said: str) -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    market.sews(aigul())
    client.post(market.invite(aigul()), SAID)
    asked, by = Invitation.objects.get(), doer(aigul())
    if said == "nothing":
        Invitation.objects.update(answer_by=stage.AT.date())
        lapse_invitations(on=stage.AT.date().replace(month=12), at=stage.AT)
    else:
        answer_invitation(asked.id, aigul().id, yes=said != "no", by=by, at=stage.AT)
    if said == "yes and back":
        Application.objects.update(state="withdrawn")
    page = read(client, market.page(aigul()))
    words = {"no": "Said no", "nothing": "did not answer in time", "yes and back": "took the application back"}
    assert words[said] in page
    assert [name for name in NAMES if name in page] == []
    assert market.invite(aigul()) not in page
    assert client.post(market.invite(aigul()), SAID).status_code == 409


@pytest.mark.row("SR-11", "J-04")
@pytest.mark.parametrize(
    ("which", "status"),
    [("another firm's", 404), ("ended", 409), ("hides", 404), ("hidden", 404), ("twice", 409), ("silent", 400)],
)
def test_an_invitation_that_may_not_be_is_refused_and_nothing_happens(which: str, status: int) -> None:
    market, who = Market(), cast.BAKYT if which == "another firm's" else cast.AIDA
    profile, client = market.sews(aigul()), people.signed_in(who)
    address = market.invite(aigul())
    if which == "ended":
        Vacancy.objects.update(status=AdStatus.STOPPED)
    elif which == "hides":
        hide_from(profile.id, market.house.establishment.id, by=doer(aigul()))
    elif which == "hidden":
        set_visibility(profile.id, Visibility.HIDDEN, by=doer(aigul()))
    elif which == "twice":
        client.post(address, SAID)
    before = (Invitation.objects.count(), Message.objects.count(), Consent.objects.count())
    refused = client.post(address, {"message": "" if which == "silent" else "Come"})
    assert refused.status_code == status
    assert (Invitation.objects.count(), Message.objects.count(), Consent.objects.count()) == before
    assert not Invitation.objects.exclude(state=InvitationState.SENT).exists()


@pytest.mark.parametrize("number", [3, 30])
def test_a_list_of_thirty_costs_as_many_queries_as_one_of_three(number: int) -> None:
    market = Market()
    hidden = many(market, number)
    for account in hidden[:2]:
        hide_from(market.sews(account).id, stage.welding().establishment.id, by=doer(account))
    client = people.signed_in(cast.AIDA)
    client.get(market.page())
    with CaptureQueriesContext(connection) as asked:
        page = client.get(market.page())
    assert len(page.context["found"]) == number
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][:120] for query in asked)


#: What a list asks of the database, whoever is on it: session, rights, vacancy, change log, people, families, log.
MOST_QUERIES = 23


def test_the_filter_shows_only_those_who_have_what_was_chosen() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    many(market, 24)
    whole, some = client.get(market.page()), client.get(f"{market.page()}?licence=B")
    assert (len(whole.context["found"]), len(some.context["found"])) == (24, 12)
    assert client.get(f"{market.page()}?licence=Z").status_code == 400
    assert client.get(f"{market.page()}?colour=red").status_code == 400


@pytest.mark.row("J-05")
def test_what_is_read_of_a_person_is_rounded_and_names_no_firm() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    market.sews(aigul(), months=47, start_from=date(2027, 3, 17), pay_floor=23_450)
    Vacancy.objects.filter(id=market.vacancy.id).update(
        pay_month_min=25_000, pay_month_max=30_000,
        record={"title": "Швея", "openings": 2, "experience_months": 12, "start_date": "2027-03-10"},
    )  # fmt: skip
    pages = read(client, market.page()) + read(client, market.page(aigul()))
    text = re.sub(r"\s|&nbsp;", " ", pages)
    assert ("March 2027" in text, "3 years of experience" in text, "23 000" in text or "23,000" in text) == (
        True, True, True,
    )  # fmt: skip
    assert [exact for exact in ("17 March", "2027-03-17", "23 450", "23,450", "47 month") if exact in text] == []
