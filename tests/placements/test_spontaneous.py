"""Somebody applies to a firm that has no vacancy for them: the firm answers, or it closes after 90 silent days."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firststop.accounts.models import Account
from firststop.core.models import Message, RecordRead
from firststop.core.refusals import Code, Refused
from firststop.employers.models import Establishment
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.models import Application
from firststop.placements.queries import answer_habit, may_know, open_identity
from firststop.placements.services import (
    apply_to_firm,
    archive,
    hire,
    move_application,
    refuse_application,
    remind_and_close,
    withdraw,
)
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT, House

pytestmark = [pytest.mark.django_db, pytest.mark.row("P-05")]
_S = ApplicationState


def written(house: House, account: Account | None = None, message: str = "I sew coats.") -> Application:
    person = account or people.person(cast.AIGUL)
    return apply_to_firm(house.establishment.id, person.id, message=message, by=stage.doer(person), at=AT)


def told(kind: str, who: cast.Person) -> int:
    return Message.objects.filter(kind=f"placements.{kind}", person=people.person(who).id).count()


@pytest.mark.parametrize(
    ("days", "reminded", "state"),
    [
        (13, 0, _S.NEW),
        (14, 1, _S.NEW),
        (30, 2, _S.NEW),
        (50, 3, _S.NEW),
        (60, 3, _S.NEW),
        (90, 3, _S.NEW),
        (91, 3, _S.REFUSED),
    ],
)
def test_it_is_open_on_day_90_and_closed_on_day_91(days: int, reminded: int, state: ApplicationState) -> None:
    application = written(stage.sewing())
    for day in range(days + 1):
        remind_and_close(at=AT + timedelta(days=day))
    application.refresh_from_db()
    assert (told("reminder_spontaneous", cast.AIDA), application.state) == (reminded, state)
    assert told("reminder", cast.AIDA) == 0


def test_the_last_second_of_day_90_is_still_open() -> None:
    written(stage.sewing())
    assert remind_and_close(at=AT + timedelta(days=91) - timedelta(seconds=1))[1] == 0
    assert remind_and_close(at=AT + timedelta(days=91))[1] == 1


def test_who_applied_is_told_of_the_end_and_reads_that_nobody_answered() -> None:
    written(stage.sewing())
    remind_and_close(at=AT + timedelta(days=91))
    assert told("refused", cast.AIGUL) == 1
    html = people.signed_in(cast.AIGUL).get("/en/applications/").content.decode()
    assert "The firm did not answer" in html
    assert str(RefusalReason.OTHER.for_seeker) not in html


def test_an_answer_starts_a_new_silence() -> None:
    house = stage.sewing()
    application = written(house)
    acted = AT + timedelta(days=80)
    move_application(application.id, _S.IN_REVIEW, organisation=house.organisation, by=house.by, at=acted)
    assert remind_and_close(at=acted + timedelta(days=90))[1] == 0
    assert remind_and_close(at=acted + timedelta(days=91))[1] == 1


@pytest.mark.row("P-04")
def test_an_end_by_silence_is_no_answer_in_the_firms_share() -> None:
    house = stage.sewing()
    for number in range(5):
        written(house, stage.stranger(number))
    remind_and_close(at=AT + timedelta(days=91))
    habit = answer_habit(house.establishment.id)
    assert habit is not None
    assert (habit.answered, habit.all) == (0, 5)


def test_the_firm_is_told_and_may_know_who_it_is_until_it_is_taken_back() -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    application = written(house)
    assert told("applied", cast.AIDA) == 1
    assert may_know(application)
    assert not may_know(withdraw(application.id, aigul.id, by=stage.doer(aigul), at=AT))


def test_no_other_firm_learns_of_it() -> None:
    application, other = written(stage.sewing()), stage.welding()
    with pytest.raises(Refused) as no:
        open_identity(application.id, organisation=other.organisation, by=other.by, on=AT.date())
    assert no.value.first.code is Code.NOT_FOUND
    assert told("applied", cast.BAKYT) == 0


def test_one_living_application_a_firm() -> None:
    house = stage.sewing()
    first = written(house)
    with pytest.raises(Refused, match="twice"):
        written(house)
    assert Application.objects.count() == 1
    refuse_application(
        first.id, organisation=house.organisation, reason=RefusalReason.OTHER, note="", by=house.by, at=AT
    )
    written(house)
    with pytest.raises(Refused):
        move_application(first.id, _S.IN_REVIEW, organisation=house.organisation, by=house.by, at=AT)
    written(stage.welding())
    assert Application.objects.filter(state=_S.NEW).count() == 2


@pytest.mark.parametrize("message", ["", "   ", "x" * 4_001])
def test_it_says_something_and_not_too_much(message: str) -> None:
    with pytest.raises(Refused):
        written(stage.sewing(), message=message)
    assert (Application.objects.count(), Message.objects.filter(kind="placements.applied").count()) == (0, 0)


@pytest.mark.parametrize("change", [{"verified_at": None}, {"is_test": True}, {"organisation": None}])
def test_a_firm_that_nobody_speaks_for_gets_none(change: dict[str, object]) -> None:
    house = stage.sewing()
    Establishment.objects.filter(id=house.establishment.id).update(**change)
    with pytest.raises(Refused):
        written(house)
    assert Application.objects.count() == 0
    page = people.signed_in(cast.AIGUL).get(f"/en/applications/to-firm/{house.establishment.id}")
    assert page.status_code == 404


@pytest.mark.row("P-02")
def test_a_hire_elsewhere_closes_it_and_the_firm_is_told() -> None:
    sewing, welding = stage.sewing(), stage.welding()
    open_one = written(welding)
    other = stage.sent(sewing.vacancy(), people.person(cast.AIGUL))
    hire(other.id, organisation=sewing.organisation, by=sewing.by, at=AT)
    open_one.refresh_from_db()
    assert open_one.state == _S.HIRED_ELSEWHERE
    assert told("hired_elsewhere", cast.BAKYT) == 1


@pytest.mark.row("P-02")
def test_a_hire_without_a_vacancy_closes_the_persons_other_applications_alone() -> None:
    sewing, welding = stage.sewing(), stage.welding()
    mine, others = written(sewing), written(sewing, stage.stranger(1))
    elsewhere = stage.sent(welding.vacancy(), people.person(cast.AIGUL))
    hire(mine.id, organisation=sewing.organisation, by=sewing.by, at=AT)
    states = dict(Application.objects.values_list("id", "state"))
    assert states == {mine.id: _S.HIRED, elsewhere.id: _S.HIRED_ELSEWHERE, others.id: _S.NEW}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_visitor_is_led_from_the_employers_page_to_sign_in_and_back() -> None:
    employer = stage.sewing().establishment.id
    html = page(Client(), f"/en/employers/{employer}")
    assert f"?next=/en/applications/to-firm/{employer}" in html


def test_from_the_employers_page_to_a_hire() -> None:
    house, aigul, aida = stage.sewing(), people.signed_in(cast.AIGUL), people.signed_in(cast.AIDA)
    employer = f"/en/employers/{house.establishment.id}"
    form = f"/en/applications/to-firm/{house.establishment.id}"
    assert form in page(aigul, employer)
    page(aigul, form)
    assert aigul.post(form, {"message": ""}).status_code == 400
    assert aigul.post(form, {"message": "I sew coats."}).status_code == 302
    assert aigul.post(form, {"message": "I sew coats."}).status_code == 409
    application = Application.objects.get()
    assert "You applied on" in page(aigul, employer)
    assert house.establishment.name in page(aigul, "/en/applications/")
    assert "/en/applications/without-vacancy" in page(aida, "/en/account/")
    assert "/en/applications/without-vacancy" in page(aida, "/en/vacancies/mine")
    assert "I sew coats." in page(aida, "/en/applications/without-vacancy")
    case = page(aida, f"/en/applications/{application.id}")
    assert cast.AIGUL.name().family not in case
    assert aida.post(f"/en/applications/{application.id}/hire").status_code == 302
    assert Application.objects.get().state == _S.HIRED
    page(aida, f"/en/applications/{application.id}")


def test_what_is_over_is_put_away_and_its_list_opens() -> None:
    house, aida = stage.sewing(), people.signed_in(cast.AIDA)
    application = written(house)
    remind_and_close(at=timezone.now() + timedelta(days=2_000))
    assert "Closed, because nobody answered" in page(aida, f"/en/applications/{application.id}")
    answer = aida.post(f"/en/applications/{application.id}/archive")
    assert answer.headers["Location"] == "/en/applications/without-vacancy"
    assert re.search("Nobody has written", page(aida, "/en/applications/without-vacancy"))


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("who", [cast.BAKYT, cast.AIGUL, cast.CHARLIE, cast.GULNARA])
def test_another_firm_reads_nothing_of_it(who: cast.Person) -> None:
    application, client = written(stage.sewing()), people.signed_in(who)
    assert client.get(f"/en/applications/{application.id}").status_code == 404
    answer = client.get("/en/applications/without-vacancy")
    assert answer.status_code == 404 or "I sew coats." not in answer.content.decode()
    assert client.post(f"/en/applications/{application.id}/identity").status_code == 404
    assert RecordRead.objects.count() == 0


def test_an_archive_of_what_waits_is_refused() -> None:
    house = stage.sewing()
    application = written(house)
    with pytest.raises(Refused):
        archive(application.id, organisation=house.organisation, by=house.by, at=AT)
    assert Application.objects.get().archived_at is None
