"""What employers show on other pages."""

from django.http import HttpRequest
from django.utils import timezone

from firststop.accounts.queries import hat_of
from firststop.casework.queries import queue_lengths
from firststop.core.panels import Panel
from firststop.employers.policies import (
    may_answer,
    may_ask,
    may_decide_proofs,
    may_name_agencies,
    may_prove,
    may_register,
)
from firststop.employers.queries import establishments_of, proofs_waiting
from firststop.employers.services.requesting import QUEUE


def next_step(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show an enterprise on its home what stands between it and public vacancies."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None or not may_ask(request):
        return None
    employers = establishments_of(hat.organisation)
    if not employers:
        return Panel("employers/panels/register.html") if may_register(request) else None
    if employers[0].is_verified or not may_prove(request):
        return None
    return Panel("employers/panels/firm.html", {"employer": employers[0]})


def ways(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead an enterprise from its home to what it can ask and show."""
    hat = hat_of(request)
    employers = establishments_of(hat.organisation) if hat and hat.organisation and may_ask(request) else []
    shown = {"employer": employers[0], "may_prove": may_prove(request)} if employers else {}
    return Panel("employers/panels/ways.html", shown) if employers else None


def agencies(request: HttpRequest, subject: str | None) -> Panel | None:
    """Lead from an enterprise's page to who acts for it, whoever may name them."""
    hat = hat_of(request)
    if hat is None or subject is None or not may_name_agencies(request):
        return None
    own = hat.is_staff or any(str(card.id) == subject for card in establishments_of(hat.organisation or hat.account))
    return Panel("employers/panels/agencies.html", {"employer": subject}) if own else None


def requests_queue(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the desk how many enterprises wait for an answer."""
    if not may_answer(request):
        return None
    return Panel("employers/panels/requests_queue.html", {"waits": queue_lengths(QUEUE)[QUEUE]})


def proofs_queue(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on the desk how many proofs wait for a decision."""
    if not may_decide_proofs(request):
        return None
    return Panel("employers/panels/proofs_queue.html", {"waits": proofs_waiting(at=timezone.now())})
