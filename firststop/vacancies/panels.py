"""What vacancies show on other pages."""

import uuid

from django.http import HttpRequest
from django.urls import reverse

from firststop.accounts.queries import hat_of
from firststop.casework.queries import queue_lengths
from firststop.core.panels import Panel
from firststop.vacancies.policies import may_moderate, may_post
from firststop.vacancies.queries import public_count, public_vacancies_of
from firststop.vacancies.services.queues import QUEUES


def door(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the door to work on the first page."""
    return Panel("vacancies/panels/door.html", {"count": public_count(), "action": reverse("vacancies:search")})


def employer_door(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the door to people on the first page: to a vacancy; whoever has no enterprise yet registers it first."""
    hat = hat_of(request)
    if may_post(request):
        action = reverse("vacancies:mine")
    elif hat is None or hat.organisation is None:
        action = reverse("employers:register")
    else:
        return None
    return Panel("vacancies/panels/employer_door.html", {"action": action})


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
