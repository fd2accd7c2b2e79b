"""Stories of the desk: what is next, whom to call, who may see it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy

from firststop.casework.enums import Clock
from firststop.casework.models import Client as CaseClient
from firststop.casework.models import Task
from firststop.casework.policies import is_staff
from firststop.casework.queries import Waiting, waiting_clients
from firststop.casework.services import Queue, name_queue, note_call, open_task, take_task
from firststop.casework.urls import urlpatterns
from firststop.core.access import access_of
from firststop.core.messages import MessageKind, call_list, declare_message, send_message
from firststop.core.models import Message, RecordRead
from firststop.core.models.messages import MessageState
from firststop.core.refusals import Refused
from firststop.employers.services.requesting import QUEUE as REQUESTS
from tests import cast
from tests.jobseekers.test_pages import case
from tests.people import actor, person, signed_in

pytestmark = pytest.mark.django_db
ASK = declare_message(
    MessageKind("tests.still_open", "Still open?", "Is your vacancy still open?", "Open? 1 or 0", "tests.none")
)


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages leave when a test says so; what an answer starts is another package's story."""
    monkeypatch.setattr("firststop.core.messages.enqueue", lambda *_names, **_ids: None)


def question(days: int = 4) -> Message:
    """Return a question to Bakyt that was sent some days ago."""
    sent = timezone.now() - timedelta(days=days)
    made = send_message(person(cast.BAKYT).id, ASK.name, effect=f"tests:{uuid.uuid4()}", on=sent.date())
    assert made is not None
    made.state, made.sent_at = MessageState.SENT, sent
    made.save()
    return made


def desk(client: Client) -> str:
    answer = client.get("/en/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.row("C-05")
def test_whoever_was_silent_for_three_days_is_on_the_call_list_without_a_name() -> None:
    late = question()
    question(days=2)
    assert [each.id for each in call_list(at=timezone.now())] == [late.id]
    page = signed_in(cast.MEERIM).get("/en/desk/calls").content.decode()
    assert "Still open?" in page
    assert "Osmonov" not in page
    assert "Осмонов" not in page
    assert "996" not in page
    assert not RecordRead.objects.exists()


def test_the_number_is_shown_for_the_call_and_its_owner_reads_who_looked() -> None:
    asked = question()
    page = signed_in(cast.MEERIM).get(f"/en/desk/calls/{asked.id}")
    assert "700" in page.content.decode()
    assert "Осмонов" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    look = RecordRead.objects.get()
    assert (look.person, look.reader) == (person(cast.BAKYT).id, str(person(cast.MEERIM).id))
    own = signed_in(cast.BAKYT).get("/en/account/looks/").content.decode()
    assert "We called you because a question waited for your answer" in own


@pytest.mark.row("C-05")
@pytest.mark.parametrize("answer", ["1", "0"])
def test_what_is_said_on_the_phone_counts_like_a_text_message(answer: str) -> None:
    asked = question()
    desk_ = signed_in(cast.MEERIM)
    assert desk_.post(f"/en/desk/calls/{asked.id}", {"answer": answer}).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.state) == (answer, MessageState.ANSWERED)
    assert desk_.get(f"/en/desk/calls/{asked.id}").status_code == 404
    assert desk_.post(f"/en/desk/calls/{asked.id}", {"answer": "1"}).status_code == 404
    asked.refresh_from_db()
    assert asked.answer == answer


@pytest.mark.row("C-05")
def test_whom_no_letter_reached_can_be_called_on_the_same_day_as_every_question_of_the_list() -> None:
    asked = question(days=0)
    Message.objects.filter(id=asked.id).update(state=MessageState.FAILED)
    desk_ = signed_in(cast.MEERIM)
    assert f"/en/desk/calls/{asked.id}" in desk_.get("/en/desk/calls").content.decode()
    assert "700" in desk_.get(f"/en/desk/calls/{asked.id}").content.decode()
    assert desk_.post(f"/en/desk/calls/{asked.id}", {"answer": "1"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.state) == ("1", MessageState.ANSWERED)
    assert call_list(at=timezone.now()) == []


@pytest.mark.row("C-05")
def test_a_question_that_never_left_is_called_about_once_it_is_three_days_old() -> None:
    late, young = question(), question()
    never_left = {"state": MessageState.WAITING, "sent_at": None}
    Message.objects.filter(id=late.id).update(**never_left, created_at=timezone.now() - timedelta(days=4))
    Message.objects.filter(id=young.id).update(**never_left, created_at=timezone.now() - timedelta(days=2))
    desk_ = signed_in(cast.MEERIM)
    page = desk_.get("/en/desk/calls").content.decode()
    assert (f"/en/desk/calls/{late.id}" in page, f"/en/desk/calls/{young.id}" in page) == (True, False)
    assert desk_.post(f"/en/desk/calls/{young.id}", {"answer": "1"}).status_code == 404
    assert desk_.post(f"/en/desk/calls/{late.id}", {"answer": "1"}).status_code == 302
    late.refresh_from_db()
    assert (late.answer, late.state) == ("1", MessageState.ANSWERED)


def test_an_answer_is_yes_or_no_from_staff_about_a_silent_question() -> None:
    asked, young = question(), question(days=1)
    now = timezone.now()
    tries = [(asked, "2", cast.MEERIM), (asked, "1", cast.BAKYT), (young, "1", cast.MEERIM)]
    for message, answer, who in tries:
        with pytest.raises(Refused):
            note_call(message.id, answer, by=actor(who), at=now)
    assert not Message.objects.filter(answer__isnull=False).exists()
    assert signed_in(cast.MEERIM).post(f"/en/desk/calls/{asked.id}", {}).status_code == 400


def test_the_desk_says_what_is_late_and_due_with_a_way_to_it() -> None:
    now, subject = timezone.now(), uuid.uuid4()
    page = desk(signed_in(cast.GULNARA))
    assert ("Nothing is late" in page, "Empty" in page, "0 wait" in page) == (True, True, False)
    task = open_task(REQUESTS, subject, clock=Clock.FIRST_ANSWER, at=now)
    Task.objects.filter(id=task.id).update(due_at=now - timedelta(hours=1))
    page = desk(signed_in(cast.GULNARA))
    assert "1 task is late." in page
    assert f"/en/employers/requests/{subject}" in page
    assert "A first answer within 2 working days" in page
    assert "Late by more than a day" not in desk(signed_in(cast.MEERIM))


@pytest.mark.row("J-11")
def test_the_desk_counts_the_clients_who_wait_late_ones_first() -> None:
    counsellor = person(cast.GULNARA)
    for who, days in ((cast.ERMEK, -2), (cast.AIGUL, 0), (cast.CHARLIE, None), (cast.NURLAN, 4)):
        day = None if days is None else timezone.localdate() + timedelta(days=days)
        case(who, cast.GULNARA)
        CaseClient.objects.filter(person=person(who)).update(next_action_on=day)
    page = desk(signed_in(cast.GULNARA))
    said = [f"1 client {words}" for words in ("waits for a step that is late", "has a step today", "has no next step")]
    places = [page.index(each) for each in said]
    assert (places == sorted(places), "Nothing is late" in page, ">3 wait<" in page) == (True, False, True)
    assert waiting_clients(counsellor.id, on=timezone.localdate()) == Waiting(late=1, today=1, unplanned=1)
    assert "client" not in desk(signed_in(cast.SAMAT))


@pytest.mark.row("E-12")
def test_tasks_of_no_office_are_told_as_everybodys() -> None:
    task = open_task(REQUESTS, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=timezone.now())
    Task.objects.filter(id=task.id).update(due_at=timezone.now() - timedelta(hours=1))
    page = desk(signed_in(cast.GULNARA))
    assert ("Shared by all offices" in page, "All tasks" in page) == (True, True)


@pytest.mark.row("E-12")
def test_a_task_late_by_a_day_rises_to_the_lead() -> None:
    task = open_task(REQUESTS, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=timezone.now())
    Task.objects.filter(id=task.id).update(due_at=timezone.now() - timedelta(hours=25))
    assert "Late by more than a day" in desk(signed_in(cast.MEERIM))
    assert "Late by more than a day" not in desk(signed_in(cast.GULNARA))


def test_a_taken_task_is_one_s_own_until_it_is_given_back() -> None:
    task = open_task(REQUESTS, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=timezone.now())
    client = signed_in(cast.GULNARA)
    assert client.post(f"/en/desk/tasks/{task.id}/take").headers["Location"].endswith(f"/requests/{task.subject}")
    assert "Give it back" in desk(client)
    client.post(f"/en/desk/tasks/{task.id}/give-back")
    assert "Give it back" not in desk(client)


def test_a_queue_without_a_name_shows_its_promise() -> None:
    task = open_task("tests.nameless", uuid.uuid4(), clock=Clock.MODERATION, at=timezone.now())
    take_task(task.id, by=actor(cast.SAMAT), at=timezone.now())
    assert "A vacancy is checked within one working day" in desk(signed_in(cast.SAMAT))


def test_a_queue_whose_page_is_not_part_of_this_house_has_no_link() -> None:
    name_queue("tests.elsewhere", Queue(gettext_lazy("Waiting"), "nowhere:page", is_staff))
    task = open_task("tests.elsewhere", uuid.uuid4(), clock=Clock.MODERATION, at=timezone.now())
    client = signed_in(cast.SAMAT)
    assert client.post(f"/en/desk/tasks/{task.id}/take").headers["Location"] == "/en/desk/"


def test_each_sees_the_queues_of_their_roles() -> None:
    queues = ("requests", "proofs", "calls", "clients")
    shown = {name: f"queue-{name}" for name in queues}
    expected = {"gulnara": {"requests", "clients"}, "samat": set(), "meerim": {"requests", "proofs", "calls"}}
    for who in (cast.GULNARA, cast.SAMAT, cast.MEERIM):
        page = desk(signed_in(who))
        assert {name for name, mark in shown.items() if mark in page} == expected[who.key], who.key


STAFF, CALLERS, ANSWERERS = {"gulnara", "samat", "meerim"}, {"meerim"}, {"gulnara", "meerim"}


def test_each_page_of_the_desk_opens_for_its_roles_only() -> None:
    asked = question()
    task = open_task(REQUESTS, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=timezone.now())
    pages = {"": STAFF, "calls": CALLERS, f"calls/{asked.id}": CALLERS}
    deeds = {f"tasks/{task.id}/take": ANSWERERS, f"tasks/{task.id}/give-back": ANSWERERS}
    for who in cast.CAST:
        client = signed_in(who)
        opened = {page for page in pages if client.get(f"/en/desk/{page}").status_code == 200}
        done = {deed for deed in deeds if client.post(f"/en/desk/{deed}").status_code == 302}
        assert opened == {page for page, roles in pages.items() if who.key in roles}, who.key
        assert done == {deed for deed, roles in deeds.items() if who.key in roles}, who.key


def test_a_task_due_today_stands_only_on_the_desks_of_those_who_serve_its_queue() -> None:
    task = open_task(REQUESTS, uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=timezone.now())
    Task.objects.update(due_at=timezone.now())
    shown = {who.key for who in (cast.GULNARA, cast.SAMAT, cast.MEERIM) if str(task.id) in desk(signed_in(who))}
    assert shown == ANSWERERS
    assert signed_in(cast.SAMAT).post(f"/en/desk/tasks/{task.id}/take").status_code == 404
    assert Task.objects.get().owner_id is None


def test_a_visitor_and_staff_without_their_second_factor_see_no_desk(client: Client) -> None:
    assert client.get("/en/desk/").status_code == 302
    assert signed_in(cast.MEERIM, second_factor=False).get("/en/desk/").status_code in (302, 404)


def test_no_route_of_the_desk_is_public() -> None:
    marks = {route.name: access_of(route.callback) for route in urlpatterns}
    assert {"desk", "take", "give_back", "calls", "call", "offices", "client"} <= set(marks)
    assert all(mark is not None and not mark.is_public for mark in marks.values())
