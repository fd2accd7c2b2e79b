"""Suggestions while typing, as the options of a datalist."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.parameters import ANY, takes
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import place_options, suggest


@public
@takes(ANY)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Answer the places whose name begins like what was typed."""
    options = place_options(_typed(request), get_language() or "en")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', options))


@public
@takes(ANY)
@require_GET
def occupations(request: HttpRequest) -> HttpResponse:
    """Answer the occupations for what was typed."""
    return _concepts(request, ConceptKind.OCCUPATION)


@public
@takes(ANY)
@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """Answer the skills for what was typed."""
    return _concepts(request, ConceptKind.SKILL)


def _concepts(request: HttpRequest, kind: ConceptKind) -> HttpResponse:
    found = suggest(_typed(request), kind, get_language() or "en")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', ((it.name, it.matched) for it in found)))


def _typed(request: HttpRequest) -> str:
    """Return what was typed, whatever the field is called."""
    return next((values[-1] for _name, values in request.GET.lists()), "")[:100]
