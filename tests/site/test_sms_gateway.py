"""Text messages of a country: a gateway takes them and brings answers; without one, no code is printed anywhere."""

import json
import runpy
import sys
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from firststop.config.sms import sms_adapter
from firststop.core.messages import call_list, deliver, send_message
from firststop.core.models import Message
from firststop.core.sms import send_sms
from firststop.vacancies.services.asking import STILL_OPEN
from tests import cast, people

SECRET = "what the gateway and we know"
NUMBER = cast.BAKYT.phone or ""
HEADERS = {"Authorization": f"Bearer {SECRET}"}


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers as it was told."""

    answers: ClassVar[list[int]] = []
    taken: ClassVar[list[tuple[str, str | None, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.answers.pop() if self.answers else 202)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Gateway]]:
    monkeypatch.setattr("firststop.core.sms.HTTPSConnection", HTTPConnection)  # a test has no certificate
    Gateway.taken.clear()
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"https://127.0.0.1:{server.server_port}/send?from=1220"
        settings.SMS_GATEWAY, settings.SMS_SECRET, settings.SMS_ADAPTER = address, SECRET, sms_adapter(address, SECRET)
        yield Gateway
        server.shutdown()


def test_a_message_is_handed_to_the_gateway_with_the_secret_that_both_know(gateway: type[Gateway]) -> None:
    send_sms(NUMBER, "Ваш код 123456")
    assert gateway.taken == [("/send?from=1220", f"Bearer {SECRET}", {"to": NUMBER, "text": "Ваш код 123456"})]


@pytest.mark.parametrize("status", [302, 401, 500])
def test_a_gateway_that_does_not_take_a_message_is_told_nothing_more(gateway: type[Gateway], status: int) -> None:
    gateway.answers.append(status)
    with pytest.raises(ConnectionError, match=str(status)):
        send_sms(NUMBER, "Ваш код 123456")
    assert len(gateway.taken) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_a_number_that_the_gateway_never_takes_is_called_instead_of_tried_for_a_week(
    gateway: type[Gateway], status: int
) -> None:
    gateway.answers.append(status)
    on = timezone.localdate()
    asked = send_message(people.person(cast.BAKYT).id, STILL_OPEN, effect="one", on=on, values={"ref": "A1"})
    assert asked is not None
    deliver(asked.id, at=timezone.now())
    deliver(asked.id, at=timezone.now())
    assert (len(gateway.taken), [each.id for each in call_list(at=timezone.now())]) == (1, [asked.id])


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://gateway.example/send", SECRET),
        ("gateway.example", SECRET),
        ("https://a:b@gateway.example", SECRET),
        ("", SECRET),
        ("https://gateway.example", ""),
        ("https://gateway.example", "short"),
    ],
)
def test_an_open_line_or_a_weak_secret_is_refused(url: str, secret: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FIRSTSTOP_SMS"):
        sms_adapter(url, secret)


def test_a_country_that_names_neither_gateway_nor_mail_server_prints_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://firststop@db.example/firststop")
    monkeypatch.setenv("FIRSTSTOP_SECRET_KEY", "x" * 50)
    monkeypatch.setenv("FIRSTSTOP_HOSTS", "work.example")
    monkeypatch.setattr("firststop.config.settings.base.SMS_GATEWAY", "")
    # Another test may have loaded it with other settings.
    monkeypatch.delitem(sys.modules, "firststop.config.settings.production", raising=False)
    said = runpy.run_module("firststop.config.settings.production")
    assert said["SMS_ADAPTER"] == "firststop.core.sms.NoSms"
    assert said["EMAIL_BACKEND"] == "firststop.core.mail.NoMail"
    assert said["DEFAULT_FROM_EMAIL"] == "no-reply@work.example"


@pytest.mark.django_db
def test_without_a_gateway_a_code_is_refused_in_words_and_printed_nowhere(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.SMS_ADAPTER = "firststop.core.sms.NoSms"
    people.person(cast.ERMEK)
    answer = Client().post("/en/account/sign-in/", {"login": cast.ERMEK.phone or "", "way": "code"})
    assert "We cannot send text messages yet" in answer.content.decode()
    assert (answer.status_code, capfd.readouterr().err) == (400, "")


@pytest.mark.django_db
def test_without_a_mail_server_a_code_is_refused_in_words_and_printed_nowhere(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "firststop.core.mail.NoMail"
    people.person(cast.AIDA)
    answer = Client().post("/en/account/sign-in/", {"login": cast.AIDA.email or "", "way": "code"})
    assert "We cannot send e-mail yet" in answer.content.decode()
    assert (answer.status_code, "".join(capfd.readouterr())) == (400, "")


@pytest.fixture
def question(settings: Settings, gateway: type[Gateway]) -> Message:
    """A question that has reached Bakyt's phone."""
    on = timezone.localdate()
    asked = send_message(
        people.person(cast.BAKYT).id, STILL_OPEN, effect="one", on=on, subject=uuid.uuid4(), values={"ref": "A1"}
    )
    assert asked is not None
    deliver(asked.id, at=timezone.now())
    return asked


@pytest.mark.django_db
@pytest.mark.parametrize("number", [NUMBER, NUMBER.removeprefix("+")])
def test_an_answer_that_the_gateway_brings_settles_the_question(question: Message, number: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/api/sms", {"from": number, "text": " 1 "}, content_type="application/json", headers=HEADERS
    )
    question.refresh_from_db()
    assert (answer.status_code, question.answer) == (204, "1")


@pytest.mark.django_db
@pytest.mark.parametrize(("names", "answered"), [(("m-1", "m-1"), None), (("m-1", "m-2"), "1"), ((7, 7), None)])
def test_what_a_gateway_brings_twice_under_one_name_is_taken_once(
    question: Message, names: tuple[object, object], answered: str | None
) -> None:
    gateway = Client()
    for turn, name in enumerate(names):
        said = {"from": NUMBER, "text": "1", "id": name}
        answer = gateway.post("/api/sms", said, content_type="application/json", headers=HEADERS)
        assert answer.status_code == 204
        if turn == 0:
            Message.objects.update(answer=None, answered_at=None, state="sent")  # as if another had come since
    question.refresh_from_db()
    assert question.answer == answered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, {"from": NUMBER, "text": "1"}, 404),
        ({"Authorization": "Bearer "}, {"from": NUMBER, "text": "1"}, 404),
        ({"Authorization": "Bearer guessed"}, {"from": NUMBER, "text": "1"}, 404),
        (HEADERS, {"from": NUMBER}, 400),
        (HEADERS, {"from": NUMBER, "text": 1}, 400),
        (HEADERS, [], 400),
        (HEADERS, {"from": "+996700999999", "text": "1"}, 204),
        (HEADERS, {"from": "nobody", "text": "1"}, 204),
        (HEADERS, {"from": NUMBER, "text": "maybe"}, 204),
    ],
)
def test_nobody_answers_for_another_and_no_nonsense_is_an_answer(
    question: Message, headers: dict[str, str], body: object, status: int
) -> None:
    answer = Client().post("/api/sms", json.dumps(body), content_type="application/json", headers=headers)
    question.refresh_from_db()
    assert (answer.status_code, question.answer) == (status, None)


@pytest.mark.django_db
def test_where_no_gateway_is_named_there_is_no_door_for_its_answers(settings: Settings) -> None:
    settings.SMS_SECRET = ""
    said = {"from": NUMBER, "text": "1"}
    for key in ("Bearer ", "Bearer"):
        answer = Client().post("/api/sms", said, content_type="application/json", headers={"Authorization": key})
        assert answer.status_code == 404
