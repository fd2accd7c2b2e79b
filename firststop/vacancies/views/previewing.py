"""The last look at a vacancy before it is sent: as readers will see it, what the rules found, the lawful grounds."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from firststop.accounts.enums import Role
from firststop.accounts.queries import Hat, actor_of
from firststop.core.access import requires
from firststop.core.drafts import discard_draft, open_draft, save_draft
from firststop.core.models import Draft
from firststop.core.refusals import Problem, Refused
from firststop.core.templatetags.firststop import amount
from firststop.employers.queries import EstablishmentCard, establishments_of
from firststop.vacancies.drafting import corrected
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.forms.grounding import ground_forms, liftable
from firststop.vacancies.forms.tables import EmployerForm
from firststop.vacancies.forms.timing import DayField
from firststop.vacancies.forms.writing import STEPS, asked_in
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import vacancy_card, was_accepted_before
from firststop.vacancies.rules.publishing import EXTRA_DUTIES, advice
from firststop.vacancies.rules.wording import RULES, Finding, Verdict, texts_of
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.services import Receipt, correct_vacancy, findings_in, post_vacancy
from firststop.vacancies.services.drawing import drawn_up
from firststop.vacancies.views.correcting import correction_of
from firststop.vacancies.views.marking import words_found
from firststop.vacancies.views.showing import shown as vacancy_shown
from firststop.vacancies.views.writing import form_of, house_of, own_hat


@requires(may_post)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show everything once more with ways to change it, and send it."""
    hat = own_hat(request)
    kept = open_draft(draft, hat.account)
    employer, choice = _employer_of(kept, hat), _choice(request, kept, hat)
    if employer is None:
        return redirect("employers:register")
    if choice.is_bound and choice.is_valid() and choice.fields:
        employer = next(each for each in _own(hat) if str(each.id) == choice.cleaned_data["employer"])
    problems: list[Problem] = []
    record: VacancyIn | None = None
    try:
        record = _record(kept, employer)
        if request.method == "POST" and choice.is_valid():
            receipt = _send(request, kept, record, employer)
            discard_draft(draft, hat.account)
            return render(request, "vacancies/sent.html", _sent(receipt, employer, hat))
    except ValidationError as wrong:
        problems = problems_from(wrong)
    except Refused as refused:
        problems = list(refused.problems)
    shown = _shown(request, kept, record, employer) | {"problems": [_linked(kept, each) for each in problems]}
    shown["choice"] = choice
    status = 400 if (problems or choice.errors) and request.method == "POST" else 200
    return render(request, "vacancies/preview.html", shown, status=status)


def _employer_of(kept: Draft, hat: Hat) -> EstablishmentCard | None:
    """Return for whom a draft is: the employer of the vacancy that it corrects, else the organisation's first."""
    employers = _own(hat)
    ad = corrected(kept)
    card = vacancy_card(ad) if ad else None
    first = next(iter(employers), None)
    return next((each for each in employers if card and each.id == card.establishment), first)


def _own(hat: Hat) -> list[EstablishmentCard]:
    return establishments_of(house_of(hat))


def _choice(request: HttpRequest, kept: Draft, hat: Hat) -> EmployerForm:
    """Return the question for which of one's employers a new vacancy is; a correction keeps the one that it has."""
    asked = [] if corrected(kept) else _own(hat)
    return EmployerForm(request.POST if request.method == "POST" else None, employers=asked)


def _send(request: HttpRequest, kept: Draft, record: VacancyIn, employer: EstablishmentCard) -> Receipt:
    house, by, at = house_of(own_hat(request)), actor_of(request), timezone.now()
    ad = corrected(kept)
    if ad is not None:
        return correct_vacancy(record, ad, organisation=house, by=by, at=at)
    return post_vacancy(record, employer=employer.id, organisation=house, by=by, at=at, reference=str(kept.id))


def _sent(receipt: Receipt, employer: EstablishmentCard, hat: Hat) -> dict[str, Any]:
    """Return what became of a vacancy; of a refused one why, with the way to each place that is to be corrected."""
    shown: dict[str, Any] = {"receipt": receipt, "employer": employer, "draft": None, "refused": []}
    card = vacancy_card(receipt.id) if receipt.status is AdStatus.REJECTED else None
    if card is not None:
        draft = correction_of(card, hat)
        shown |= {"card": card, "draft": draft}
        shown["refused"] = [(problem, _where(draft, problem.pointer)) for problem in receipt.problems]
    return shown


def _record(kept: Draft, employer: EstablishmentCard) -> VacancyIn:
    return VacancyIn.model_validate({**kept.values, "employer_name": employer.name})


@requires(may_post)
@require_POST
def grounds(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Keep why the law lets the employer say what was found; what is wrong stays in its field."""
    hat = own_hat(request)
    kept = open_draft(draft, hat.account)
    employer = _employer_of(kept, hat)
    if employer is None:
        return redirect("employers:register")
    answers = ground_forms(liftable(_findings_without_grounds(kept), RULES), [], request.POST.dict())
    given = [form for form in answers if any(form[name].data for name in form.fields)]
    if not all(form.is_valid() for form in given):
        shown = _shown(request, kept, _record(kept, employer), employer) | {"grounds": answers}
        return render(request, "vacancies/preview.html", shown, status=400)
    values = {"lawful_grounds": [{"rule": form.rule.id, **form.cleaned_data} for form in given]}
    save_draft(draft, hat.account, step="ways", values=values, on=timezone.localdate())
    return redirect("vacancies:preview", draft)


def _findings_without_grounds(kept: Draft) -> list[Finding]:
    """Return what is found in a draft as if it stated no grounds; nothing in one that is no record yet."""
    values = {name: value for name, value in kept.values.items() if name != "lawful_grounds"}
    try:
        return findings_in(VacancyIn.model_validate(values), timezone.now())
    except ValidationError:
        return []


def _shown(request: HttpRequest, kept: Draft, record: VacancyIn | None, employer: EstablishmentCard) -> dict[str, Any]:
    """Return what the preview shows; of a draft that is no record yet only the answers."""
    asked = liftable(_findings_without_grounds(kept), RULES)
    shown: dict[str, Any] = {
        "draft": kept,
        "card": None,
        "notes": [],
        "advice": [],
        "size_page": "",
        "problems": [],
        "is_first": not was_accepted_before(employer.id),
        "is_checked": _is_checked(kept),
        "is_refused": False,
        "rows": _rows(kept.values),
        "grounds": ground_forms(asked, kept.values.get("lawful_grounds", [])),
    }
    if record is not None:
        at = timezone.now()
        card = drawn_up(record, employer=employer.id, by=actor_of(request), at=at)
        shown |= vacancy_shown(card, get_language() or "en") | {"contacts": record.contacts or []}
        shown["notes"] = _notes(kept, record, at)
        advised = advice(record, staff=employer.staff, on=timezone.localdate(at))
        shown["is_refused"] = any(note["verdict"] is Verdict.SURE for note in shown["notes"])
        shown["advice"] = [(problem, _where(kept, problem.pointer)) for problem in advised]
        may_say = Role.ADMINISTRATOR in own_hat(request).roles and employer.staff is None
        if may_say and any(problem.rule in EXTRA_DUTIES for problem in advised):
            shown["size_page"] = reverse("employers:size", args=[employer.parent or employer.id])
    return shown


def _is_checked(kept: Draft) -> bool:
    """Whether a draft corrects a vacancy that is not public: a person reads it again."""
    ad = corrected(kept)
    card = vacancy_card(ad) if ad else None
    return card is not None and card.status is not AdStatus.ACTIVE


def _notes(kept: Draft, record: VacancyIn, at: datetime) -> list[dict[str, Any]]:
    """Return what is found in the words of a record, each rule once, with the words and where to change them."""
    texts = texts_of(record)
    noted: dict[str, dict[str, Any]] = {}
    for found in findings_in(record, at):
        note = {"rule": RULES[found.rule], "verdict": found.verdict, "said": {}}
        noted.setdefault(found.rule, note)["said"][words_found(texts, found)] = _where(kept, f"/{found.field}")
    return list(noted.values())


def _linked(kept: Draft, problem: Problem) -> tuple[str, str]:
    """Return where a problem is mended, and its sentence."""
    return _where(kept, problem.pointer), f"{problem.detail} {problem.hint}".strip()


def _where(kept: Draft, pointer: str) -> str:
    """Return the address of the field that asks for what a JSON Pointer names; empty where no step does."""
    asked = asked_in(pointer.split("/")[1]) if pointer else None
    if asked is None:
        return ""
    step, name = asked
    box = "_day" if isinstance(STEPS[step].base_fields[name], DayField) else ""
    return f"{reverse('vacancies:step', args=[kept.id, step])}#id_{name}{box}"


def _rows(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the preview repeats: each answer with the step that changes it."""
    language = get_language() or "en"
    rows = []
    for name in STEPS:
        form = form_of(name, values, language)
        for field in form:
            value = field.field.prepare_value(form.initial.get(field.name))
            if value in (None, "", [], False):
                continue
            words = _words(value, dict(getattr(field.field, "choices", ())))
            rows.append({"label": field.label, "value": words, "step": name})
    return rows


def _words(value: Any, choices: dict[str, Any]) -> str:
    """Return an answer in words."""
    if value is True:
        return str(_("Yes"))
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return str(choices.get(str(value), value))
