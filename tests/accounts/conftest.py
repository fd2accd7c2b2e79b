"""What tests of accounts share: phones that keep what they get."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

_sent: list[tuple[str, str]] = []


class KeptSms:
    """Keeps each text message for the test to read."""

    def send(self, number: str, text: str) -> None:
        _sent.append((number, text))


@dataclass
class Phones:
    """What arrived, newest last: (number, text)."""

    sent: list[tuple[str, str]] = field(default_factory=lambda: _sent)

    def texts(self, number: str) -> list[str]:
        return [text for to, text in self.sent if to == number]

    def code(self, number: str) -> str:
        """Return the last code that came to a number."""
        return code_in(self.texts(number)[-1])


def code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None, text
    return found.group()


def mailed_code() -> str:
    """Return the code of the last letter."""
    return code_in(str(mail.outbox[-1].body))


@pytest.fixture
def phones(settings: Settings) -> Iterator[Phones]:
    settings.SMS_ADAPTER = "tests.accounts.conftest.KeptSms"
    _sent.clear()
    yield Phones()
    _sent.clear()


@pytest.fixture(autouse=True)
def _quick_sms(phones: Phones) -> None:
    """No test of accounts prints messages."""


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
