"""The panels that accounts bring to other pages: as whom one is here."""

from django.http import HttpRequest

from firststop.accounts.homes import home_of
from firststop.accounts.queries import hat_of
from firststop.core.panels import Panel


def account(request: HttpRequest, _subject: str | None) -> Panel:
    """Show as whom the reader is here with the way to the own page, or the way to sign in."""
    return Panel("accounts/panels/account.html", {"hat": hat_of(request), "home": home_of(request)})
