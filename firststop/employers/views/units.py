"""The page on which an enterprise names its branches."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import not_found
from firststop.employers.forms import UnitForm
from firststop.employers.policies import may_prove
from firststop.employers.queries import establishment, establishments_of
from firststop.employers.services import register_unit
from firststop.employers.views.registering import worn
from firststop.taxonomy.queries import places


@requires(may_prove)
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show the branches of an enterprise, and take another: it shares the number and the proof of the whole."""
    organisation, card = worn(request).organisation, establishment(employer)
    if organisation is None or card is None or card.parent is not None or card.organisation != organisation:
        raise not_found(_("There is no such employer."))
    form = UnitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        register_unit(card.id, name=said["name"], place=said["code"], address=said["address"], by=actor_of(request))
        messages.success(request, _("Noted."))
        return redirect("employers:units", card.id)
    known = [each for each in establishments_of(organisation) if each.parent == card.id]
    names = places([each.place for each in known if each.place], get_language() or "en")
    shown = {"employer": card, "form": form, "units": [(each, names.get(each.place or "")) for each in known]}
    return render(request, "employers/units.html", shown, status=400 if form.errors else 200)
