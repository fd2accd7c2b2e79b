"""What casework shows on other pages."""

from django.http import HttpRequest
from django.urls import reverse

from firststop.casework.policies import is_staff
from firststop.core.panels import Panel


def home(request: HttpRequest) -> str | None:
    """Return the home of staff."""
    return reverse("casework:desk") if is_staff(request) else None


def to_desk(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show staff the way to their desk."""
    return Panel("casework/panels/to_desk.html") if is_staff(request) else None
