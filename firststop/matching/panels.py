"""What matching shows on other pages."""

import uuid

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from firststop.accounts.queries import hat_of
from firststop.core.panels import Panel
from firststop.matching import queries
from firststop.matching.words import card_of


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


def own_candidates(_request: HttpRequest, subject: str | None) -> Panel | None:
    """Lead from one's own public vacancy to the people who fit."""
    return Panel("matching/panels/candidates_link.html", {"vacancy": subject})
