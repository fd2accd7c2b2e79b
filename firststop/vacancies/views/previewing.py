"""The last look at a vacancy before it is sent: everything once more, what the rules found, the lawful grounds."""

import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.drafts import discard_draft, open_draft, save_draft
from firststop.core.models import Draft
from firststop.core.refusals import Problem, Refused
from firststop.core.templatetags.firststop import amount
from firststop.employers.queries import EstablishmentCard, establishments_of
from firststop.vacancies.forms.grounding import ground_forms, liftable
from firststop.vacancies.forms.writing import STEPS, concept_name
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import was_accepted_before
from firststop.vacancies.rules.wording import RULES, Finding
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.services import findings_in, post_vacancy
from firststop.vacancies.views.writing import house_of, initial_of, own_hat


@requires(may_post)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show everything once more with ways to change it, and send it."""
    hat = own_hat(request)
    kept = open_draft(draft, hat.account)
    employers = establishments_of(house_of(hat))
    if not employers:
        return redirect("employers:register")
    problems: list[Problem] = []
    found: list[Finding] = []
    try:
        record = VacancyIn.model_validate({**kept.values, "employer_name": employers[0].name})
        found = findings_in(record, timezone.now())
        if request.method == "POST":
            receipt = post_vacancy(
                record, employer=employers[0].id, organisation=house_of(hat), by=actor_of(request), at=timezone.now(),
                reference=str(draft),
            )  # fmt: skip
            discard_draft(draft, hat.account)
            return render(request, "vacancies/sent.html", {"receipt": receipt, "employer": employers[0]})
    except ValidationError as wrong:
        problems = problems_from(wrong)
    except Refused as refused:
        problems = list(refused.problems)
    shown = _shown(kept, found, employers[0]) | {"problems": problems}
    status = 400 if problems and request.method == "POST" else 200
    return render(request, "vacancies/preview.html", shown, status=status)


@requires(may_post)
@require_POST
def grounds(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Keep why the law lets the employer say what was found; what is wrong stays in its field."""
    hat = own_hat(request)
    kept = open_draft(draft, hat.account)
    employers = establishments_of(house_of(hat))
    if not employers:
        return redirect("employers:register")
    found = _findings(kept, stated=False)
    answers = ground_forms(liftable(found, RULES), [], request.POST.dict())
    given = [form for form in answers if any(form[name].data for name in form.fields)]
    if not all(form.is_valid() for form in given):
        shown = _shown(kept, found, employers[0]) | {"problems": [], "grounds": answers}
        return render(request, "vacancies/preview.html", shown, status=400)
    values = {"lawful_grounds": [{"rule": form.rule.id, **form.cleaned_data} for form in given]}
    save_draft(draft, hat.account, step="ways", values=values, on=timezone.localdate())
    return redirect("vacancies:preview", draft)


def _findings(kept: Draft, *, stated: bool) -> list[Finding]:
    """Return what is found in a draft, with its stated grounds or as if there were none."""
    values = {name: value for name, value in kept.values.items() if stated or name != "lawful_grounds"}
    try:
        return findings_in(VacancyIn.model_validate({"title": "...", **values}), timezone.now())
    except ValidationError:
        return []


def _shown(kept: Draft, found: list[Finding], employer: EstablishmentCard) -> dict[str, Any]:
    asked = liftable(_findings(kept, stated=False), RULES)
    notes = [(RULES[each.rule], each) for each in {each.rule: each for each in reversed(found)}.values()]
    return {
        "draft": kept,
        "employer": employer,
        "is_first": not was_accepted_before(employer.id),
        "rows": _rows(kept.values),
        "notes": notes,
        "grounds": ground_forms(asked, kept.values.get("lawful_grounds", [])),
    }


def _rows(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the preview repeats: each answer with the step that changes it."""
    language = get_language() or "en"
    rows = []
    for name, form in STEPS.items():
        shown = initial_of(name, values, language)
        bound = form(initial=shown)
        for field in bound:
            value = shown.get(field.name)
            if value in (None, "", [], False):
                continue
            choices = dict(getattr(field.field, "choices", ()))
            words = _words(value, choices, values if field.name == "skills" else None, language)
            rows.append({"label": field.label, "value": words, "step": name})
    return rows


def _words(value: Any, choices: dict[str, Any], record: dict[str, Any] | None, language: str) -> str:
    if value is True:
        return str(_("Yes"))
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, list) and record is None:
        return ", ".join(str(choices.get(each, each)) for each in value)
    if record is not None:
        return ", ".join(concept_name(key, language) for key in value)
    return str(choices.get(str(value), value))
