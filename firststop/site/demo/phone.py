"""The demo's phone: every text message goes to a page instead of a gateway, so that anybody can sign in as the cast."""

import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = "phone.jsonl"


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
        line = json.dumps({"number": number, "text": text, "at": timezone.now().isoformat()})
        _phone().parent.mkdir(parents=True, exist_ok=True)
        # One write at the end of the file is whole, however many processes send: none is lost.
        file = os.open(_phone(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)


def messages() -> list[Sms]:
    """Return what came since the demo was made, newest first."""
    if not _phone().is_file():
        return []
    came = [json.loads(line) for line in _phone().read_text(encoding="utf-8").splitlines()]
    return [Sms(it["number"], it["text"], datetime.fromisoformat(it["at"])) for it in reversed(came)]


def _phone() -> Path:
    return Path(settings.VAR) / NAME
