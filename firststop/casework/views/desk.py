"""The desk: what is next for staff, tasks with their promised times, and whom to call."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.enums import Role
from firststop.accounts.queries import Hat, actor_of, hat_of, names_of
from firststop.casework.forms import CallForm
from firststop.casework.models import Assignment, Office, Task
from firststop.casework.policies import is_staff, leads, manages_offices, may_call
from firststop.casework.queries import (
    Load,
    Waiting,
    due_tasks,
    is_in,
    offices_of,
    overloaded,
    own_tasks,
    promise_of,
    promises,
    promises_by_office,
    waiting_clients,
)
from firststop.casework.services import give_back_task, note_call, open_call, queue_named, queues_of, take_task
from firststop.core.access import requires
from firststop.core.country.records import named
from firststop.core.messages import call_list, calls_waiting, words_of
from firststop.core.panels import declare
from firststop.core.refusals import Text, not_found

QUEUES, STATE, CALLED = declare("desk.queues"), declare("desk.state"), declare("desk.call")
#: How late a task is when its lead is told.
RISES_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One task as the desk shows it; `href` is empty where no page opens it."""

    task: Task
    word: Text
    href: str
    is_late: bool


@requires(is_staff)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Answer what is next: queues, own tasks, tasks and clients late or due today, calls, how promises are kept."""
    hat, now = hat_of(request), timezone.now()
    if hat is None:
        raise not_found(_("There is no such page."))
    tonight = datetime.combine(timezone.localdate(now), time.max, tzinfo=timezone.get_current_timezone())
    served = queues_of(request)
    due = lines(due_tasks(served, until=tonight, offices=offices_of(hat.account)), now)
    late = sum(line.is_late for line in due)
    shown = {
        "own": lines(own_tasks(hat.account), now),
        "due": due,
        "late": late,
        "today": len(due) - late,
        "clients": _clients(hat, now),
        "risen": lines(due_tasks(served, until=now - RISES_AFTER), now) if leads(request) else [],
        "overloaded": _overloaded(hat) if leads(request) else [],
        "calls": calls_waiting(at=now) if may_call(request) else None,
        "manages": manages_offices(request),
        "promises": [(promise_of(each.clock), each, round(100 * (each.share or 0))) for each in promises(at=now)],
        "offices": [
            (_office(office), each, round(100 * (each.share or 0))) for office, each in promises_by_office(at=now)
        ],
        "heads": [_("Promise"), _("In time"), _("All tasks"), _("Share")],
        "office_heads": [_("Office"), _("In time"), _("All tasks"), _("Share")],
    }
    return render(request, "casework/desk.html", shown)


def _clients(hat: Hat, now: datetime) -> Waiting:
    if Role.COUNSELLOR not in hat.roles:
        return Waiting(0, 0, 0)
    return waiting_clients(hat.account, on=timezone.localdate(now))


def _overloaded(hat: Hat) -> list[tuple[str, Assignment, Load]]:
    found = overloaded(hat.organisation) if hat.organisation else []
    names = names_of(each.account_id for each, _load in found)
    return [(names[each.account_id].full, each, load) for each, load in found]


@requires(is_staff)
@require_POST
def take(request: HttpRequest, task: uuid.UUID) -> HttpResponse:
    """Take a task of a queue that one serves, and open what it is about."""
    _check_served(request, task)
    taken = take_task(task, by=actor_of(request), at=timezone.now())
    return redirect(_href(taken) or "casework:desk")


@requires(is_staff)
@require_POST
def give_back(request: HttpRequest, task: uuid.UUID) -> HttpResponse:
    """Put one's own task back into its queue."""
    _check_served(request, task)
    give_back_task(task, by=actor_of(request))
    return redirect("casework:desk")


def _check_served(request: HttpRequest, task: uuid.UUID) -> None:
    if not is_in(queues_of(request), task):
        raise not_found(_("There is no such task."))


@requires(may_call)
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List the questions that nobody answered, without saying whose they are."""
    language = get_language() or "en"
    now = timezone.now()
    waiting = [(message, words_of(message, language)) for message in call_list(at=now)]
    return render(request, "casework/calls.html", {"waiting": waiting, "all": calls_waiting(at=now)})


@requires(may_call)
@never_cache
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, message: uuid.UUID) -> HttpResponse:
    """Show whom to call about one question; write down the answer."""
    by, now = actor_of(request), timezone.now()
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note_call(message, form.cleaned_data["answer"], by=by, at=now)
        messages.success(request, _("The answer is written down."))
        return redirect("casework:calls")
    opened = open_call(message, by=by, on=timezone.localdate(now), at=now)
    shown = {
        "call": opened,
        "words": words_of(opened.message, get_language() or "en"),
        "said": words_of(opened.message, opened.language),
        "form": form,
    }
    return render(request, "casework/call.html", shown, status=400 if form.errors else 200)


def _office(office: Office | None) -> str:
    if office is None:
        return _("Shared by all offices")
    return named(office.names, get_language() or "en")


def lines(tasks: list[Task], now: datetime) -> list[Line]:
    """Return tasks as the desk shows them; a queue without a name shows its promise."""
    found = []
    for task in tasks:
        queue = queue_named(task.queue)
        word = queue.word if queue else promise_of(task.clock)
        found.append(Line(task, word, _href(task), task.due_at < now))
    return found


def _href(task: Task) -> str:
    queue = queue_named(task.queue)
    if queue is None:
        return ""
    try:
        return reverse(queue.route, args=[task.subject])
    except NoReverseMatch:
        return ""
