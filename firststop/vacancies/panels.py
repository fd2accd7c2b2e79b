"""What vacancies show on other pages."""

import uuid
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from firststop.accounts.queries import hat_of
from firststop.casework.queries import queue_lengths
from firststop.core.panels import Panel, declare
from firststop.vacancies.conditions import address_of
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.policies import may_keep_searches, may_moderate, may_post
from firststop.vacancies.queries import (
    counts_of,
    open_in_occupation,
    public_counts,
    public_vacancies_of,
    searches_of,
)
from firststop.vacancies.services.queues import QUEUES

WORK, PEOPLE = declare("home.work"), declare("home.people")
#: How many saved searches the home of their person names.
SHOWN_SEARCHES = 5


def door(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the door to work on the first page."""
    count, new = public_counts(timezone.now() - timedelta(days=7))
    return Panel("vacancies/panels/door.html", {"count": count, "new": new, "action": reverse("vacancies:search")})


def employer_door(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the door to people on the first page, to everybody who may post or might."""
    hat = hat_of(request)
    if hat is not None and hat.organisation is not None and not may_post(request):
        return None
    return Panel("vacancies/panels/employer_door.html", {"action": reverse("vacancies:post")})


def own_home(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on an enterprise's home how its vacancies stand, and lead to them."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None or not may_post(request):
        return None
    counts = counts_of(hat.organisation)
    shown = {
        "public": counts.get(AdStatus.ACTIVE, 0),
        "waiting": counts.get(AdStatus.CHECKING, 0) + counts.get(AdStatus.RECEIVED, 0),
        "refused": counts.get(AdStatus.REJECTED, 0),
    }
    return Panel("vacancies/panels/own_home.html", {**shown, "any": sum(shown.values())})


def employers_next(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead who speaks for an enterprise to its vacancies."""
    return Panel("vacancies/panels/employers_next.html") if may_post(request) else None


def moderation_queues(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the desk how many vacancies, appeals and reports wait for a moderator; one query."""
    if not may_moderate(request):
        return None
    waits = queue_lengths(*QUEUES)
    lines = [(name.rpartition(".")[2], word, waits[name]) for name, word in QUEUES.items()]
    return Panel("vacancies/panels/moderation_queues.html", {"lines": lines})


def of_employer(_request: HttpRequest, subject: str | None) -> Panel | None:
    """Show an employer's public vacancies on its page."""
    cards = public_vacancies_of(uuid.UUID(subject)) if subject else []
    return Panel("vacancies/panels/of_employer.html", {"cards": cards})


def saved_searches(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the home of who looks for work the first saved searches, with the way to all; one query."""
    hat = hat_of(request)
    if hat is None or not may_keep_searches(request):
        return None
    mine = searches_of(hat.account)[:SHOWN_SEARCHES]
    shown = [(search, address_of(search.conditions)) for search in mine]
    return Panel("vacancies/panels/saved_searches.html", {"searches": shown})


def of_occupation(_request: HttpRequest, subject: str | None) -> Panel | None:
    """Show on an occupation's page how many vacancies are open in it, and lead to them; one query."""
    if not subject:
        return None
    action = f"{reverse('vacancies:search')}?{urlencode({'occupation': subject})}"
    context = {"count": open_in_occupation(uuid.UUID(subject)), "action": action}
    return Panel("vacancies/panels/of_occupation.html", context)
