"""Correcting a vacancy that was sent: it goes back into the form, and what is sent then is its next version."""

import uuid

from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firststop.accounts.queries import Hat
from firststop.core.access import requires
from firststop.core.drafts import discard_draft, drafts_of, start_draft
from firststop.core.models import Draft
from firststop.core.refusals import not_found
from firststop.vacancies.drafting import correction_form
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import VacancyCard, contacts_of, vacancy_card
from firststop.vacancies.views.writing import own_hat


@requires(may_post)
@require_POST
def correct(request: HttpRequest, vacancy: uuid.UUID) -> HttpResponse:
    """Open a vacancy in the form again, where what was found in it stands above its answers."""
    hat = own_hat(request)
    card = vacancy_card(vacancy)
    if card is None or card.organisation != hat.organisation or not card.can_be_corrected:
        raise not_found(_("There is no such vacancy."))
    return redirect("vacancies:preview", correction_of(card, hat).id)


def correction_of(card: VacancyCard, hat: Hat) -> Draft:
    """Return the draft in which somebody corrects a vacancy; one that was begun is gone on with.

    One that is older than what now stands in the vacancy is forgotten: it would undo a later change.
    """
    form = correction_form(card.id)
    for begun in drafts_of(hat.account, form):
        if begun.changed_at >= card.modified_at:
            return begun
        discard_draft(begun.id, hat.account)
    people = [model_to_dict(contact, fields=("name", "role", "phone", "email")) for contact in contacts_of(card.id)]
    said = {name: value for name, value in card.record.items() if name not in ("published_at", "modified_at")}
    return start_draft(hat.account, form, on=timezone.localdate(), values={**said, "contacts": people})
