"""From a mail server's address to Django's settings; without one, letters are printed."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: How a connection is kept secret, by the scheme of the address; plain `smtp` is for a server on the same machine.
_SECRET = {"smtp": {}, "smtp+tls": {"EMAIL_USE_TLS": True}, "smtps": {"EMAIL_USE_SSL": True}}


class WrongMailUrl(ImproperlyConfigured):
    """`FIRSTSTOP_MAIL` cannot be read as the address of a mail server."""


def mail_from(url: str | None) -> dict[str, Any]:
    """Return the settings for `smtp://`, `smtp+tls://` or `smtps://` user:password@host:port; raises `WrongMailUrl`.

    A server that says nothing for 10 seconds counts as gone: it must not hold a worker for ever.
    """
    if not url:
        return {"EMAIL_BACKEND": "firststop.core.mail.PrintedMail"}
    address = urlsplit(url)
    if address.scheme not in _SECRET or not address.hostname:
        raise WrongMailUrl("FIRSTSTOP_MAIL is not an address such as smtp+tls://user:password@host:587")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or {"smtp": 25, "smtps": 465}.get(address.scheme, 587),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_TIMEOUT": 10,
        **_SECRET[address.scheme],
    }
