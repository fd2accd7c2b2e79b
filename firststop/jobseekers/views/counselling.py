"""A counsellor's own clients, and what happens next with each. Opening a profile is told to its person."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from firststop.accounts.queries import actor_of, name_of, names_of, reach
from firststop.casework.queries import absences, caseload, client_of, load_of, may_open
from firststop.casework.services import plan_next_action
from firststop.core.access import requires
from firststop.core.panels import declare
from firststop.core.parameters import page_of, takes
from firststop.core.reads import record_read
from firststop.core.refusals import not_found
from firststop.jobseekers.forms import NextActionForm
from firststop.jobseekers.policies import counsels
from firststop.jobseekers.queries import codes_of, profile_facts, profile_of
from firststop.jobseekers.views.own import me
from firststop.jobseekers.wished import wishes_in_words
from firststop.taxonomy.queries import names_of as concept_names

TIMELINE = declare("person.timeline")
#: Why a counsellor reads what there is of a client.
COUNSELLING = "jobseekers.counselling"
#: How many clients a page shows.
A_PAGE = 50


@requires(counsels)
@require_GET
@takes("page", "of")
def clients(request: HttpRequest) -> HttpResponse:
    """Show the counsellor's own clients, or those `of` one who is away; the next action that is due first on top."""
    today, page = timezone.localdate(), page_of(request)
    away = {str(each.account_id): each for each in absences(me(request), on=today)}
    of = request.GET.get("of", "")
    if of and of not in away:
        raise not_found(_("You do not stand in for this person."))
    counsellor, kept = away[of].account_id if of else me(request), f"&of={of}" if of else ""
    mine, load = caseload(counsellor, skip=(page - 1) * A_PAGE, limit=A_PAGE), load_of(counsellor)
    people = [client.person_id for client in mine]
    names, codes = names_of([*people, *(each.account_id for each in away.values())]), codes_of(people)
    rows = [
        {
            "client": client,
            "name": names[client.person_id].full if client.person_id in names else "",
            "code": codes.get(client.person_id, ""),
            "due": _due(client.next_action_on, today),
        }
        for client in mine
    ]
    shown = {
        "rows": rows,
        "heads": [_("Person"), _("Next action"), _("When")],
        "load": load,
        "away": [(each, names[each.account_id].full) for each in away.values()],
        "of": names[counsellor].full if of else "",
        "next": f"?page={page + 1}{kept}" if load.people > page * A_PAGE else "",
        "previous": f"?page={page - 1}{kept}" if page > 1 else "",
    }
    return render(request, "jobseekers/clients.html", shown)


def _due(day: date | None, today: date) -> str:
    if day is None:
        return "none"
    return "late" if day < today else "today" if day == today else "later"


@requires(counsels)
@require_http_methods(["GET", "POST"])
def client(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show one client to their counsellor, who plans the next step there, or to the stand-in; nobody else's exists."""
    today = timezone.localdate()
    if not may_open(person, me(request), on=today):
        raise not_found(_("This person is not on your list."))
    form = NextActionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        plan_next_action(person, **form.cleaned_data, by=actor_of(request))
        messages.success(request, _("The next step is planned."))
        return redirect("jobseekers:client", person)
    by = actor_of(request)
    record_read(person, by=by, role="counsellor", purpose=COUNSELLING, what="jobseekers.profile", on=today)
    planned = client_of(person)
    shown = _shown(person) | {
        "planned": planned,
        "due": _due(planned.next_action_on if planned else None, today),
        "form": form if planned and planned.counsellor_id == me(request) else None,
    }
    return render(request, "jobseekers/client.html", shown, status=400 if form.errors else 200)


def _shown(person: uuid.UUID) -> dict[str, Any]:
    profile = profile_of(person)
    facts = next(iter(profile_facts([profile.id])), None) if profile else None
    keys = [*facts.skills, *facts.wanted, *(key for key, _m in facts.practised)] if facts else []
    names = concept_names(keys, get_language() or "en")
    return {
        "person": person,
        "name": name_of(person).full,
        "way": reach(person),
        "profile": profile,
        "wishes": wishes_in_words(profile, get_language() or "en") if profile else [],
        "skills": [names[key] for key in (facts.skills if facts else ()) if key in names],
        "wanted": [names[key] for key in (facts.wanted if facts else ()) if key in names],
        "practised": [(names[key], months) for key, months in (facts.practised if facts else ()) if key in names],
    }
