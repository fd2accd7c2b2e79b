"""An invitation is answered by phone: a no by text message is a no, a yes asks for the call that says who invites."""

import pytest

from firststop.accounts.models import Consent
from firststop.core.messages import WE_CALL, answer_message, deliver, receive_sms
from firststop.core.models import Message, RecordRead
from firststop.core.models.messages import Channel, MessageState
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Application, Invitation
from firststop.placements.services import invite, lapse_invitations, take_invitation_answer
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.services import reject_vacancy
from tests import cast, people
from tests.employers.firms import sent as texts
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-05", "P-06")]


@pytest.fixture(autouse=True)
def _phones(settings: object) -> None:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"  # type: ignore[attr-defined]
    texts.clear()


def texted(house: stage.House) -> tuple[Invitation, Message]:
    """Return an invitation to Aigul and the question that has reached her phone."""
    aigul = people.person(cast.AIGUL)
    aigul.channel = Channel.SMS
    aigul.save(update_fields=["channel"])
    stage.profile_of(aigul)
    sent = invite(
        house.vacancy().id, aigul.id, organisation=house.organisation, message="Come and see", by=house.by, at=AT
    )
    question = Message.objects.get(kind="placements.invited", person=aigul.id)
    deliver(question.id, at=AT)
    question.refresh_from_db()
    return sent, question


def says(text: str) -> None:
    receive_sms(cast.AIGUL.phone or "", text, at=AT)


def called(question: Message) -> int:
    """Return what the desk's page of the call answers."""
    return people.signed_in(cast.MEERIM).get(f"/en/desk/calls/{question.id}").status_code


def opened() -> tuple[int, int]:
    """Return how many firms know a name by now: applications and receipts."""
    return Application.objects.count(), Consent.objects.count()


def test_a_text_message_asks_whether_somebody_agrees_and_names_no_firm() -> None:
    _sent, question = texted(stage.sewing())
    ((number, text),) = texts
    assert number == cast.AIGUL.phone
    assert {"1", "0", question.values["ref"]} <= set(text.replace(",", "").split())
    assert [name for name in cast.KUMUSH_IYNE.name("ru").split() if name in text] == []


def test_a_no_by_text_message_is_final_and_nobody_calls() -> None:
    sent, question = texted(stage.sewing())
    says("0")
    take_invitation_answer(question.id, at=AT)
    sent.refresh_from_db()
    assert (sent.state, opened(), called(question)) == (InvitationState.DECLINED, (0, 0), 404)


def test_a_yes_by_text_message_opens_nothing_and_asks_for_a_call() -> None:
    sent, question = texted(stage.sewing())
    assert called(question) == 404
    for _twice in range(2):
        says("1")
    sent.refresh_from_db()
    question.refresh_from_db()
    assert (sent.state, question.state, opened()) == (InvitationState.SENT, MessageState.CALL, (0, 0))
    assert Message.objects.filter(kind=WE_CALL.name, person=sent.person_id).count() == 1
    assert called(question) == 200


def test_who_said_yes_may_still_say_no_by_text_message() -> None:
    sent, question = texted(stage.sewing())
    says("1")
    says("0")
    take_invitation_answer(question.id, at=AT)
    sent.refresh_from_db()
    assert (sent.state, called(question)) == (InvitationState.DECLINED, 404)


@pytest.mark.parametrize(
    ("answer", "state", "names"),
    [("1", InvitationState.ACCEPTED, (1, 1)), ("0", InvitationState.DECLINED, (0, 0))],
)
def test_the_desk_says_who_invites_and_writes_down_the_answer(
    answer: str, state: InvitationState, names: tuple[int, int]
) -> None:
    house = stage.sewing()
    sent, question = texted(house)
    says("1")
    desk = people.signed_in(cast.MEERIM)
    page = desk.get(f"/en/desk/calls/{question.id}").content.decode()
    assert [word for word in (cast.KUMUSH_IYNE.name("ru"), "Швея", "Come and see") if word not in page] == []
    assert desk.post(f"/en/desk/calls/{question.id}", {"answer": answer}).status_code == 302
    take_invitation_answer(question.id, at=AT)
    sent.refresh_from_db()
    assert (sent.state, opened()) == (state, names)
    assert [receipt.recipient for receipt in Consent.objects.all()] == [str(house.establishment.id)] * names[1]
    assert [each.state for each in Application.objects.all()] == [ApplicationState.IN_REVIEW] * names[0]


def test_the_person_reads_that_the_desk_read_the_invitation() -> None:
    _sent, question = texted(stage.sewing())
    says("1")
    assert called(question) == 200
    assert set(RecordRead.objects.values_list("what", flat=True)) == {"casework.phone", "invitations"}
    assert "An invitation to you" in people.signed_in(cast.AIGUL).get("/en/account/looks/").content.decode()


@pytest.mark.parametrize("who", [cast.SAMAT, cast.GULNARA, cast.AIDA, cast.BAKYT])
def test_nobody_but_the_desk_reads_who_invites(who: cast.Person) -> None:
    _sent, question = texted(stage.sewing())
    says("1")
    answer = people.signed_in(who).get(f"/en/desk/calls/{question.id}")
    assert answer.status_code in {403, 404}
    assert not RecordRead.objects.exists()


def test_what_is_answered_on_the_page_asks_no_more_by_phone() -> None:
    sent, question = texted(stage.sewing())
    aigul = people.signed_in(cast.AIGUL)
    assert aigul.post(f"/en/applications/invitations/{sent.id}", {"answer": "no"}).status_code == 302
    says("1")
    question.refresh_from_db()
    assert (question.state, called(question)) == (MessageState.NO_ANSWER, 404)


def test_an_invitation_that_lapsed_asks_no_more_by_phone() -> None:
    sent, question = texted(stage.sewing())
    says("1")
    lapse_invitations(on=sent.answer_by.replace(year=sent.answer_by.year + 1), at=AT)
    question.refresh_from_db()
    assert (question.state, called(question)) == (MessageState.NO_ANSWER, 404)


def test_a_yes_on_the_phone_to_a_vacancy_that_is_over_opens_nothing() -> None:
    sent, question = texted(stage.sewing())
    says("1")
    reject_vacancy(sent.vacancy_id, code=RejectionCode.FRAUD_SUSPECTED, text="", by=people.actor(cast.SAMAT), at=AT)
    desk = people.signed_in(cast.MEERIM)
    page = desk.get(f"/en/desk/calls/{question.id}").content.decode()
    assert "not open any more" in page
    answer_message(question, "1", at=AT)
    take_invitation_answer(question.id, at=AT)
    sent.refresh_from_db()
    assert (sent.state, opened()) == (InvitationState.SENT, (0, 0))


def test_the_list_of_messages_leads_to_the_invitation_and_takes_no_answer_itself() -> None:
    _sent, question = texted(stage.sewing())
    aigul = people.signed_in(cast.AIGUL)
    page = aigul.get("/en/account/messages/").content.decode()
    assert ("/en/applications/invitations" in page, f"/{question.id}" in page) == (True, False)
    assert aigul.post(f"/en/account/messages/{question.id}/", {"answer": "1"}).status_code == 404
    question.refresh_from_db()
    assert question.state == MessageState.SENT
