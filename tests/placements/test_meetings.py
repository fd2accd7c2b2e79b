"""Meetings: when and where, who comes, which of the offered dates was chosen; both sides read the same."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firststop.core.messages import answer_message, deliver
from firststop.core.models import Message
from firststop.core.models.messages import Channel
from firststop.core.refusals import Refused
from firststop.employers.models import Establishment
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Application, Invitation
from firststop.placements.services import answer_invitation, ask_coming, invite, plan_meeting, take_coming, withdraw
from firststop.placements.standing import moment
from tests import cast, people
from tests.employers.firms import sent as texts
from tests.matching.candidates import Market
from tests.placements import stage

pytestmark = [pytest.mark.django_db, pytest.mark.row("P-01")]
_S = ApplicationState
UNKNOWN, COMES, STAYS_AWAY = "Not answered yet", ">Comes<", "Does not come"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def in_days(days: int) -> datetime:
    """Return ten o'clock of a day to come."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)


def planned(house: stage.House, who: cast.Person, *, days: int = 1, where: str = "The gate") -> Application:
    application = stage.sent(house.vacancy(), people.person(who))
    now = in_days(days) - timedelta(hours=20)
    firm = stage.Firm(organisation=house.organisation, by=house.by, at=now)
    return plan_meeting(application.id, in_days(days), where=where, **firm)


def said(application: Application, word: str) -> Message:
    """Let the person answer whether they come to the meeting that is planned."""
    assert application.meeting_at
    ask_coming(at=application.meeting_at - timedelta(hours=20))
    question = Message.objects.filter(kind="placements.coming", subject=application.id).latest("created_at")
    answer_message(question, word, at=timezone.now())
    take_coming(question.id, at=timezone.now())
    return question


# Who comes


def test_the_firm_reads_of_each_application_whether_its_person_comes() -> None:
    house, aida = stage.sewing(), people.signed_in(cast.AIDA)
    three = [planned(house, who) for who in (cast.AIGUL, cast.ERMEK, cast.CHARLIE)]
    said(three[0], "1")
    said(three[1], "0")
    for application, words in zip(three, (COMES, STAYS_AWAY, UNKNOWN), strict=True):
        for page in (f"/en/applications/{application.id}", f"/en/applications/for/{application.vacancy_id}"):
            html = read(aida, page)
            assert [each for each in (COMES, STAYS_AWAY, UNKNOWN) if each in html] == [words], page


def test_the_message_about_who_comes_leads_to_the_application_it_is_about() -> None:
    house = stage.sewing()
    first, second = planned(house, cast.AIGUL), planned(house, cast.ERMEK)
    said(second, "0")
    lines = people.signed_in(cast.AIDA).get("/en/account/messages/").context["lines"]
    ways = [leads_to for message, _words, _went, leads_to, _spoken in lines if "does_not_come" in message.kind]
    assert ways == [f"/en/applications/{second.id}"]
    assert (read(people.signed_in(cast.AIDA), ways[0]).count(STAYS_AWAY), first.comes) == (1, None)


def test_an_answer_is_about_the_meeting_that_was_planned_then() -> None:
    house = stage.sewing()
    application, aida = planned(house, cast.AIGUL), people.signed_in(cast.AIDA)
    question = said(application, "1")
    firm = stage.Firm(organisation=house.organisation, by=house.by, at=timezone.now())
    plan_meeting(application.id, in_days(1), where="Another gate", **firm)
    assert UNKNOWN in read(aida, f"/en/applications/{application.id}")
    take_coming(question.id, at=timezone.now())
    assert UNKNOWN in read(aida, f"/en/applications/{application.id}")
    application.refresh_from_db()
    said(application, "0")
    assert STAYS_AWAY in read(aida, f"/en/applications/{application.id}")


# Where


def test_the_person_reads_where_beside_when_and_no_text_message_says_it(settings: object) -> None:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"  # type: ignore[attr-defined]
    texts.clear()
    aigul = people.person(cast.AIGUL)
    aigul.channel = Channel.SMS
    aigul.save(update_fields=["channel"])
    application = planned(stage.sewing(), cast.AIGUL, where="Karakol, Toktogul 215, ask for Aida")
    ask_coming(at=timezone.now())
    for message in Message.objects.filter(person=aigul.id):
        deliver(message.id, at=timezone.now())
    client = people.signed_in(cast.AIGUL)
    for page in ("/en/applications/", "/en/me/"):
        assert f"{moment(in_days(1))}, Karakol, Toktogul 215, ask for Aida" in read(client, page)
    assert len(texts) == 2
    assert [word for word in ("Karakol", "Toktogul", "Aida") for _number, text in texts if word in text] == []
    assert "Karakol, Toktogul 215" in read(people.signed_in(cast.AIDA), f"/en/applications/{application.id}")


@pytest.mark.parametrize(
    ("of_vacancy", "of_firm", "offered"),
    [("Toktogul 1", "Lenin 2", "Toktogul 1"), ("", "Lenin 2", "Lenin 2"), ("", "", "")],
)
def test_the_place_offered_is_the_address_that_is_known(of_vacancy: str, of_firm: str, offered: str) -> None:
    house = stage.sewing()
    vacancy = house.vacancy()
    if of_vacancy:
        vacancy.record["places"] = [{"name": "Karakol", "address": of_vacancy}]
        vacancy.save()
    Establishment.objects.update(address=of_firm)
    application = stage.sent(vacancy, people.person(cast.AIGUL))
    page = people.signed_in(cast.AIDA).get(f"/en/applications/{application.id}")
    assert page.context["meeting"]["where"].value() == offered


@pytest.mark.parametrize("where", ["", " ", "x" * 201])
def test_a_meeting_without_a_place_in_one_line_is_not_planned(where: str) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    day = in_days(3)
    facts = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "10", "where": where}
    answer = people.signed_in(cast.AIDA).post(f"/en/applications/{application.id}/meet", facts)
    assert (answer.status_code, Application.objects.get().state) == (400, "new")


# Dates offered with an invitation


def offer(house: stage.House, *dates: datetime) -> Invitation:
    aigul = people.person(cast.AIGUL)
    stage.profile_of(aigul)
    firm = stage.Firm(organisation=house.organisation, by=house.by, at=timezone.now())
    return invite(house.vacancy().id, aigul.id, message="Come", dates=dates, **firm)


def answered(asked: Invitation, **facts: str) -> int:
    address = f"/en/applications/invitations/{asked.id}"
    return people.signed_in(cast.AIGUL).post(address, {"answer": "yes", **facts}).status_code


@pytest.mark.row("P-06")
def test_who_says_yes_chooses_a_date_and_both_read_the_meeting() -> None:
    house = stage.sewing()
    asked = offer(house, in_days(3), in_days(5))
    page = read(people.signed_in(cast.AIGUL), "/en/applications/invitations")
    assert (moment(in_days(3)) in page, moment(in_days(5)) in page) == (True, True)
    assert (answered(asked), Invitation.objects.get().state) == (400, InvitationState.SENT)
    assert answered(asked, date="2") == 302
    application = Application.objects.get()
    assert (application.state, application.meeting_at) == (_S.TRIAL, in_days(5))
    assert moment(in_days(5)) in read(people.signed_in(cast.AIGUL), "/en/applications/")
    assert moment(in_days(5)) in read(people.signed_in(cast.AIDA), f"/en/applications/{application.id}")


@pytest.mark.row("P-06")
@pytest.mark.parametrize(("dates", "facts"), [((3, 5), {"date": "none"}), ((), {})])
def test_where_no_date_suits_or_none_was_offered_the_firm_decides(
    dates: tuple[int, ...], facts: dict[str, str]
) -> None:
    asked = offer(stage.sewing(), *map(in_days, dates))
    assert answered(asked, **facts) == 302
    application = Application.objects.get()
    assert (application.state, application.meeting_at) == (_S.IN_REVIEW, None)


def test_a_no_asks_for_no_date_and_plans_nothing() -> None:
    asked = offer(stage.sewing(), in_days(3))
    assert answered(asked, answer="no", date="1") == 302
    assert (Invitation.objects.get().state, Application.objects.count()) == (InvitationState.DECLINED, 0)


def test_a_date_that_is_over_or_was_not_offered_is_not_taken() -> None:
    asked = offer(stage.sewing(), in_days(3))
    for date, at in ((in_days(4), timezone.now()), (in_days(3), in_days(3))):
        with pytest.raises(Refused) as refused:
            answer_invitation(asked.id, asked.person_id, yes=True, by=stage.doer(asked.person), at=at, date=date)
        assert refused.value.first.rule == "invitation.date"
    assert (Invitation.objects.get().state, Application.objects.count()) == (InvitationState.SENT, 0)


@pytest.mark.parametrize("state", [_S.NEW, _S.POSTPONED, _S.POOL])
def test_a_chosen_date_is_the_meeting_of_who_had_applied_already(state: ApplicationState) -> None:
    asked = offer(stage.sewing(), in_days(3))
    stage.in_state(asked.vacancy, asked.person, state)
    assert answered(asked, date="1") == 302
    application = Application.objects.get()
    assert (application.state, application.meeting_at) == (_S.TRIAL, in_days(3))


def test_the_meeting_that_a_firm_planned_itself_stands() -> None:
    house = stage.sewing()
    asked = offer(house, in_days(3))
    application = stage.sent(asked.vacancy, asked.person)
    firm = stage.Firm(organisation=house.organisation, by=house.by, at=timezone.now())
    plan_meeting(application.id, in_days(4), where="The gate", **firm)
    assert answered(asked, date="1") == 302
    assert Application.objects.get().meeting_at == in_days(4)


def when(name: str, at: datetime, hour: str = "10:00") -> dict[str, str]:
    day = {f"{name}_day_day": str(at.day), f"{name}_day_month": str(at.month), f"{name}_day_year": str(at.year)}
    return {**day, f"{name}_hour": hour}


@pytest.mark.row("P-06")
@pytest.mark.usefixtures("fresh_index")
@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({}, []),
        (when("first", in_days(3)), [in_days(3)]),
        (when("second", in_days(3)), [in_days(3)]),
        ({**when("first", in_days(3)), **when("second", in_days(5))}, [in_days(3), in_days(5)]),
        ({**when("first", in_days(3)), **when("second", in_days(3))}, None),
        (when("first", in_days(-1)), None),
        (when("first", in_days(3), hour=""), None),
        ({"second_hour": "10:00"}, None),
    ],
)
def test_a_firm_offers_up_to_two_different_dates_that_are_to_come(
    facts: dict[str, str], offered: list[datetime] | None
) -> None:
    market, aigul = Market(), people.person(cast.AIGUL)
    market.sews(aigul)
    client = people.signed_in(cast.AIDA)
    assert "First date" in read(client, market.invite(aigul))
    answer = client.post(market.invite(aigul), {"message": "Come", **facts})
    if offered is None:
        assert (answer.status_code, Invitation.objects.count()) == (400, 0)
    else:
        assert (answer.status_code, Invitation.objects.get().dates_after(timezone.now())) == (302, offered)


@pytest.mark.row("C-05")
def test_whoever_calls_tells_the_dates() -> None:
    asked = offer(stage.sewing(), in_days(3))
    question = Message.objects.get(kind="placements.invited")
    Message.objects.filter(id=question.id).update(state="call")
    page = read(people.signed_in(cast.MEERIM), f"/en/desk/calls/{question.id}")
    assert date_of(asked) in page


def date_of(asked: Invitation) -> str:
    """Return the first date as the page of the call writes it."""
    return moment(asked.dates_after(timezone.now())[0]).replace(" at ", ", ")


# Taken back


@pytest.mark.parametrize("meets", [False, True])
def test_a_firm_is_told_that_an_application_was_taken_back(meets: bool) -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    people.person(cast.NURLAN)
    application = planned(house, cast.AIGUL) if meets else stage.sent(house.vacancy(), aigul)
    withdraw(application.id, aigul.id, by=stage.doer(aigul), at=timezone.now())
    told = Message.objects.filter(kind="placements.withdrawn")
    assert {each.person for each in told} == {people.person(who).id for who in (cast.AIDA, cast.NURLAN)}
    aida = people.signed_in(cast.AIDA)
    inbox = read(aida, "/en/account/messages/")
    case = f"/en/applications/{application.id}"
    assert ("A candidate took the application back" in inbox, f'href="{case}"' in inbox) == (True, True)
    html = read(aida, case)
    assert ("Withdrawn" in html, cast.AIGUL.name().family in html + inbox) == (True, False)
