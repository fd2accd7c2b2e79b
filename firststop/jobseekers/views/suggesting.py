"""Suggestions while typing, as the options of a datalist."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.parameters import ANY, takes
from firststop.core.refusals import not_found
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import place_options, suggest

KINDS = {"occupations": ConceptKind.OCCUPATION, "skills": ConceptKind.SKILL}


@public
@takes(ANY)
@require_GET
def suggestions(request: HttpRequest, what: str) -> HttpResponse:
    """Answer the places, occupations or skills for what was typed."""
    typed = str(next(iter(request.GET.values()), ""))[:100]
    language = get_language() or "en"
    if what == "places":
        found = place_options(typed, language)
    elif what in KINDS:
        found = [(it.name, it.matched) for it in suggest(typed, KINDS[what], language)]
    else:
        raise not_found("")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', found))
