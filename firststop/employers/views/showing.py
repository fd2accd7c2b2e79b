"""What everybody may know of an enterprise, and the places that a form suggests."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.panels import declare
from firststop.core.parameters import ANY, takes
from firststop.core.refusals import not_found
from firststop.employers.queries import establishment
from firststop.taxonomy.queries import place_options, places

PAGE = declare("enterprise.page")


@public
@require_GET
def employer_page(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show an enterprise; packages above put its vacancies there."""
    card = establishment(employer)
    if card is None or card.is_test:
        raise not_found(_("There is no such employer."))
    parent = establishment(card.parent) if card.parent else None
    place = places([card.place], get_language() or "en").get(card.place) if card.place else None
    return render(request, "employers/employer.html", {"employer": card, "place": place, "parent": parent})


@public
@takes(ANY)
@require_GET
def place_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the places whose name begins like what was typed, as the options of a datalist."""
    typed = next((values[-1] for _name, values in request.GET.lists()), "")[:100]
    options = place_options(typed, get_language() or "en")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', options))
