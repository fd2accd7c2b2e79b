"""Messages: one segment, no link, no name; told once; answered by 1 and 0."""

import random
import time
import uuid
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.core import mail
from django.db import connection
from django.utils.translation import gettext_lazy as _

from firststop.core import messages, sms
from firststop.core.messages import AddressBook, Letter, MessageKind, Reach
from firststop.core.models import Message
from firststop.core.models.messages import Channel, MessageState
from tests.counts import count
from tests.races import at_once

pytestmark = pytest.mark.row("C-05")

ON, AT = date(2026, 11, 25), datetime(2026, 11, 25, 10, tzinfo=UTC)
BAKYT, AIDA = uuid.uuid4(), uuid.uuid4()
NUMBER = "+996700100200"
STILL_OPEN = MessageKind(
    "test.still_open",
    title=_("Sign in"),
    text=_("Sign in"),
    sms=_("Sign in"),
    answered_by="core.deliver_message",
)
NEWS = MessageKind(
    "test.news",
    title=_("Sign in"),
    text=_("Sign in"),
    sms=_("Sign in"),
    written_by=lambda _message: Letter("News", "…"),
)
SENT: list[tuple[str, str]] = []


class Phone:
    """Keeps what was sent, as a phone would."""

    def send(self, number: str, text: str) -> None:
        SENT.append((number, text))


@pytest.fixture(autouse=True)
def post_office(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.SMS_ADAPTER = f"{__name__}.Phone"  # type: ignore[attr-defined]
    book = AddressBook(
        reach={
            BAKYT: Reach(Channel.SMS, "ru", phone=NUMBER),
            AIDA: Reach(Channel.EMAIL, "en", email="aida@example.org"),
        }.get,
        whose_number={NUMBER: BAKYT}.get,
    )
    monkeypatch.setattr(messages, "_books", [book])
    monkeypatch.setattr(messages, "_kinds", {each.name: each for each in (STILL_OPEN, NEWS, messages.WHICH)})
    SENT.clear()


def ask(person: uuid.UUID = BAKYT, effect: str = "one", **values: str) -> Message:
    message = messages.send_message(person, STILL_OPEN.name, effect=effect, on=ON, values=values)
    assert message is not None
    return message


def texted(*refs: str) -> list[Message]:
    """Ask about several things by text message, each under its reference."""
    asked = [ask(effect=ref, ref=ref) for ref in refs]
    for message in asked:
        messages.deliver(message.id, at=AT)
    SENT.clear()
    return asked


def settled() -> dict[str, str | None]:
    """Return the answer to each question that has a reference."""
    return {each.values["ref"]: each.answer for each in Message.objects.filter(asks=True)}


@pytest.mark.django_db
def test_the_same_effect_is_told_once() -> None:
    ask()
    assert messages.send_message(BAKYT, STILL_OPEN.name, effect="one", on=ON) is None
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_message_goes_by_the_channel_that_its_reader_chose() -> None:
    messages.deliver(ask().id, at=AT)
    messages.deliver(ask(AIDA, "two").id, at=AT)
    assert [number for number, _text in SENT] == [NUMBER]
    assert [letter.to for letter in mail.outbox] == [["aida@example.org"]]


@pytest.mark.django_db
def test_a_message_is_delivered_once_however_often_its_job_runs() -> None:
    message = ask()
    messages.deliver(message.id, at=AT)
    messages.deliver(message.id, at=AT)
    assert len(SENT) == 1


class Killed(BaseException):
    """The worker ends at once; nothing may catch it."""


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "left"), [(STILL_OPEN, 2), (NEWS, 1)])
def test_after_a_worker_died_while_sending_a_question_comes_again_and_news_do_not(
    monkeypatch: pytest.MonkeyPatch, kind: MessageKind, left: int
) -> None:
    message = messages.send_message(BAKYT, kind.name, effect="one", on=ON)
    assert message is not None

    def die(number: str, text: str) -> None:
        SENT.append((number, text))
        raise Killed

    with monkeypatch.context() as deadly:
        deadly.setattr(messages, "send_sms", die)
        with pytest.raises(Killed):
            messages.deliver(message.id, at=AT)
    messages.deliver(message.id, at=AT)
    assert len(SENT) == left


@pytest.mark.commits
@pytest.mark.parametrize("kind", [STILL_OPEN, NEWS])
def test_while_a_channel_is_slow_no_reader_waits_and_what_a_message_is_about_may_end(
    committed: str, monkeypatch: pytest.MonkeyPatch, kind: MessageKind
) -> None:
    message = messages.send_message(BAKYT, kind.name, effect="one", on=ON)
    assert message is not None
    held_back: list[object] = []

    def slow(*_said: str) -> None:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            held_back.extend(
                other.execute(
                    "SELECT query FROM pg_stat_activity"
                    " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
                ).fetchall()
            )
            other.execute("SET lock_timeout = '2s'")
            other.execute("UPDATE core_message SET state = 'no_answer'")

    monkeypatch.setattr(messages, "send_sms", slow)
    messages.deliver(message.id, at=AT)
    message.refresh_from_db()
    assert (held_back, message.state) == ([], MessageState.NO_ANSWER)


@pytest.mark.commits
def test_two_workers_that_begin_one_message_send_it_once(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = ask()

    def slow(number: str, text: str) -> None:
        time.sleep(0.2)
        SENT.append((number, text))

    monkeypatch.setattr(messages, "send_sms", slow)
    with at_once([lambda: messages.deliver(message.id, at=AT)] * 2):
        pass
    assert len(SENT) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [STILL_OPEN, NEWS])
def test_a_channel_that_is_down_is_tried_again(monkeypatch: pytest.MonkeyPatch, kind: MessageKind) -> None:
    message = messages.send_message(BAKYT, kind.name, effect="one", on=ON)
    assert message is not None

    def refuse(*_said: str) -> None:
        raise ConnectionError

    with monkeypatch.context() as down:
        down.setattr(messages, "send_sms", refuse)
        with pytest.raises(ConnectionError):
            messages.deliver(message.id, at=AT)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (MessageState.WAITING, None)
    messages.deliver(message.id, at=AT)
    assert len(SENT) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "answer"), [("1", "1"), (" 0 ", "0"), ("1!", "1"), ("«0».", "0")])
def test_an_answer_by_sms_settles_the_last_question(text: str, answer: str) -> None:
    message = ask()
    messages.deliver(message.id, at=AT)
    settled = messages.receive_sms(NUMBER, text, at=AT)
    assert settled is not None
    assert (settled.id, settled.answer, settled.state) == (message.id, answer, MessageState.ANSWERED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+996700999999", "1"),
        (NUMBER, "да"),
        (NUMBER, ""),
        (NUMBER, "15 минут опоздаю"),
        (NUMBER, "0555 12 34 56 перезвоните"),
        (NUMBER, "10"),
        (NUMBER, "1 0"),
        (NUMBER, "1 A1B2"),
    ],
)
def test_what_is_no_answer_settles_nothing(number: str, text: str) -> None:
    message = ask()
    messages.deliver(message.id, at=AT)
    assert messages.receive_sms(number, text, at=AT) is None
    message.refresh_from_db()
    assert (message.answer, message.state) == (None, MessageState.SENT)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["0", "0 FFFF", "1.", "0 1"])
def test_an_answer_that_may_be_meant_for_any_of_several_questions_settles_none(text: str) -> None:
    texted("A1B2", "C3D4")
    assert messages.receive_sms(NUMBER, text, at=AT) is None
    assert settled() == {"A1B2": None, "C3D4": None}


@pytest.mark.django_db
def test_who_has_several_questions_is_told_once_how_to_name_one() -> None:
    texted("A1B2", "C3D4")
    for _again in range(2):
        messages.receive_sms(NUMBER, "0", at=AT)
    (told,) = Message.objects.filter(kind=messages.WHICH.name)
    messages.deliver(told.id, at=AT)
    ((number, text),) = SENT
    assert (number, text[:11], len(text) <= 70) == (NUMBER, "Firststop: ", True)
    assert any(f"1 {ref}" in text for ref in settled())


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["0 A1B2", "0 a1b2.", "0, A1B2", "0-A1B2", "0 А1В2"])
def test_an_answer_that_names_its_question_settles_that_one_and_the_next_needs_no_name(text: str) -> None:
    texted("A1B2", "C3D4")
    for _again in range(2):
        messages.receive_sms(NUMBER, text, at=AT)
    assert settled() == {"A1B2": "0", "C3D4": None}
    messages.receive_sms(NUMBER, "1", at=AT)
    assert settled() == {"A1B2": "0", "C3D4": "1"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"state": MessageState.FAILED},
        {"channel": Channel.EMAIL},
        {"channel": Channel.INBOX},
        {"state": MessageState.WAITING, "sent_at": None},
    ],
)
def test_an_answer_by_sms_is_to_what_came_by_sms(other: dict[str, str | None]) -> None:
    here, elsewhere = texted("A1B2", "C3D4")
    Message.objects.filter(id=elsewhere.id).update(**other)
    assert messages.receive_sms(NUMBER, "1 C3D4", at=AT) is None
    assert messages.receive_sms(NUMBER, "1", at=AT) == here
    assert messages.receive_sms(NUMBER, "1", at=AT) is None
    assert settled() == {"A1B2": "1", "C3D4": None}


@pytest.mark.django_db
def test_a_question_that_nobody_answers_goes_to_the_call_list_on_the_fourth_day() -> None:
    message = ask()
    messages.deliver(message.id, at=AT)
    assert messages.call_list(at=AT + timedelta(days=3)) == []
    assert messages.call_list(at=AT + timedelta(days=3, seconds=1)) == [message]


@pytest.mark.django_db
def test_a_question_that_did_not_arrive_is_on_the_call_list_at_once() -> None:
    message = ask()
    messages.deliver(message.id, at=AT)
    Message.objects.update(state=MessageState.FAILED)
    assert [each.id for each in messages.call_list(at=AT)] == [message.id]


@pytest.mark.django_db
def test_a_question_about_what_is_over_is_asked_no_more() -> None:
    message, over = ask(), uuid.uuid4()
    messages.deliver(message.id, at=AT)
    Message.objects.update(subject=over)
    messages.close_questions([over])
    assert messages.call_list(at=AT + timedelta(days=4)) == []
    assert messages.receive_sms(NUMBER, "1", at=AT) is None
    assert messages.waiting_for(BAKYT) == messages.Waiting(questions=0, unread=1)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("я" * 70, True),
        ("я" * 71, False),
        ("see www.example", False),
        ("https://firststop", False),
        ("firststop.kg", False),
    ],
)
def test_a_text_leaves_only_as_one_segment_and_without_a_link(text: str, fits: bool) -> None:
    if fits:
        assert sms.checked(text) == text
    else:
        with pytest.raises(sms.UnfitSms):
            sms.checked(text)


def test_random_texts_with_a_link_never_leave() -> None:
    draw = random.Random(7)
    for _try in range(count(200, proof=1_000)):
        words = [draw.choice(["код", "123456", "вакансия", "ещё"]) for _ in range(draw.randint(0, 6))]
        words.insert(draw.randint(0, len(words)), draw.choice(["http://a.kg", "www.job", "firststop.org"]))
        with pytest.raises(sms.UnfitSms):
            sms.checked(" ".join(words))
