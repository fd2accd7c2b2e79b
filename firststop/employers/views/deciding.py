"""Staff decide who speaks for an enterprise: queue on the left, case beside it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import not_found
from firststop.employers.forms import DecisionForm, LetterForm, RegisterFactsForm
from firststop.employers.models import Establishment, Proof
from firststop.employers.policies import may_decide_proofs
from firststop.employers.queries import establishment, promised_decisions, proofs_for_staff
from firststop.employers.services import decide_proof, note_register_facts, write_letter
from firststop.taxonomy.queries import places


@requires(may_decide_proofs)
@require_GET
def proofs(request: HttpRequest, proof: uuid.UUID | None = None) -> HttpResponse:
    """Show the proofs that staff decide, the oldest promise first, with one open."""
    waiting = proofs_for_staff(at=timezone.now())
    case = next((each for each in waiting if each.id == proof), None) if proof else next(iter(waiting), None)
    if proof and case is None:
        raise not_found(_("This proof is decided already."))
    return _page(request, case, waiting)


@requires(may_decide_proofs)
@never_cache
@require_POST
def decide(request: HttpRequest, proof: uuid.UUID, verb: str) -> HttpResponse:
    """Grant or refuse a proof, or write its letter."""
    form = LetterForm(request.POST) if verb == "letter" else DecisionForm(request.POST)
    if verb not in ("grant", "refuse", "letter"):
        raise not_found(_("There is no such step."))
    if not form.is_valid():
        waiting = proofs_for_staff(at=timezone.now())
        return _page(request, next((each for each in waiting if each.id == proof), None), waiting, wrong=form)
    by, now = actor_of(request), timezone.now()
    if verb == "letter":
        written, code = write_letter(proof, address=form.cleaned_data["address"], by=by, at=now)
        return render(request, "employers/letter.html", {"proof": written, "code": code})
    decide_proof(proof, granted=verb == "grant", note=form.cleaned_data["note"], by=by, at=now)
    return redirect("employers:proofs")


@requires(may_decide_proofs)
@require_POST
def note_facts(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Write down the number and the site that the register has."""
    form = RegisterFactsForm(request.POST)
    if not form.is_valid():
        waiting = proofs_for_staff(at=timezone.now())
        case = next((each for each in waiting if each.establishment_id == employer), None)
        return _page(request, case, waiting, wrong=form)
    note_register_facts(
        employer, phone=form.cleaned_data["phone"], site=form.cleaned_data["site"] or None, by=actor_of(request)
    )
    return redirect("employers:proofs")


def _page(
    request: HttpRequest,
    case: Proof | None,
    waiting: list[Proof],
    wrong: DecisionForm | LetterForm | RegisterFactsForm | None = None,
) -> HttpResponse:
    due = promised_decisions(each.id for each in waiting)
    shown: dict[str, Any] = {
        "waiting": [(each, due.get(each.id)) for each in waiting],
        "case": case,
        "now": timezone.now(),
        "wrong": wrong if wrong is not None else DecisionForm(),
    }
    if case is not None:
        owner: Establishment = case.establishment
        facts = {"phone": owner.register_phone or "", "site": owner.site or ""}
        shown |= {
            "employer": establishment(owner.id),
            "place": places([owner.place_id], get_language() or "en").get(owner.place_id) if owner.place_id else None,
            "decision": wrong if isinstance(wrong, DecisionForm) else DecisionForm(),
            "letter": wrong if isinstance(wrong, LetterForm) else LetterForm(),
            "facts": wrong if isinstance(wrong, RegisterFactsForm) else RegisterFactsForm(initial=facts),
        }
    return render(request, "employers/proofs.html", shown, status=400 if wrong is not None else 200)
