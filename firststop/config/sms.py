"""From a gateway's address to the adapter that sends text messages; without one, they are printed."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Whoever guesses the secret could answer for people.
_SHORTEST = 20


def sms_adapter(url: str, secret: str) -> str:
    """Return the adapter's name, for a gateway at an `https://` address that shares a secret with us, or for none."""
    if not url and not secret:
        return "firststop.core.sms.ConsoleSms"
    address = urlsplit(url)
    if address.scheme != "https" or not address.hostname or "@" in address.netloc:
        raise ImproperlyConfigured("FIRSTSTOP_SMS is not an address such as https://gateway.example/send")
    if len(secret) < _SHORTEST:
        raise ImproperlyConfigured(f"FIRSTSTOP_SMS needs FIRSTSTOP_SMS_SECRET, {_SHORTEST} characters or more.")
    return "firststop.core.sms.GatewaySms"
