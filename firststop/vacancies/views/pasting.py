"""A vacancy from the text of an ad: pasted, read, and what was read taken or left (features V-01)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from firststop.core.access import requires
from firststop.core.drafts import open_draft, save_draft, start_draft
from firststop.core.folding import fold
from firststop.core.marking import marked
from firststop.employers.queries import establishments_of
from firststop.vacancies.drafting import FORM
from firststop.vacancies.forms.pasting import PasteForm, TakeForm, is_own_currency
from firststop.vacancies.pasting import proposals_in
from firststop.vacancies.policies import may_post
from firststop.vacancies.schemas.texts import lines
from firststop.vacancies.views.writing import house_of, own_hat


@requires(may_post)
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Take the text of an ad as a new draft."""
    hat = own_hat(request)
    form = PasteForm(request.POST if request.method == "POST" else None, initial={"text_language": get_language()})
    if request.method == "POST" and form.is_valid():
        draft = start_draft(hat.account, FORM, on=timezone.localdate(), values=form.record())
        return redirect("vacancies:pasted", draft.id)
    return render(request, "vacancies/paste.html", {"form": form}, status=400 if form.errors else 200)


@requires(may_post)
@require_http_methods(["GET", "POST"])
def pasted(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show what the text of a draft proposes, marked in it, and keep what is taken."""
    hat = own_hat(request)
    kept = open_draft(draft, hat.account)
    text = lines(kept.values.get("description", ""))
    read = proposals_in(text, get_language() or "en")
    form = TakeForm(request.POST if request.method == "POST" else None, read)
    if request.method == "POST" and form.is_valid():
        save_draft(draft, hat.account, step="work", values=form.record(), on=timezone.localdate())
        return redirect("vacancies:step", draft, "work")
    own = [card.name for card in establishments_of(house_of(hat))]
    shown = {
        "form": form,
        "draft": kept,
        "pieces": marked(text, read.words),
        "employer": "" if read.employer is None or _is_among(read.employer.text, own) else read.employer.text,
        "own": own[0] if own else "",
        "foreign_pay": read.pay.words.text if read.pay and not is_own_currency(read.pay) else "",
    }
    return render(request, "vacancies/pasted.html", shown, status=400 if form.errors else 200)


def _is_among(name: str, own: list[str]) -> bool:
    """Whether a name is one of the organisation's own, or a part of it: ads leave the legal form out."""
    said = f" {fold(name)} "
    return any(said in f" {fold(each)} " or f" {fold(each)} " in said for each in own)
