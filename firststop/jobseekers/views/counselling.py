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
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of, name_of, names_of, reach
from firststop.casework.queries import absences, caseload, client_of, load_of, may_open
from firststop.casework.services import plan_next_action
from firststop.core.access import requires
from firststop.core.panels import declare
from firststop.core.parameters import page_of, takes
from firststop.core.reads import record_read
from firststop.core.refusals import not_found
from firststop.jobseekers.forms import FindClientForm, NextActionForm
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
@require_http_methods(["GET", "POST"])
@takes("page", "of")
def clients(request: HttpRequest) -> HttpResponse:
    """Show the counsellor's own clients, or those `of` one who is away; the next action that is due first on top.

    What is looked for, a name or a code, is sent and not in the address: it would say who is a client here.
    """
    away = absences(me(request), on=timezone.localdate())
    of = request.GET.get("of", "")
    absent = next((each.account_id for each in away if str(each.account_id) == of), None)
    if of and absent is None:
        raise not_found(_("You do not stand in for this person."))
    find = FindClientForm(request.POST if request.method == "POST" else None)
    wanted = find.cleaned_data["wanted"] if find.is_bound and find.is_valid() else ""
    names = names_of(each.account_id for each in away)
    shown = _queue(request, absent or me(request), wanted=wanted) | {
        "find": find,
        "away": [(each, names[each.account_id].full) for each in away],
    }
    return render(request, "jobseekers/clients.html", shown, status=400 if find.errors else 200)


def _queue(request: HttpRequest, counsellor: uuid.UUID, *, wanted: str = "") -> dict[str, Any]:
    """Return a page of a counsellor's clients, or all of them whose name or code holds what is wanted."""
    today, page, load = timezone.localdate(), page_of(request), load_of(counsellor)
    skip, limit = (0, load.people) if wanted else ((page - 1) * A_PAGE, A_PAGE)
    mine = caseload(counsellor, skip=skip, limit=limit)
    people = [client.person_id for client in mine]
    names, codes = names_of([*people, counsellor]), codes_of(people)
    rows = [
        {
            "client": client,
            "name": names[client.person_id].full if client.person_id in names else "",
            "code": codes.get(client.person_id, ""),
            "due": _due(client.next_action_on, today),
        }
        for client in mine
    ]
    kept = "" if counsellor == me(request) else f"&of={counsellor}"
    return {
        "rows": [row for row in rows if _is_called(row, wanted)],
        "load": load,
        "page": page,
        "counsellor": counsellor,
        "of": names[counsellor].full if kept else "",
        "next": f"?page={page + 1}{kept}" if load.people > skip + limit else "",
        "previous": f"?page={page - 1}{kept}" if page > 1 and not wanted else "",
    }


def _is_called(row: dict[str, Any], wanted: str) -> bool:
    called = f"{row['name']} {row['code']}".casefold()
    return all(word in called for word in wanted.casefold().split())


def _due(day: date | None, today: date) -> str:
    if day is None:
        return "none"
    return "late" if day < today else "today" if day == today else "later"


@requires(counsels)
@require_http_methods(["GET", "POST"])
@takes("page")
def client(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show one client beside the queue to their counsellor, who plans the next step there, or to the stand-in.

    Nobody else's client exists.
    """
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
    queue = _queue(request, planned.counsellor_id if planned else me(request))
    order = [row["client"].person_id for row in queue["rows"]]
    after = order[order.index(person) + 1 :] if person in order else order
    shown = (
        queue
        | _shown(person)
        | {
            "find": FindClientForm(),
            "after": next(iter(after), None),
            "planned": planned,
            "due": _due(planned.next_action_on if planned else None, today),
            "form": form if planned and planned.counsellor_id == me(request) else None,
        }
    )
    return render(request, "jobseekers/clients.html", shown, status=400 if form.errors else 200)


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
