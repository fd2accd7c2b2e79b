"""How complete the public ads of each source are, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.vacancies.completeness import completeness
from firststop.vacancies.models.vacancy import OWN_PROVIDER


@public
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Show for each source how many of its public ads state what readers look for."""
    heads = [
        _("Source"), _("Vacancies"), _("With a text"), _("Lowest pay stated"), _("Highest pay stated"),
        _("Skills named"),
    ]  # fmt: skip
    shown = {"heads": heads, "rows": completeness(), "own": OWN_PROVIDER, "api": reverse("api-get_sources")}
    return render(request, "vacancies/sources.html", shown)
