"""The panels that accounts bring to pages: as whom one is here, and what waits in one's inbox."""

from django.http import HttpRequest

from firststop.accounts.homes import home_of
from firststop.accounts.queries import hat_of, open_hats
from firststop.core.messages import waiting_for
from firststop.core.panels import Panel


def account(request: HttpRequest, _subject: str | None) -> Panel:
    """Show as whom the reader is here with the way to the own page, or the way to sign in."""
    return Panel("accounts/panels/account.html", {"hat": hat_of(request), "home": home_of(request)})


def navigation(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead whoever is signed in to the own home from every page."""
    if hat_of(request) is None:
        return None
    home = home_of(request)
    return Panel("accounts/panels/navigation.html", {"home": home, "here": request.path == home})


def other_hats(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Offer whoever finds nothing here to look again as somebody else whom they may be."""
    hats = open_hats(request)
    if request.method != "GET" or len(hats) < 2:
        return None
    shown = {"hats": hats, "hat": hat_of(request), "next_page": request.get_full_path()}
    return Panel("accounts/panels/other_hats.html", shown)


def messages(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say how many questions and new messages wait for the reader."""
    hat = hat_of(request)
    waits = waiting_for(hat.account) if hat else None
    return Panel("accounts/panels/messages_card.html", {"waits": waits}) if waits else None
