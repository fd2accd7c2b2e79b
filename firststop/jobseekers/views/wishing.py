"""What somebody wishes, who may see it, and who never."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.parameters import takes
from firststop.core.refusals import not_found
from firststop.employers.queries import establishments, find_employers
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.forms import VisibilityForm, WishesForm
from firststop.jobseekers.policies import for_oneself
from firststop.jobseekers.services import hide_from, set_visibility, set_wishes, show_again_to
from firststop.jobseekers.views.own import my_profile

#: How many employers of a name are shown; of more, the page says that there are.
SHOWN = 20


@requires(for_oneself)
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Ask for places, distance, pay, hours, contracts, start, education, licences and languages."""
    profile = my_profile(request)
    form = WishesForm(request.POST or None, profile=profile)
    if request.method == "POST" and form.is_valid():
        set_wishes(profile.id, form.wishes(), by=actor_of(request))
        if profile.visibility == Visibility.HIDDEN:
            return redirect("jobseekers:visibility")
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("jobseekers:home")
    return render(request, "jobseekers/wishes.html", {"form": form}, status=400 if form.errors else 200)


@requires(for_oneself)
@require_http_methods(["GET", "POST"])
def visibility(request: HttpRequest) -> HttpResponse:
    """Ask who may see that one looks for work."""
    profile = my_profile(request)
    form = VisibilityForm(request.POST or None, initial={"visibility": profile.visibility})
    if request.method == "POST" and form.is_valid():
        chosen = Visibility(form.cleaned_data["visibility"])
        set_visibility(profile.id, chosen, by=actor_of(request))
        messages.success(request, _seen_as(chosen))
        return redirect("jobseekers:home")
    return render(request, "jobseekers/visibility.html", {"form": form}, status=400 if form.errors else 200)


def _seen_as(chosen: Visibility) -> str:
    """Say what happens from now on."""
    return {
        Visibility.HIDDEN: _("From now on nobody sees that you look for work."),
        Visibility.ANONYMOUS: _("From now on employers see what you can do, without your name."),
        Visibility.FULL: _("From now on employers see your name and how to reach you."),
    }[chosen]


@requires(for_oneself)
@takes("name")
@require_http_methods(["GET", "POST"])
def not_to(request: HttpRequest) -> HttpResponse:
    """Name employers that never see that one looks for work, or end it."""
    profile = my_profile(request)
    if request.method == "POST":
        by = actor_of(request)
        if "show" in request.POST:
            show_again_to(profile.id, _key(request.POST["show"]), by=by)
            messages.success(request, _("This employer may see you again."))
        else:
            hide_from(profile.id, _key(request.POST.get("hide", "")), by=by)
            messages.success(request, _("This employer, its units and who acts for it never see you."))
        return redirect("jobseekers:not_to")
    named = establishments(profile.not_to.values_list("establishment_id", flat=True))
    employers = sorted(named.values(), key=lambda it: it.name)
    typed = request.GET.get("name", "")[:120]
    like = find_employers(typed, limit=SHOWN + 1)
    shown = {
        "employers": employers,
        "typed": typed,
        "found": [card for card in like[:SHOWN] if card.id not in named],
        "more": len(like) > SHOWN,
    }
    return render(request, "jobseekers/not_to.html", shown)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise not_found(_("We do not know this employer.")) from wrong
