"""What vacancies show on other pages."""

import uuid

from django.http import HttpRequest
from django.urls import reverse

from firststop.core.panels import Panel
from firststop.vacancies.queries import public_count, public_vacancies_of


def door(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show the door to work on the first page."""
    return Panel("vacancies/panels/door.html", {"count": public_count(), "action": reverse("vacancies:search")})


def of_employer(_request: HttpRequest, subject: str | None) -> Panel | None:
    """Show an employer's public vacancies on its page."""
    cards = public_vacancies_of(uuid.UUID(subject)) if subject else []
    return Panel("vacancies/panels/of_employer.html", {"cards": cards})
