"""Stories of asking the service: what is promised, who answers."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from firststop.casework.models import Task
from firststop.casework.services import register_office
from firststop.core.refusals import Refused
from firststop.employers.enums import RequestKind
from firststop.employers.models import Establishment, ServiceRequest
from firststop.employers.queries import promised_time, requests_of, waiting_requests
from firststop.employers.services import answer_request, ask_service, close_request
from tests import cast
from tests.employers.firms import NOW, aidas_firm, open_country
from tests.people import BY, actor, organisation_of, signed_in

pytestmark = pytest.mark.django_db


def at_closing(day: int, month: int = 11) -> datetime:
    """Return six in the evening in Bishkek."""
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.mark.row("E-12")
@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (RequestKind.CALL, at_closing(27)),
        (RequestKind.QUESTION, at_closing(27)),
        (RequestKind.SHORTLIST, at_closing(2, month=12)),
    ],
)
def test_each_request_has_its_promised_time(kind: RequestKind, due: datetime) -> None:
    asked = ask_service(aidas_firm().id, kind, by=actor(cast.AIDA), at=NOW, text="Who?")
    assert promised_time(asked.id) == due


def test_a_question_has_words() -> None:
    firm = aidas_firm()
    with pytest.raises(Refused):
        ask_service(firm.id, RequestKind.QUESTION, by=actor(cast.AIDA), at=NOW, text=" ")
    assert (requests_of(firm.id), Task.objects.count()) == ([], 0)


def test_the_task_goes_to_the_office_of_the_place() -> None:
    open_country()
    firm = aidas_firm()
    Establishment.objects.filter(id=firm.id).update(place=cast.KARAKOL)
    house = organisation_of(cast.SERVICE).id
    for code, place in (("bishkek", cast.BISHKEK), ("karakol", cast.KARAKOL)):
        register_office(code, names={"en": code}, place=place, organisation=house, by=BY)
    ask_service(firm.id, RequestKind.CALL, by=actor(cast.AIDA), at=NOW)
    assert Task.objects.get().office_id == "karakol"


@pytest.mark.row("E-12")
def test_the_first_answer_stops_the_clock() -> None:
    asked = ask_service(aidas_firm().id, RequestKind.CALL, by=actor(cast.AIDA), at=NOW)
    answer_request(asked.id, answer="We called.", by=actor(cast.GULNARA), at=at_closing(26))
    assert (promised_time(asked.id), waiting_requests()) == (None, [])
    assert Task.objects.get().done_at == at_closing(26)


def test_an_answer_has_words_comes_from_staff_and_only_once() -> None:
    asked = ask_service(aidas_firm().id, RequestKind.CALL, by=actor(cast.AIDA), at=NOW)
    for who, words, rule in [(cast.GULNARA, " ", "request.answer"), (cast.AIDA, "Yes", "right.staff")]:
        with pytest.raises(Refused) as no:
            answer_request(asked.id, answer=words, by=actor(who), at=NOW)
        assert no.value.first.rule == rule
    answer_request(asked.id, answer="First", by=actor(cast.GULNARA), at=NOW)
    with pytest.raises(Refused) as no:
        answer_request(asked.id, answer="Second", by=actor(cast.MEERIM), at=NOW)
    assert no.value.first.rule == "request.answered"
    assert ServiceRequest.objects.get().answer == "First"


def test_a_closed_request_takes_no_answer() -> None:
    asked = ask_service(aidas_firm().id, RequestKind.CALL, by=actor(cast.AIDA), at=NOW)
    close_request(asked.id, by=actor(cast.AIDA), at=NOW)
    with pytest.raises(Refused):
        answer_request(asked.id, answer="Late", by=actor(cast.GULNARA), at=NOW)
    assert promised_time(asked.id) is None


@pytest.mark.row("E-12")
def test_a_firm_asks_sees_the_promise_and_reads_the_answer() -> None:
    aidas_firm()
    client, desk = signed_in(cast.NURLAN), signed_in(cast.GULNARA)
    assert client.post("/en/employers/ask", {"kind": "question", "text": ""}).status_code == 400
    page = client.post("/en/employers/ask", {"kind": "question", "text": "Who pays for <b>?"}, follow=True)
    assert "We answer by" in page.content.decode()
    assert "&lt;b&gt;" in page.content.decode()
    asked = ServiceRequest.objects.get()
    assert "Who pays for" in desk.get("/en/employers/requests").content.decode()
    assert desk.post(f"/en/employers/requests/{asked.id}/answer", {"answer": ""}).status_code == 400
    desk.post(f"/en/employers/requests/{asked.id}/answer", {"answer": "We pay."})
    assert "Nothing waits" in desk.get("/en/employers/requests").content.decode()
    page = client.get("/en/employers/ask")
    assert "We pay." in page.content.decode()
    assert "We answer by" not in page.content.decode()


def test_another_firm_s_request_is_not_there() -> None:
    firm = aidas_firm()
    asked = ask_service(firm.id, RequestKind.CALL, by=actor(cast.AIDA), at=timezone.now())
    bakyt = signed_in(cast.BAKYT)
    assert bakyt.post(f"/en/employers/asked/{asked.id}/close").status_code == 404
    assert bakyt.post(f"/en/employers/asked/{uuid.uuid4()}/close").status_code == 404
    assert ServiceRequest.objects.get().closed_at is None
    assert signed_in(cast.AIDA).post(f"/en/employers/asked/{asked.id}/close").status_code == 302
    assert ServiceRequest.objects.get().closed_at is not None


def test_a_firm_that_is_not_registered_registers_first() -> None:
    assert signed_in(cast.AIDA).get("/en/employers/ask").headers["Location"] == "/en/employers/register"


@pytest.mark.row("E-12")
def test_a_late_request_is_marked_late() -> None:
    firm = aidas_firm()
    ask_service(firm.id, RequestKind.CALL, by=actor(cast.AIDA), at=datetime(2026, 1, 5, 6, tzinfo=UTC))
    assert "Late" in signed_in(cast.MEERIM).get("/en/employers/requests").content.decode()
    assert "Kumush Iyne" in signed_in(cast.MEERIM).get("/en/employers/requests").content.decode()
