"""What jobseekers show on other pages and on their own home."""

import uuid

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from firststop.accounts.queries import hat_of, names_of
from firststop.casework.queries import caseload, waiting_clients
from firststop.core.messages import waiting_for
from firststop.core.panels import Panel
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.policies import counsels, for_oneself, gives_clients, takes_calls
from firststop.jobseekers.queries import who_looks
from firststop.taxonomy.queries import places

_KNOWN = "_firststop_profile"
#: How many clients the desk names.
SHOWN = 5


def home(request: HttpRequest) -> str | None:
    """Return the home of who acts for themselves."""
    return reverse("jobseekers:home") if for_oneself(request) else None


def next_questions(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say how many questions of ours wait for an answer."""
    hat = hat_of(request)
    waits = waiting_for(hat.account) if hat else None
    return Panel("accounts/panels/messages_card.html", {"waits": waits}) if waits and waits.questions else None


def next_news(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say how many new messages there are, where no question among them says so already."""
    hat = hat_of(request)
    waits = waiting_for(hat.account) if hat else None
    return Panel("accounts/panels/messages_card.html", {"waits": waits}) if waits and not waits.questions else None


def next_cv(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Ask for a CV while the profile says nothing of what the person can do."""
    profile = _profile(request)
    if not for_oneself(request) or (profile is not None and profile.says_something):
        return None
    return Panel("jobseekers/panels/next_cv.html")


def next_wishes(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Ask where the person lives: without a place no distance can be kept."""
    profile = _profile(request)
    return Panel("jobseekers/panels/next_wishes.html") if profile is not None and profile.place_id is None else None


def next_visibility(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say that nobody sees a hidden profile that is ready to be seen."""
    profile = _profile(request)
    if profile is None or profile.visibility != Visibility.HIDDEN or not profile.says_something:
        return None
    return Panel("jobseekers/panels/next_visibility.html")


def account_home(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead from the account to the own page of who looks for work, or to a counsellor's clients."""
    if counsels(request):
        return Panel("jobseekers/panels/clients.html")
    return Panel("jobseekers/panels/account_home.html") if for_oneself(request) else None


def calls(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead from the desk to the codes that firms read out."""
    return Panel("jobseekers/panels/calls.html") if takes_calls(request) else None


def giving(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead from the desk to where somebody gets a counsellor."""
    return Panel("jobseekers/panels/giving.html") if gives_clients(request) else None


def desk_clients(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show on a counsellor's desk how many clients wait for a next step: late, for today, or not planned."""
    hat = hat_of(request)
    if hat is None or not counsels(request):
        return None
    waits = waiting_clients(hat.account, on=timezone.localdate())
    return Panel("jobseekers/panels/desk_clients.html", {"waits": waits.all})


def clients_who_wait(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Name on a counsellor's desk the clients whose step is due first; two queries."""
    hat, today = hat_of(request), timezone.localdate()
    mine = caseload(hat.account, limit=SHOWN) if hat and counsels(request) else []
    waiting = [each for each in mine if each.next_action_on is None or each.next_action_on <= today]
    names = names_of(each.person_id for each in waiting)
    rows = [(each, names[each.person_id].full if each.person_id in names else "") for each in waiting]
    return Panel("jobseekers/panels/clients_who_wait.html", {"rows": rows, "today": today}) if rows else None


def navigation(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead counsellors to their clients, and who looks for work to the own profile."""
    if counsels(request):
        return Panel("jobseekers/panels/to_clients.html")
    return Panel("jobseekers/panels/to_profile.html") if for_oneself(request) else None


def way_in(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Offer a profile on the first page to visitors and to who looks for work themselves."""
    if hat_of(request) is not None and not for_oneself(request):
        return None
    return Panel("jobseekers/panels/way_in.html")


def people_here(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Say on the first page how many people firms can find here, and where most of them live."""
    found = who_looks()
    if not found.people:
        return None
    named = places([code for code, _people in found.regions], get_language() or "en")
    regions = [(named[code].name, people) for code, people in found.regions if code in named]
    return Panel("jobseekers/panels/people_here.html", {"people": found.people, "regions": regions})


def employer(request: HttpRequest, subject: str | None) -> Panel | None:
    """Offer "not to this employer" on the page of an employer."""
    if subject is None or not for_oneself(request):
        return None
    profile = _profile(request)
    hidden = profile is not None and profile.not_to.filter(establishment=uuid.UUID(subject)).exists()
    return Panel("jobseekers/panels/employer.html", {"employer": subject, "hidden": hidden})


def _profile(request: HttpRequest) -> Profile | None:
    """Return the reader's profile, read once a request."""
    hat = hat_of(request)
    if hat is None or hat.organisation is not None:
        return None
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, Profile.objects.filter(person=hat.account).first())
    known: Profile | None = getattr(request, _KNOWN)
    return known
