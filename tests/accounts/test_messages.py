"""What people read of what we wrote to them, what they answer there, and by what they want to be reached."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from firststop.accounts import services
from firststop.accounts.models import Account
from firststop.accounts.queries import reach
from firststop.accounts.services import notices
from firststop.accounts.views.inbox import SHOWN
from firststop.core.access import access_of
from firststop.core.actor import Actor, ActorKind
from firststop.core.messages import MessageKind, close_questions, declared_kinds, deliver, send_message, waiting_for
from firststop.core.models import Message
from firststop.core.models.messages import Channel, MessageState
from firststop.core.refusals import Code, Refused
from tests import cast
from tests.accounts.conftest import Phones
from tests.people import BY, actor, client_of, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-05")]
PAGE, CHANNEL, HOME = "/en/account/messages/", "/en/account/reached-by/", "/en/account/"
SETTINGS = "/en/account/settings/"
#: A question and a note of packages above, as any reader may get them.
QUESTION, NOTE = "placements.coming", "placements.trial"


def sent(who: cast.Person, kind: str = NOTE, *, days_ago: int = 0, delivered: bool = True) -> Message:
    """Return a message to one of the cast that was written some days ago."""
    message = send_message(person(who).id, kind, effect=str(uuid.uuid4()), on=timezone.localdate())
    assert message is not None
    if delivered:
        deliver(message.id, at=timezone.now())
    Message.objects.filter(id=message.id).update(created_at=timezone.now() - timedelta(days=days_ago))
    message.refresh_from_db()
    return message


def text_of(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def answer(client: Client, message: Message, said: str) -> int:
    return client.post(f"{PAGE}{message.id}/", {"answer": said}).status_code


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="placements.coming_answered").count()


def both_ways() -> Account:
    """Return somebody with a proven number and an address."""
    return services.create_account(
        by=BY, phone="+996555000111", email="both@firm.example", phone_verified=True, email_verified=True
    )


# Reading


def test_messages_are_read_newest_first_in_the_language_of_the_page() -> None:
    client = signed_in(cast.ERMEK)
    sent(cast.ERMEK, "placements.refused", days_ago=2)
    sent(cast.ERMEK, NOTE, days_ago=1)
    english, russian = text_of(client), text_of(client, "/ru/account/messages/")
    assert english.index("A firm wants to meet you") < english.index("A firm answered your application")
    assert "Your applications show the answer and the reason." in english
    # Who reads it here has signed in.
    assert "Sign in to" not in english
    assert russian.index("встретиться") < russian.index("Фирма ответила")
    assert "A firm" not in russian


def test_each_message_says_how_it_went() -> None:
    client = signed_in(cast.ERMEK)
    message = sent(cast.ERMEK, delivered=False)
    states = [
        (Channel.SMS, MessageState.WAITING, "The text message is on its way"),
        (Channel.SMS, MessageState.SENT, "Also sent as a text message"),
        (Channel.EMAIL, MessageState.SENT, "Also sent by e-mail"),
        (Channel.EMAIL, MessageState.FAILED, "The e-mail did not reach you"),
        (Channel.SMS, MessageState.FAILED, "The text message did not reach you"),
        (Channel.INBOX, MessageState.SENT, "Only on this page"),
    ]
    for channel, state, words in states:
        at = None if state == MessageState.WAITING else timezone.now()
        Message.objects.filter(id=message.id).update(channel=channel, state=state, sent_at=at)
        assert words in text_of(client)


def test_a_message_leads_on_where_the_hat_of_its_reader_lets_in() -> None:
    firm = signed_in(cast.AIDA)
    sent(cast.AIDA, "vacancies.accepted")
    sent(cast.AIDA, "placements.refused")
    assert pages_of(firm) == ["", "/en/vacancies/mine"]
    assert pages_of(signed_in(cast.AIDA, hat="")) == ["", "/en/applications/"]


def pages_of(client: Client) -> list[str]:
    """Return where the messages lead, sorted; each place opens."""
    pages = sorted(line[3] for line in client.get(PAGE).context["lines"])
    assert {client.get(page).status_code for page in pages if page} <= {200}
    return pages


@pytest.mark.parametrize("kind", [kind for kind in declared_kinds().values() if kind.page], ids=lambda kind: kind.name)
def test_the_place_that_a_kind_of_message_leads_to_exists(kind: MessageKind) -> None:
    address = reverse(kind.page, args=[uuid.uuid4()] if kind.of_subject else [])
    assert access_of(resolve(address).func) is not None


def test_an_empty_page_says_so() -> None:
    assert "No messages yet" in text_of(signed_in(cast.CHARLIE))


def test_nobody_reads_the_messages_of_another() -> None:
    message = sent(cast.ERMEK)
    charlie = signed_in(cast.CHARLIE)
    assert "No messages yet" in text_of(charlie)
    assert charlie.get(f"{PAGE}?before={message.id}").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_older_messages_stand_on_the_next_page_and_none_is_lost() -> None:
    """Also those of one and the same moment, which one transaction writes."""
    client = signed_in(cast.ERMEK)
    written = {sent(cast.ERMEK, QUESTION).id for _each in range(2 * SHOWN + 3)}
    moment = timezone.now()
    Message.objects.update(created_at=moment)
    seen, address, pages = list[uuid.UUID](), PAGE, 0
    while address:
        page = client.get(address)
        lines = page.context["lines"]
        seen += [line[0].id for line in lines]
        pages, address = pages + 1, f"{PAGE}{page.context['older']}" if page.context["older"] else ""
        assert ("Older messages" in page.content.decode()) == bool(address)
        assert ("Newest messages" in page.content.decode()) == (pages > 1)
    assert (len(seen), set(seen), pages) == (2 * SHOWN + 3, written, 3)


@pytest.mark.parametrize(
    ("query", "status"), [("?page=2", 400), ("?before=x", 404), (f"?before={uuid.UUID(int=1)}", 404), ("?before=", 404)]
)
def test_an_address_that_we_do_not_know_is_refused(query: str, status: int) -> None:
    message = sent(cast.ERMEK)
    assert signed_in(cast.ERMEK).get(f"{PAGE}{query}").status_code == status
    message.refresh_from_db()
    assert message.read_at is None


def test_many_messages_ask_as_often_as_few(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.ERMEK)
    for _each in range(30):
        sent(cast.ERMEK, QUESTION)
    with django_assert_max_num_queries(7):
        assert text_of(client).count("Waits for your answer") == 30


# Answering


@pytest.mark.parametrize(("said", "words"), [("1", "You answered: yes"), ("0", "You answered: no")])
def test_a_question_is_answered_with_one_click(said: str, words: str) -> None:
    client, message = signed_in(cast.ERMEK), sent(cast.ERMEK, QUESTION)
    assert answer(client, message, said) == 302
    message.refresh_from_db()
    assert (message.answer, message.state, jobs()) == (said, MessageState.ANSWERED, 1)
    page = text_of(client)
    assert words in page
    assert "Waits for your answer" not in page
    assert "We have your answer" in page


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.FAILED])
def test_a_question_that_did_not_arrive_can_be_answered_too(state: MessageState) -> None:
    message = sent(cast.ERMEK, QUESTION, delivered=False)
    Message.objects.update(state=state)
    assert answer(signed_in(cast.ERMEK), message, "1") == 302
    message.refresh_from_db()
    assert message.answer == "1"


def test_the_letter_of_a_question_says_where_to_answer() -> None:
    account = both_ways()
    services.set_channel(account.id, Channel.EMAIL, by=Actor(str(account.id), ActorKind.PERSON))
    for kind in (QUESTION, NOTE):
        message = send_message(account.id, kind, effect=kind, on=timezone.localdate())
        assert message is not None
        deliver(message.id, at=timezone.now())
    question, note = (str(letter.body) for letter in mail.outbox)
    assert question.endswith("Sign in to answer.")
    assert note.endswith("Sign in to read more.")


def test_a_question_about_what_is_over_waits_for_nobody() -> None:
    message, over = sent(cast.ERMEK, QUESTION), uuid.uuid4()
    Message.objects.filter(id=message.id).update(subject=over)
    client = signed_in(cast.ERMEK)
    assert "Waits for your answer" in text_of(client)
    close_questions([over])
    assert "Waits for your answer" not in text_of(client)
    answer(client, message, "1")
    message.refresh_from_db()
    assert (message.answer, message.state) == (None, MessageState.NO_ANSWER)


def test_a_question_that_is_answered_before_it_leaves_does_not_leave(phones: Phones) -> None:
    message = sent(cast.ERMEK, QUESTION, delivered=False)
    client = signed_in(cast.ERMEK)
    answer(client, message, "1")
    deliver(message.id, at=timezone.now())
    assert phones.texts(cast.ERMEK.phone or "") == []
    assert "Only on this page" in text_of(client)


def test_answering_twice_is_answering_once_and_the_first_answer_stands() -> None:
    client, message = signed_in(cast.ERMEK), sent(cast.ERMEK, QUESTION)
    answer(client, message, "1")
    assert answer(client, message, "0") == 302
    assert "Your first answer stands" in text_of(client)
    message.refresh_from_db()
    assert (message.answer, jobs()) == ("1", 1)


@pytest.mark.parametrize(
    ("who", "kind", "said", "status"),
    [
        (cast.CHARLIE, QUESTION, "1", 404),
        (cast.GULNARA, QUESTION, "1", 404),
        (cast.ERMEK, NOTE, "1", 404),
        (cast.ERMEK, QUESTION, "yes", 400),
        (cast.ERMEK, QUESTION, "", 400),
    ],
)
def test_what_is_no_answer_of_its_reader_changes_nothing(who: cast.Person, kind: str, said: str, status: int) -> None:
    message = sent(cast.ERMEK, kind)
    assert answer(signed_in(who), message, said) == status
    message.refresh_from_db()
    assert (message.answer, message.state, jobs()) == (None, MessageState.SENT, 0)


# Waiting


def test_the_home_says_how_many_questions_and_new_messages_wait() -> None:
    client = signed_in(cast.AIDA)
    questions = [sent(cast.AIDA, QUESTION) for _each in range(2)]
    for _each in range(3):
        sent(cast.AIDA)
    page = text_of(client, HOME)
    assert "2 questions wait for your answer." in page
    assert "3 new messages." in page
    text_of(client)
    page = text_of(client, HOME)
    assert "2 questions wait for your answer." in page
    assert "new message" not in page
    for question in questions:
        answer(client, question, "1")
    assert "wait for your answer" not in text_of(client, HOME)


def test_the_home_of_who_looks_for_work_says_it_too() -> None:
    client = signed_in(cast.ERMEK)
    sent(cast.ERMEK)
    assert "1 new message." in text_of(client, "/en/me/")
    sent(cast.ERMEK, QUESTION)
    page = text_of(client, "/en/me/")
    assert "1 question waits for your answer." in page
    assert page.count("1 new message.") == 1
    assert 'href="/en/account/messages/"' in text_of(signed_in(cast.CHARLIE), "/en/me/")


def test_what_waits_is_counted_by_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    reader = person(cast.ERMEK).id
    for _each in range(5):
        sent(cast.ERMEK, QUESTION)
    with django_assert_num_queries(1):
        assert waiting_for(reader) is not None
    assert waiting_for(person(cast.CHARLIE).id) is None


# The channel


def test_without_a_choice_a_number_goes_before_an_address() -> None:
    account = both_ways()
    found = reach(account.id)
    assert found is not None
    assert (account.channel, found.channel) == ("", Channel.SMS)


def test_the_chosen_channel_is_used_and_says_only_to_sign_in(phones: Phones) -> None:
    account = both_ways()
    client = client_of(account)
    for channel in (Channel.EMAIL, Channel.SMS, Channel.INBOX):
        assert client.post(CHANNEL, {"channel": channel}).status_code == 302
        notices.tell_sign_in_changed(account.id, on=timezone.localdate())
    for message in Message.objects.order_by("id"):
        deliver(message.id, at=timezone.now())
    channels = Message.objects.values_list("channel", flat=True)
    assert sorted(channels) == [Channel.EMAIL, Channel.INBOX, Channel.SMS]
    assert [letter.to for letter in mail.outbox] == [["both@firm.example"]]
    assert len(phones.texts("+996555000111")) == 1
    assert text_of(client).count("The way you sign in has changed") == 3


def test_a_message_keeps_the_channel_that_it_was_written_for(phones: Phones) -> None:
    message, account = sent(cast.ERMEK, delivered=False), person(cast.ERMEK)
    services.set_channel(account.id, Channel.INBOX, by=actor(cast.ERMEK))
    deliver(message.id, at=timezone.now())
    texts = phones.texts(cast.ERMEK.phone or "")
    assert len(texts) == 1
    assert not any(name in texts[0] for name in (account.given_name, account.family_name))


def test_a_channel_that_works_no_more_gives_way_to_the_usual_one() -> None:
    account = both_ways()
    services.set_channel(account.id, Channel.EMAIL, by=Actor(str(account.id), ActorKind.PERSON))
    Account.objects.filter(id=account.id).update(email=None)
    found = reach(account.id)
    assert found is not None
    assert found.channel == Channel.SMS
    Account.objects.filter(id=account.id).update(email="both@firm.example", phone_verified=False, channel="sms")
    found = reach(account.id)
    assert found is not None
    assert found.channel == Channel.EMAIL


def test_only_ways_that_work_are_offered_and_no_page_asks_for_an_address() -> None:
    page = text_of(signed_in(cast.ERMEK), CHANNEL)
    assert 'value="sms"' in page
    assert 'value="inbox"' in page
    assert 'value="email"' not in page
    assert 'value="call"' not in page


@pytest.mark.parametrize("channel", ["email", "call", "pigeon", ""])
def test_a_channel_that_leads_nowhere_is_refused(channel: str) -> None:
    account = person(cast.ERMEK)
    answered = signed_in(cast.ERMEK).post(CHANNEL, {"channel": channel})
    assert answered.status_code == 400
    assert "Choose " in answered.content.decode()
    with pytest.raises(Refused) as no:
        services.set_channel(account.id, channel, by=actor(cast.ERMEK))
    assert no.value.first.code == Code.INVALID_VALUE
    account.refresh_from_db()
    assert account.channel == ""


def test_nobody_chooses_for_another() -> None:
    account = person(cast.ERMEK)
    for who in (cast.CHARLIE, cast.GULNARA):
        with pytest.raises(Refused):
            services.set_channel(account.id, Channel.INBOX, by=actor(who))
    account.refresh_from_db()
    assert account.channel == ""


def test_whoever_silences_warnings_proves_first_who_they_are() -> None:
    answered = signed_in(cast.ERMEK, fresh=False).post(CHANNEL, {"channel": "inbox"})
    assert (answered.status_code, "/account/prove/" in answered["Location"]) == (302, True)
    assert person(cast.ERMEK).channel == ""


def test_the_choice_stands_on_the_own_page_in_history_and_in_the_file_to_take_away() -> None:
    client = signed_in(cast.ERMEK)
    assert "By text message" in text_of(client, SETTINGS)
    client.post(CHANNEL, {"channel": "inbox"})
    assert "Only on the page “Messages”" in text_of(client, SETTINGS)
    assert person(cast.ERMEK).events.filter(channel="inbox").count() == 1  # type: ignore[attr-defined]
    held = json.loads(client.get("/ru/account/data/firststop.json").content)
    assert held["account"]["reached_by"].endswith("странице «Сообщения»")
