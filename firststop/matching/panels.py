"""What matching shows on other pages."""

import uuid

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from firststop.accounts.queries import hat_of
from firststop.casework.queries import may_open
from firststop.core.panels import Panel
from firststop.matching import queries
from firststop.matching.words import card_of, listed

#: How many vacancies the home shows, and how many a counsellor sees of a client.
SHOWN, SHOWN_TO_COUNSELLOR = 3, 5


def of_vacancy(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show a person how well a vacancy fits; nobody else sees it there."""
    hat = hat_of(request)
    if hat is None or hat.organisation is not None or subject is None:
        return None
    found = queries.fit(hat.account, uuid.UUID(subject), on=timezone.localdate())
    if found is None:
        return None
    card = card_of(found.explanation, get_language() or "en")
    return Panel("matching/panels/card.html", {"card": card, "apart": found.kept_apart_by})


def best(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the best vacancies on the home of who looks for work, with the way to all of them."""
    hat = hat_of(request)
    if hat is None or hat.organisation is not None:
        return None
    found = queries.best_for(hat.account, on=timezone.localdate(), limit=SHOWN)
    shown = {"found": listed(found, get_language() or "en")}
    return Panel("matching/panels/best.html", shown) if found else None


def of_client(request: HttpRequest, subject: str | None) -> Panel | None:
    """Show a counsellor the vacancies that fit a client best, with every reason."""
    hat, today = hat_of(request), timezone.localdate()
    if hat is None or not hat.is_staff or subject is None or not may_open(uuid.UUID(subject), hat.account, on=today):
        return None
    found = queries.best_for(uuid.UUID(subject), on=today, limit=SHOWN_TO_COUNSELLOR)
    return Panel("matching/panels/of_client.html", {"found": listed(found, get_language() or "en")})


def own_candidates(_request: HttpRequest, subject: str | None) -> Panel | None:
    """Lead from one's own public vacancy to the people who fit."""
    return Panel("matching/panels/candidates_link.html", {"vacancy": subject})
