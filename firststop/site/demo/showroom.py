"""Whether this process shows a demo, and what it then puts on the pages."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.http import HttpRequest

from firststop.core.panels import Panel
from firststop.site.demo.cast import CAST
from firststop.site.demo.marker import is_marked

_marked: list[bool] = []


def is_demo() -> bool:
    """Whether the demo command started this process and its database is a demo's; both are needed."""
    if not getattr(settings, "FIRSTSTOP_DEMO", False):
        return False
    if not _marked and is_marked():
        _marked.append(True)
    return bool(_marked)


def strip(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say on every page that people and firms are invented."""
    return Panel("site/demo/strip.html") if is_demo() else None


def cast_codes(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show who can sign in, with the current code of those who need one; only on this machine itself."""
    if not is_demo() or request.META.get("SERVER_NAME") not in ("127.0.0.1", "localhost"):
        return None
    step = int(time.time()) // 30
    people = [
        {
            "who": who,
            "name": who.name("en"),
            "code": format_hotp_value(hotp_value(who.secret, step)) if who.secret else "",
        }
        for who in CAST
    ]
    return Panel("site/demo/cast.html", {"people": people})
