"""The mail server fails: letters wait, leave when it is back, and each leaves once (SR-04)."""

import time
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from asgiref.sync import async_to_sync
from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from firststop.config.mail import WrongMailUrl, mail_from
from firststop.core.jobs import AgainWhenLost, hand_on, survive_lost_lines
from firststop.core.mail import PrintedMail
from firststop.core.messages import deliver, send_message
from firststop.core.models import Message
from firststop.core.models.messages import MessageState
from firststop.core.tasks import TRIES, UntilItGoes
from firststop.employers.models import Establishment, Proof
from firststop.vacancies.services.asking import STILL_OPEN
from tests import cast, people
from tests.employers.firms import aidas_firm
from tests.faults.letters import MailServer
from tests.faults.office import Office
from tests.faults.proxy import Fault, FaultyLine

pytestmark = pytest.mark.row("SR-04")


def write(number: int, name: str) -> list[str]:
    """Put letters to somebody who reads e-mail into the outbox; return the number of each."""
    reader, on = people.person(cast.NURLAN).id, timezone.localdate()
    sent = [
        send_message(reader, STILL_OPEN, effect=f"{name}:{one}", on=on, values={"ref": "A1"}) for one in range(number)
    ]
    return [str(message.id) for message in sent if message is not None]


def taken(mail: MailServer) -> Counter[str]:
    """Return how often the mail server took each letter, by the message's id."""
    return Counter(number.strip("<>").partition("@")[0] for number in mail.numbers())


@pytest.fixture
def mail(settings: object) -> Iterator[tuple[FaultyLine, MailServer]]:
    with MailServer() as server, FaultyLine(server.port) as line:
        for name, value in mail_from(f"smtp://127.0.0.1:{line.port}").items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT = 1  # type: ignore[attr-defined]
        yield line, server


def try_all(ids: list[str]) -> int:
    """Try each letter once; return how many could not leave."""
    failed = 0
    for message in ids:
        try:
            deliver(uuid.UUID(message), at=timezone.now())
        except OSError:
            failed += 1
    return failed


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [Fault.CUT, Fault.RESET, Fault.SILENT, "451 try later", "421 too many"], ids=str)
def test_letters_wait_for_the_mail_server_and_then_each_leaves_once(
    mail: tuple[FaultyLine, MailServer], fault: Fault | str
) -> None:
    line, server = mail
    ids = write(3, "wait")
    if isinstance(fault, Fault):
        line.put(fault)
    else:
        server.answer = fault
    assert (try_all(ids), dict(taken(server))) == (3, {})
    assert set(Message.objects.filter(id__in=ids).values_list("state", flat=True)) == {MessageState.WAITING}
    line.put(Fault.NONE)
    server.answer = "250 yes"
    assert (try_all(ids), try_all(ids)) == (0, 0)
    assert taken(server) == dict.fromkeys(ids, 1)


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_not_tried_for_ever(mail: tuple[FaultyLine, MailServer]) -> None:
    mail[1].answer = "550 nobody here"
    ids = write(1, "nobody")
    assert (try_all(ids), Message.objects.get(id=ids[0]).state) == (0, MessageState.FAILED)
    mail[1].answer = "250 yes"
    assert (try_all(ids), dict(taken(mail[1]))) == (0, {})


def test_the_outbox_catches_up_when_the_mail_server_and_the_database_are_back(office: Office) -> None:
    office.post.put(Fault.CUT)
    ids = write(4, "office")
    time.sleep(2)
    office.database.put(Fault.CUT)
    time.sleep(2)
    office.database.put(Fault.NONE)
    office.post.put(Fault.NONE)
    until = time.monotonic() + 200
    while Message.objects.filter(id__in=ids, state=MessageState.WAITING).exists() and time.monotonic() < until:
        time.sleep(0.5)
    assert {message: office_took for message, office_took in taken(office.mail).items() if message in ids} == (
        dict.fromkeys(ids, 1)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/account/sign-in/", "/ru/account/sign-in/"])
def test_a_code_that_cannot_be_sent_is_refused_in_words_and_nothing_begins(
    mail: tuple[FaultyLine, MailServer], address: str
) -> None:
    who = people.person(cast.AIDA)
    mail[0].put(Fault.CUT)
    client = Client(raise_request_exception=False)
    answer = client.post(address, {"login": who.email, "way": "code"}, follow=True)
    assert (answer.status_code, answer["Retry-After"], len(client.cookies.get("sessionid", ""))) == (503, "120", 0)
    with override(address[1:3]):
        assert gettext("We cannot send messages at the moment. Nothing has changed.") in answer.content.decode()


@pytest.mark.django_db
def test_a_proof_whose_letter_cannot_leave_is_not_begun(mail: tuple[FaultyLine, MailServer]) -> None:
    own = aidas_firm()
    Establishment.objects.filter(id=own.id).update(site="https://firm.example/")
    mail[0].put(Fault.CUT)
    answer = people.signed_in(cast.AIDA).post(f"/en/employers/{own.id}/proof/email", {"mailbox": "boss"})
    assert (answer.status_code, Proof.objects.count()) == (503, 0)


@pytest.mark.django_db
def test_a_job_whose_worker_was_lost_is_taken_up_again() -> None:
    """A line that breaks while a job runs leaves it "doing", with nobody who does it."""
    job = app.configure_task("core.deliver_message").defer(message=str(uuid.uuid4()))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        async_to_sync(hand_on)(app.job_manager)
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchone() == ("todo",)


def a_job(attempts: int) -> Job:
    return Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 5), (1, 15), (3, 135), (6, 600), (900, 600), (TRIES, None)])
def test_a_letter_is_tried_again_soon_and_then_every_ten_minutes(attempts: int, seconds: int | None) -> None:
    before = timezone.now()
    decided = UntilItGoes().get_retry_decision(exception=OSError(), job=a_job(attempts))
    if seconds is None:
        assert decided is None
    else:
        assert decided is not None
        assert decided.retry_at is not None
        assert before <= decided.retry_at - timedelta(seconds=seconds) <= timezone.now()


def test_every_job_that_lost_the_database_is_tried_again_and_none_that_failed_by_itself() -> None:
    survive_lost_lines()
    assert [name for name, task in app.tasks.items() if task.retry_strategy is None] == []
    again = AgainWhenLost()
    assert again.get_retry_decision(exception=OperationalError(), job=a_job(0)) is not None
    assert again.get_retry_decision(exception=ValueError(), job=a_job(0)) is None


@pytest.mark.parametrize(
    ("url", "port", "secret"),
    [
        ("smtp://localhost", 25, set()),
        ("smtp+tls://a:p%40ss@mail.example", 587, {"EMAIL_USE_TLS"}),
        ("smtps://a:p%40ss@mail.example:466", 466, {"EMAIL_USE_SSL"}),
    ],
)
def test_the_address_of_a_mail_server_is_read(url: str, port: int, secret: set[str]) -> None:
    said = mail_from(url)
    assert (said["EMAIL_PORT"], {name for name in said if name.startswith("EMAIL_USE")}) == (port, secret)
    assert said["EMAIL_HOST_PASSWORD"] == ("p@ss" if "@" in url else "")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(WrongMailUrl):
        mail_from(url)


def test_without_a_mail_server_letters_are_printed_as_people_read_them() -> None:
    assert mail_from(None)["EMAIL_BACKEND"] == "firststop.core.mail.PrintedMail"
    printed = StringIO()
    letter = EmailMessage("Вас приглашают", "Войдите.", "us@example.org", ["ermek@example.org"])
    PrintedMail(stream=printed).send_messages([letter])
    assert "To: ermek@example.org\nSubject: Вас приглашают\n\nВойдите.\n" in printed.getvalue()
