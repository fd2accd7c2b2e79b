"""The page on which an enterprise says how many people it has."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import not_found
from firststop.employers.enums import SizeClass
from firststop.employers.forms import SizeStep
from firststop.employers.policies import may_prove
from firststop.employers.queries import establishment
from firststop.employers.services import state_size
from firststop.employers.views.registering import worn


@requires(may_prove)
@require_http_methods(["GET", "POST"])
def size(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show how many people an enterprise has said it has, and what depends on it; take another number or none."""
    card = establishment(employer)
    if card is None or card.parent is not None or card.organisation != worn(request).organisation:
        raise not_found(_("There is no such employer."))
    form = SizeStep(request.POST if request.method == "POST" else None, initial={"staff": card.staff})
    if request.method == "POST" and form.is_valid():
        state_size(card.id, staff=form.cleaned_data["staff"], by=actor_of(request))
        messages.success(request, _("Noted."))
        return redirect("employers:size", card.id)
    shown = {"employer": card, "form": form, "size_class": SizeClass.of(card.staff)}
    return render(request, "employers/size.html", shown, status=400 if form.errors else 200)
