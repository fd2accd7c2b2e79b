"""What stories of employers share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.employers.firms import sent


@pytest.fixture(autouse=True)
def phones(settings: Settings) -> Iterator[list[tuple[str, str]]]:
    """Give each test phones that keep what they get: (number, text), newest last."""
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"
    sent.clear()
    yield sent
    sent.clear()
