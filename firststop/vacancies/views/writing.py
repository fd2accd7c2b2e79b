"""Writing a vacancy: one question a screen, saved at every step, shown once more before it is sent."""

import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.queries import Hat, actor_of, hat_of
from firststop.core.access import anyone_signed_in, requires
from firststop.core.drafts import drafts_of, open_draft, save_draft, start_draft
from firststop.core.panels import declare
from firststop.core.parameters import page_of, takes
from firststop.core.refusals import not_found
from firststop.employers.queries import establishments_of
from firststop.taxonomy.queries import places_shown
from firststop.vacancies.drafting import FORM, corrected
from firststop.vacancies.enums import AdStatus, ApplyKind
from firststop.vacancies.forms.asking import ApplyStep, shown_of, usual_skills
from firststop.vacancies.forms.steps import StepForm
from firststop.vacancies.forms.timing import days_in
from firststop.vacancies.forms.writing import STEPS, WaysStep, concept_name, place_key
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import answered_by, last_decisions, vacancies_of, vacancy_card
from firststop.vacancies.schemas.texts import lines
from firststop.vacancies.services import appeal, delete_vacancy, reopen_vacancy, stop_vacancy
from firststop.vacancies.views.standing import refusal_of

#: What belongs to an ad alone: its dates, and the name that its source knows it by. A copy has none of it.
_ITS_OWN = {"published_at", "modified_at", "expires_at", "apply_by", "reference", "original_url", "source_type"}
A_PAGE = 50
OWN, PUBLIC, MINE = declare("vacancy.own"), declare("vacancy.own.public"), declare("vacancies.mine")


@requires(may_post)
@require_GET
@takes("page")
def mine(request: HttpRequest) -> HttpResponse:
    """Show the organisation's vacancies, newest first, fifty a page, and one's own drafts."""
    hat, page = own_hat(request), page_of(request)
    found = vacancies_of(house_of(hat), skip=(page - 1) * A_PAGE, limit=A_PAGE + 1)
    cards = found[:A_PAGE]
    last = last_decisions(card.id for card in cards if card.status == AdStatus.REJECTED)
    shown = {
        "cards": [(card, refusal_of(last.get(card.id), card)) for card in cards],
        "drafts": drafts_of(hat.account, FORM),
        "employers": establishments_of(house_of(hat)),
        "next": f"?page={page + 1}" if len(found) > A_PAGE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "answered": answered_by(house_of(hat), at=timezone.now()),
    }
    return render(request, "vacancies/mine.html", shown)


@requires(anyone_signed_in)
@require_GET
def enter(request: HttpRequest) -> HttpResponse:
    """Come in by the door for employers: to one's vacancies, or first to the register of enterprises."""
    hat = own_hat(request)
    if may_post(request):
        return redirect("vacancies:mine")
    if hat.organisation is None:
        return redirect("employers:register")
    raise not_found(_("There is no such page."))


@requires(may_post)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a vacancy, empty or as a copy of an earlier one."""
    hat = own_hat(request)
    values: dict[str, Any] = {}
    copied = request.POST.get("copy")
    if copied:
        card = vacancy_card(_key(copied))
        if card is None or card.organisation != hat.organisation:
            raise not_found(_("There is no such vacancy."))
        values = {name: value for name, value in card.record.items() if name not in _ITS_OWN}
    draft = start_draft(hat.account, FORM, on=timezone.localdate(), values=values)
    return redirect("vacancies:step", draft.id, "work")


@requires(may_post)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft: uuid.UUID, name: str) -> HttpResponse:
    """Ask one question and keep the answer."""
    hat = own_hat(request)
    if name not in STEPS:
        raise not_found(_("There is no such step."))
    kept = open_draft(draft, hat.account)
    form = form_of(name, kept.values, get_language() or "en", request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        save_draft(draft, hat.account, step=name, values=form.record(), on=timezone.localdate())
        # Whoever corrects has answered the other questions already.
        later = list(STEPS)[list(STEPS).index(name) + 1 :] if corrected(kept) is None else []
        return redirect("vacancies:step", draft, later[0]) if later else redirect("vacancies:preview", draft)
    number = list(STEPS).index(name) + 1
    earlier = list(STEPS)[number - 2] if number > 1 else None
    shown = {"form": form, "number": number, "of": len(STEPS), "draft": kept, "earlier": earlier, "name": name}
    return render(request, "vacancies/step.html", shown, status=400 if form.errors else 200)


@requires(may_post)
@require_POST
def act(request: HttpRequest, vacancy: uuid.UUID, verb: str) -> HttpResponse:
    """Stop, reopen, delete or appeal: what the list of one's own vacancies offers."""
    hat, by, now = own_hat(request), actor_of(request), timezone.now()
    house = house_of(hat)
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


def form_of(name: str, values: dict[str, Any], language: str, given: QueryDict | None = None) -> StepForm:
    """Return a step with what a draft holds, and with what was given to it."""
    form = STEPS[name](given, initial=initial_of(name, values, language))
    form.language = language
    if isinstance(form, ApplyStep):
        form.offer(usual_skills(values, language))
    return form


def initial_of(name: str, values: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what a step shows of a draft."""
    shown: dict[str, Any] = dict(values)
    if name == "work":
        shown["occupation_name"] = concept_name(values.get("occupation"), language)
        shown["text_language"] = values.get("language", language)
        shown["description"] = lines(values.get("description", ""))
    if name == "terms":
        shown |= _places_of(values, language)
    if name == "times":
        shown |= days_in(values)
    if name == "pay":
        shown.update((field, Decimal(values[field])) for field in ("pay_min", "pay_max") if values.get(field))
    if name == "apply":
        shown |= shown_of(values)
    if name == "ways":
        channels = values.get("apply_channels") or []
        if channels:
            shown["ways"] = [channel["kind"] for channel in channels]
        for channel in channels:
            shown[WaysStep.VALUES.get(ApplyKind(channel["kind"]), "")] = channel.get("value", "")
        contact: dict[str, str] = next(iter(values.get("contacts") or ()), {})
        shown["contact_name"], shown["contact_phone"] = contact.get("name", ""), contact.get("phone", "")
    return shown


def _places_of(values: dict[str, Any], language: str) -> dict[str, Any]:
    stated = [place for place in values.get("places") or () if place.get("code")]
    names = places_shown([place["code"] for place in stated], language) if stated else {}
    others = {
        place_key(place): ", ".join(filter(None, (names.get(place["code"], place["code"]), place.get("address"))))
        for place in stated[1:]
    }
    first = stated[0]["code"] if stated and stated[0]["code"] in names else ""
    return {"place": first, "other_places": list(others), "place_names": others}


def own_hat(request: HttpRequest) -> Hat:
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat


def house_of(hat: Hat) -> uuid.UUID:
    if hat.organisation is None:
        raise not_found(_("There is no such page."))
    return hat.organisation
