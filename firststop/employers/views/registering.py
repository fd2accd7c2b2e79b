"""Registering an enterprise: one question a screen, everything once more before it is done."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import HAT, Hat, actor_of, hat_of
from firststop.core.access import requires
from firststop.core.refusals import Problem, Refused, not_found
from firststop.employers.enums import SizeClass
from firststop.employers.forms import NameStep, NumberStep, PlaceStep, SizeStep, schemes
from firststop.employers.policies import may_register
from firststop.employers.queries import establishments_of
from firststop.employers.register import lookup
from firststop.employers.services import found_enterprise

#: Where the session keeps the answers until they are sent.
ANSWERS = "employers.register"
STEPS: dict[str, type[forms.Form]] = {
    "number": NumberStep,
    "name": NameStep,
    "place": PlaceStep,
    "size": SizeStep,
}


@requires(may_register)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, name: str = "number") -> HttpResponse:
    """Ask one question and keep the answer; whoever has an enterprise already goes on to its proof."""
    if (known := _registered(worn(request))) is not None:
        return redirect("employers:proof", known)
    if name not in STEPS:
        raise not_found(_("There is no such step."))
    answers: dict[str, Any] = request.session.get(ANSWERS, {})
    form = STEPS[name](request.POST if request.method == "POST" else None, initial=answers)
    if request.method == "POST" and form.is_valid():
        request.session[ANSWERS] = {**answers, **form.cleaned_data, **_from_register(name, form.cleaned_data)}
        return _next(name)
    number = list(STEPS).index(name) + 1
    earlier = list(STEPS)[number - 2] if number > 1 else ""
    shown = {"form": form, "name": name, "number": number, "of": len(STEPS) + 1, "earlier": earlier}
    return render(request, "employers/register_step.html", shown, status=400 if form.errors else 200)


@requires(may_register)
@require_http_methods(["GET", "POST"])
def check_answers(request: HttpRequest) -> HttpResponse:
    """Show everything once more with ways to change it, and register the enterprise."""
    hat = worn(request)
    if (known := _registered(hat)) is not None:
        return redirect("employers:proof", known)
    answers: dict[str, Any] = request.session.get(ANSWERS, {})
    if (lacks := _lacks(answers)) is not None:
        return redirect("employers:register_step", lacks)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            return _register(request, hat, answers)
        except Refused as refused:
            problems = list(refused.problems)
    shown = {
        "answers": answers,
        "size_class": SizeClass.of(answers.get("staff")),
        "scheme": dict(schemes()).get(answers["scheme"], answers["scheme"]),
        "problems": [("check", f"{problem.detail} {problem.hint}".strip()) for problem in problems],
        "of": len(STEPS) + 1,
    }
    return render(request, "employers/register_check.html", shown, status=409 if problems else 200)


def _register(request: HttpRequest, hat: Hat, answers: dict[str, Any]) -> HttpResponse:
    made = found_enterprise(
        founder=hat.account,
        organisation=hat.organisation,
        name=answers["name"],
        number=answers["number"],
        scheme=answers["scheme"],
        place=answers["code"],
        address=answers.get("address", ""),
        staff=answers.get("staff"),
        by=actor_of(request),
        at=timezone.now(),
    )
    request.session.pop(ANSWERS, None)
    request.session[HAT] = str(made.organisation_id)
    return redirect("employers:proof", made.id)


def worn(request: HttpRequest) -> Hat:
    """Return the hat that the request wears; whoever wears none does not learn that there is a page."""
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat


def _registered(hat: Hat) -> uuid.UUID | None:
    found = establishments_of(hat.organisation) if hat.organisation else []
    return found[0].id if found else None


def _from_register(name: str, answered: dict[str, Any]) -> dict[str, Any]:
    """Return what the register says of the number, so that nobody types it."""
    entry = lookup(answered["scheme"], answered["number"]) if name == "number" else None
    return {"name": entry.name, "address": entry.address} if entry else {}


def _next(name: str) -> HttpResponse:
    later = list(STEPS)[list(STEPS).index(name) + 1 :]
    return redirect("employers:register_step", later[0]) if later else redirect("employers:check")


def _lacks(answers: dict[str, Any]) -> str | None:
    """Return the first step without an answer."""
    needed = {"number": "number", "name": "name", "place": "code"}
    return next((step for step, key in needed.items() if not answers.get(key)), None)
