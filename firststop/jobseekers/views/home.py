"""The home of who looks for work: what next, then how things stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from firststop.accounts.queries import looks_at, name_of
from firststop.core.access import requires
from firststop.core.panels import cards_at, declare
from firststop.jobseekers.policies import for_oneself
from firststop.jobseekers.queries import profile_of
from firststop.jobseekers.views.own import me
from firststop.jobseekers.wished import wishes_in_words

NEXT, HOME, ASIDE = declare("jobseeker.next"), declare("jobseeker.home"), declare("jobseeker.home.aside")
MOST_LOOKS = 3


@requires(for_oneself)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Answer "what next?" with at most three cards, then show applications, looks and visibility."""
    person = me(request)
    profile = profile_of(person)
    shown = {
        "name": name_of(person).given,
        "cards": cards_at(NEXT, request),
        "profile": profile,
        "wishes": wishes_in_words(profile, get_language() or "en") if profile else [],
        "hidden_from": profile.not_to.count() if profile else 0,
        "looks": looks_at(person, limit=MOST_LOOKS),
    }
    return render(request, "jobseekers/home.html", shown)
