"""Writing a vacancy: one question a screen, saved at every step, shown once more before it is sent."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError

from firststop.accounts.queries import Hat, actor_of, hat_of
from firststop.core.access import requires
from firststop.core.drafts import discard_draft, drafts_of, open_draft, save_draft, start_draft
from firststop.core.models import Draft
from firststop.core.panels import declare
from firststop.core.refusals import Problem, Refused, not_found
from firststop.employers.queries import establishments_of
from firststop.taxonomy.queries import places, skills_of
from firststop.vacancies.forms.writing import STEPS, ApplyStep, StepForm, concept_name
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import decisions_of, vacancies_of, vacancy_card
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.services import appeal, delete_vacancy, post_vacancy, reopen_vacancy, stop_vacancy

FORM = "vacancies.vacancy"
OWN = declare("vacancy.own")


@requires(may_post)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show the organisation's vacancies and drafts, what needs an act first."""
    hat = _hat(request)
    cards = vacancies_of(_house(hat))
    shown = {
        "cards": cards,
        "drafts": drafts_of(hat.account, FORM),
        "employers": establishments_of(_house(hat)),
        "decisions": {card.id: decisions_of(card.id) for card in cards if card.status == "rejected"},
    }
    return render(request, "vacancies/mine.html", shown)


@requires(may_post)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a vacancy, empty or as a copy of an earlier one."""
    hat = _hat(request)
    values: dict[str, Any] = {}
    copied = request.POST.get("copy")
    if copied:
        card = vacancy_card(_key(copied))
        if card is None or card.organisation != hat.organisation:
            raise not_found(_("There is no such vacancy."))
        values = {name: value for name, value in card.record.items() if not name.endswith("_at")}
    draft = start_draft(hat.account, FORM, on=timezone.localdate(), values=values)
    return redirect("vacancies:step", draft.id, "work")


@requires(may_post)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft: uuid.UUID, name: str) -> HttpResponse:
    """Ask one question and keep the answer."""
    hat = _hat(request)
    if name not in STEPS:
        raise not_found(_("There is no such step."))
    kept = open_draft(draft, hat.account)
    form = _form(name, kept, request)
    if request.method == "POST" and form.is_valid():
        save_draft(draft, hat.account, step=name, values=form.record(), on=timezone.localdate())
        later = list(STEPS)[list(STEPS).index(name) + 1 :]
        return redirect("vacancies:step", draft, later[0]) if later else redirect("vacancies:preview", draft)
    number = list(STEPS).index(name) + 1
    earlier = list(STEPS)[number - 2] if number > 1 else None
    shown = {"form": form, "number": number, "of": len(STEPS), "draft": kept, "earlier": earlier, "name": name}
    return render(request, "vacancies/step.html", shown, status=400 if form.errors else 200)


@requires(may_post)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show everything once more with ways to change it, and send it."""
    hat = _hat(request)
    kept = open_draft(draft, hat.account)
    employers = establishments_of(_house(hat))
    if not employers:
        return redirect("employers:register")
    problems: list[Problem] = []
    try:
        record = VacancyIn.model_validate({**kept.values, "employer_name": employers[0].name})
        if request.method == "POST":
            receipt = post_vacancy(
                record, employer=employers[0].id, organisation=_house(hat), by=actor_of(request), at=timezone.now(),
                reference=str(draft),
            )  # fmt: skip
            discard_draft(draft, hat.account)
            return render(request, "vacancies/sent.html", {"receipt": receipt, "employer": employers[0]})
    except ValidationError as wrong:
        problems = problems_from(wrong)
    except Refused as refused:
        problems = list(refused.problems)
    shown = {"draft": kept, "rows": _rows(kept.values), "problems": problems, "employer": employers[0]}
    return render(
        request, "vacancies/preview.html", shown, status=400 if problems and request.method == "POST" else 200
    )


@requires(may_post)
@require_POST
def act(request: HttpRequest, vacancy: uuid.UUID, verb: str) -> HttpResponse:
    """Stop, reopen, delete or appeal: what the list of one's own vacancies offers."""
    hat, by, now = _hat(request), actor_of(request), timezone.now()
    house = _house(hat)
    if verb == "stop":
        stop_vacancy(vacancy, organisation=house, reason=request.POST.get("reason", "filled")[:40], by=by, at=now)
    elif verb == "reopen":
        reopen_vacancy(vacancy, organisation=house, by=by, at=now)
    elif verb == "delete":
        delete_vacancy(vacancy, organisation=house, by=by, at=now)
    elif verb == "appeal":
        appeal(vacancy, organisation=house, text=request.POST.get("text", "")[:4000], by=by, at=now)
    else:
        raise not_found(_("There is no such step."))
    return redirect("vacancies:mine")


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise not_found(_("There is no such vacancy.")) from wrong


def _form(name: str, kept: Draft, request: HttpRequest) -> StepForm:
    language = get_language() or "en"
    form = STEPS[name](request.POST or None, initial=_initial(name, kept.values, language))
    form.language = language
    if isinstance(form, ApplyStep) and kept.values.get("occupation"):
        usual = skills_of(uuid.UUID(kept.values["occupation"]), language)
        form.fields["skills"].choices = [(str(skill.id), skill.name) for skill in usual]  # type: ignore[attr-defined]
    return form


def _initial(name: str, values: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what a step shows of a draft."""
    shown: dict[str, Any] = dict(values)
    if name == "work":
        shown["occupation_name"] = concept_name(values.get("occupation"), language)
        shown["text_language"] = values.get("language", language)
        shown["description"] = strip_tags(values.get("description", "").replace("</p><p>", "\n\n"))
    if name == "terms" and values.get("places"):
        code = values["places"][0].get("code")
        known = places([code], language) if code else {}
        shown["place"] = known[code].name if code in known else ""
    if name == "apply":
        shown["skills"] = [skill["id"] for skill in values.get("skills", ()) if skill.get("id")]
        contact: dict[str, str] = next(iter(values.get("contacts") or ()), {})
        shown["contact_name"], shown["contact_phone"] = contact.get("name", ""), contact.get("phone", "")
    return shown


def _rows(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the preview repeats: each answer with the step that changes it."""
    language = get_language() or "en"
    rows = []
    for name, form in STEPS.items():
        shown = _initial(name, values, language)
        bound = form(initial=shown)
        for field in bound:
            value = shown.get(field.name)
            if value in (None, "", []):
                continue
            choices = dict(getattr(field.field, "choices", ()))
            words = _words(value, choices, values if field.name == "skills" else None, language)
            rows.append({"label": field.label, "value": words, "step": name})
    return rows


def _words(value: Any, choices: dict[str, Any], record: dict[str, Any] | None, language: str) -> str:
    if record is not None:
        return ", ".join(concept_name(key, language) for key in value)
    return str(choices.get(str(value), value))


def _hat(request: HttpRequest) -> Hat:
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat


def _house(hat: Hat) -> uuid.UUID:
    if hat.organisation is None:
        raise not_found(_("There is no such page."))
    return hat.organisation
