"""Whom we write to about an ad: who posted it, else who acts for its firm; a feed's ad may have nobody."""

import uuid
from datetime import datetime, timedelta

import pytest

from firststop.accounts.enums import MembershipState, Role
from firststop.accounts.models import Account, Membership
from firststop.core.actor import Actor, ActorKind
from firststop.core.messages import NO, YES, answer_message, receive_sms
from firststop.core.models import Message
from firststop.core.models.messages import Channel, MessageState
from firststop.employers.models import Establishment
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import accept_vacancy, post_vacancy
from firststop.vacancies.services.asking import STILL_OPEN, ask_still_open, remind_of_end, stop_silent, take_answer
from tests import cast, people
from tests.vacancies.test_life import AT, Firm, record

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-09")]

LATE = AT + timedelta(days=31)


def told() -> set[tuple[uuid.UUID, str]]:
    return set(Message.objects.values_list("person", "kind"))


def sent_by_program(firm: Firm) -> Vacancy:
    program = Actor(str(uuid.uuid4()), ActorKind.API_KEY, str(firm.house.id))
    receipt = post_vacancy(record(), employer=firm.firm.id, organisation=firm.house.id, by=program, at=AT)
    return accept_vacancy(receipt.id, by=people.moderator(), at=AT)


def imported(establishment: uuid.UUID) -> Vacancy:
    vacancy = Firm().published()
    Vacancy.objects.update(provider="jobtech", posted_by="jobtech", establishment=establishment)
    Message.objects.all().delete()
    return vacancy


def leave(at: datetime) -> None:
    """The questions that wait leave, or are refused for good and stand on the call list."""
    Message.objects.filter(kind=STILL_OPEN, state=MessageState.WAITING).update(state=MessageState.SENT, sent_at=at)


def test_what_a_program_sent_is_answered_for_by_the_firms_own_people() -> None:
    firm = Firm()
    sent_by_program(firm)
    aida = people.person(cast.AIDA).id
    assert (ask_still_open(at=LATE), remind_of_end(at=AT + timedelta(days=85))) == (1, 1)
    assert told() == {(aida, kind) for kind in ("vacancies.accepted", "vacancies.still_open", "vacancies.ends_soon")}


def test_who_has_left_the_firm_hears_nothing_of_its_ads_any_more() -> None:
    firm = Firm()
    firm.published()
    colleague = people.person(cast.BAKYT)
    Membership.objects.filter(account=people.person(cast.AIDA)).update(account=colleague)
    assert ask_still_open(at=LATE) == 1
    assert (colleague.id, "vacancies.still_open") in told()


@pytest.mark.parametrize("way", ["text message", "inbox"])
@pytest.mark.parametrize("said", [YES, NO])
def test_who_has_left_the_firm_since_the_question_keeps_and_stops_nothing_by_an_answer(way: str, said: str) -> None:
    Firm().published()
    aida = people.person(cast.AIDA)
    Account.objects.filter(id=aida.id).update(phone="+996700000103")
    assert ask_still_open(at=LATE) == 1
    question = Message.objects.get(kind=STILL_OPEN)
    Message.objects.filter(id=question.id).update(sent_at=LATE, state=MessageState.SENT, channel=Channel.SMS)
    Membership.objects.filter(account=aida).update(state=MembershipState.ENDED, until=LATE)
    if way == "inbox":
        answer_message(question, said, at=LATE + timedelta(days=1))
    else:
        assert receive_sms("+996700000103", said, at=LATE + timedelta(days=1)) == question
    take_answer(question.id, at=LATE + timedelta(days=1))
    changed = Vacancy.objects.get()
    assert (changed.status, changed.said_open_at) == (AdStatus.ACTIVE, None)


def test_nobody_is_asked_about_an_imported_ad_whose_firm_is_not_here_and_it_is_not_stopped_for_silence() -> None:
    stranger = Establishment.objects.create(name="Verkstad AB", source="jobtech")
    vacancy = imported(stranger.id)
    assert (ask_still_open(at=LATE), stop_silent(at=LATE + timedelta(days=16))) == (0, 0)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.asked_open_at, told()) == (AdStatus.ACTIVE, None, set())


def test_the_firm_of_an_imported_ad_is_asked_once_it_is_here_and_silence_stops_it() -> None:
    firm = Firm()
    vacancy = imported(firm.firm.id)
    recruiter = Membership.objects.get(organisation=firm.house, role__in=[Role.RECRUITER, Role.ADMINISTRATOR])
    assert ask_still_open(at=LATE) == 1
    assert told() == {(recruiter.account_id, "vacancies.still_open")}
    leave(LATE)
    assert (stop_silent(at=LATE + timedelta(days=14)), stop_silent(at=LATE + timedelta(days=15))) == (0, 1)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "no_answer")


@pytest.mark.parametrize(
    ("state", "sent", "days"),
    [
        pytest.param(MessageState.SENT, 0, 15, id="left at once"),
        pytest.param(MessageState.SENT, 20, 35, id="left when the mail server was back"),
        pytest.param(MessageState.FAILED, 1, 16, id="refused for good, so the desk calls"),
        pytest.param(MessageState.WAITING, None, 18, id="never left, so the desk calls after three days"),
    ],
)
def test_an_ad_stops_once_the_days_to_answer_are_over_since_its_question_could_be_heard(
    state: MessageState, sent: int | None, days: int
) -> None:
    vacancy = Firm().published()
    assert ask_still_open(at=LATE) == 1
    sent_at = None if sent is None else LATE + timedelta(days=sent)
    Message.objects.filter(kind=STILL_OPEN).update(state=state, sent_at=sent_at)
    over = LATE + timedelta(days=days)
    assert stop_silent(at=over - timedelta(seconds=1)) == 0
    vacancy.refresh_from_db()
    assert vacancy.status == AdStatus.ACTIVE
    assert stop_silent(at=over) == 1
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "no_answer")


def test_an_ad_whose_question_is_gone_is_not_stopped_for_silence() -> None:
    Firm().published()
    assert ask_still_open(at=LATE) == 1
    Message.objects.filter(kind=STILL_OPEN).delete()
    assert stop_silent(at=LATE + timedelta(days=40)) == 0
    assert Vacancy.objects.get().status == AdStatus.ACTIVE
