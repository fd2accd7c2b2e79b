"""Text messages: one segment, no link, no name; how they leave is an adapter's matter."""

import json
import re
import sys
from http.client import HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

#: GSM 03.38 letters; a text of these alone has 160 in a segment, any other text 70.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: What a gateway answers to a number or a text that it will not take at another time either.
_NEVER = frozenset({400, 404, 410, 422})
_LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|kg|ru|gov)\b", re.IGNORECASE)


class UnfitSms(ValueError):
    """A text that must not leave: too long for one segment, or with a link."""


class NoGateway(OSError):
    """Nobody has named a gateway yet."""


class Undeliverable(OSError):
    """The gateway takes no message for this number, now or later."""


class SmsAdapter(Protocol):
    """What sends a text to a number: a gateway, the console, the demo's phone page."""

    def send(self, number: str, text: str) -> None:
        """Send `text` to `number` (E.164).

        Raises OSError where the gateway cannot be reached, `Undeliverable` where it never takes this message.
        """


class ConsoleSms:
    """Prints each message to standard error, for a developer's desk."""

    def send(self, number: str, text: str) -> None:
        """Print the message."""
        print(f"SMS to {number}: {text}", file=sys.stderr)  # noqa: T201 - printing is this adapter's work


class NoSms:
    """Sends nothing: a country that has no gateway yet."""

    def send(self, number: str, text: str) -> None:  # noqa: ARG002
        """Raise `NoGateway`."""
        raise NoGateway


class GatewaySms:
    """Posts each message to the gateway that the settings name: JSON `to` and `text`, with the secret as its token."""

    def send(self, number: str, text: str) -> None:
        """Hand over the message; no redirect is followed, since the secret is for the gateway alone."""
        address = urlsplit(settings.SMS_GATEWAY)
        path = address._replace(scheme="", netloc="").geturl() or "/"
        body = json.dumps({"to": number, "text": text}).encode()
        headers = {"Authorization": f"Bearer {settings.SMS_SECRET}", "Content-Type": "application/json"}
        line = HTTPSConnection(address.netloc, timeout=10)
        try:
            line.request("POST", path, body, headers)
            status = line.getresponse().status
        except HTTPException as broken:
            raise ConnectionError("the gateway's answer cannot be read") from broken
        finally:
            line.close()
        if status in _NEVER:
            raise Undeliverable(f"the gateway answers {status}")
        if not 200 <= status < 300:
            raise ConnectionError(f"the gateway answers {status}")


def segment_size(text: str) -> int:
    """Return how many characters one segment holds for the letters of `text`."""
    return 160 if set(text) <= _GSM else 70


def checked(text: str) -> str:
    """Return `text` if it may leave as one message; raises `UnfitSms` otherwise."""
    if len(text) > segment_size(text):
        raise UnfitSms(f"{len(text)} characters do not fit one segment of {segment_size(text)}")
    if _LINK.search(text):
        raise UnfitSms("a text message carries no link")
    return text


def send_sms(number: str, text: str) -> None:
    """Send one checked text through the adapter that the settings name."""
    adapter: SmsAdapter = import_string(settings.SMS_ADAPTER)()
    adapter.send(number, checked(text))
