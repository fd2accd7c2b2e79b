"""Pages of employers: what everybody may know of an enterprise."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.panels import declare
from firststop.core.refusals import not_found
from firststop.employers.queries import establishment
from firststop.taxonomy.queries import places

PAGE = declare("enterprise.page")


@public
@require_GET
def employer_page(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show an enterprise; packages above put its vacancies there."""
    card = establishment(employer)
    if card is None or card.is_test:
        raise not_found(_("There is no such employer."))
    place = places([card.place], get_language() or "en").get(card.place) if card.place else None
    return render(request, "employers/employer.html", {"employer": card, "place": place})
