"""The demo's phone: every text message goes to a page instead of a gateway, so that anybody can sign in as the cast."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

KEY, MOST = "site.demo.phone", 100


@dataclass(frozen=True, slots=True)
class Sms:
    """One message on the phone."""

    number: str
    text: str
    at: datetime

    @property
    def asks(self) -> bool:
        """Whether the message says which digit to send back."""
        return re.search(r"\b1\b.*\b0\b", self.text) is not None

    @property
    def ref(self) -> str:
        """The reference of what it asks about, which goes back with the digit; empty where it names none."""
        found = re.search(r"\b[0-9A-F]{4}\b", self.text)
        return found[0] if found else ""


class PhonePage:
    """The SMS adapter of the demo."""

    def send(self, number: str, text: str) -> None:
        """Keep the message for the phone page."""
        cache.set(KEY, [Sms(number, text, timezone.now()), *messages()][:MOST], timeout=None)


def messages() -> list[Sms]:
    """Return what came, newest first."""
    kept: list[Sms] = cache.get(KEY, [])
    return kept
