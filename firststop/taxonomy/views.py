"""Browsing occupations and skills: public pages, one address a language."""

import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.panels import declare
from firststop.core.parameters import takes
from firststop.core.refusals import Code, Problem, Refused
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import browsing, continue_words, loaded_sources, suggest

#: What a page of an occupation shows of packages above.
OCCUPATION_WORK = declare("occupation.work")
LONGEST = 100


@public
@takes("q")
@require_GET
def occupations(request: HttpRequest) -> HttpResponse:
    """Show the widest groups of occupations, and what a search in their names finds."""
    shown = {"groups": browsing.major_groups(_language()), **_searched(request, ConceptKind.OCCUPATION)}
    return render(request, "taxonomy/occupations.html", {**shown, "sources": loaded_sources()})


@public
@require_GET
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Show a group of ISCO-08: the groups in it, or its occupations."""
    found = browsing.group_shown(code, _language())
    if found is None:
        raise Http404
    return render(
        request, "taxonomy/group.html", {"shown": found, "crumbs": _crumbs(found.within), "sources": loaded_sources()}
    )


@public
@require_GET
def occupation(request: HttpRequest, occupation: uuid.UUID) -> HttpResponse:
    """Show an occupation: its names, its group, the skills it takes; a retired one says what stands for it."""
    found = browsing.occupation_shown(occupation, _language())
    if found is None:
        raise Http404
    return render(
        request,
        "taxonomy/occupation.html",
        {"shown": found, "crumbs": _crumbs(found.within), "sources": loaded_sources()},
    )


@public
@takes("q", "page")
@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """Show the widest groups of skills and the skills without a group, and what a search in their names finds."""
    groups, loose = browsing.top_skills(_language(), _page(request))
    shown = {"groups": groups, "loose": loose, **_searched(request, ConceptKind.SKILL)}
    return render(request, "taxonomy/skills.html", {**shown, "sources": loaded_sources()})


@public
@takes("page")
@require_GET
def skill(request: HttpRequest, skill: uuid.UUID) -> HttpResponse:
    """Show a skill or a group of skills: what is above and below it, and which occupations take it."""
    found = browsing.skill_shown(skill, _language(), _page(request))
    if found is None:
        raise Http404
    crumbs = [{"href": reverse("taxonomy:skills"), "word": _("Skills")}]
    return render(request, "taxonomy/skill.html", {"shown": found, "crumbs": crumbs, "sources": loaded_sources()})


def _crumbs(within: Sequence[browsing.Branch]) -> list[dict[str, str]]:
    top = {"href": reverse("taxonomy:occupations"), "word": _("Occupations")}
    return [top, *({"href": reverse("taxonomy:group", args=[it.code]), "word": it.name} for it in within)]


def _searched(request: HttpRequest, kind: ConceptKind) -> dict[str, object]:
    heard = request.GET.get("q", "").strip()[:LONGEST]
    if not heard:
        return {"heard": ""}
    found = suggest(heard, kind, _language())
    of_skills = kind == ConceptKind.SKILL
    coded = [it for it in browsing.concepts_of_code(heard, _language()) if (it.kind == ConceptKind.SKILL) == of_skills]
    known = {it.name.casefold() for it in found}
    onward = [words for words in continue_words(heard, kind, _language()) if words not in known]
    return {"heard": heard, "found": found, "coded": coded, "onward": onward, "of_skills": of_skills}


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdigit() or not 0 < int(number[:9]) < 1_000_000:
        raise Refused([Problem(Code.INVALID_VALUE, "page.number", _("This is not the number of a page."), "/page")])
    return int(number[:9])


def _language() -> str:
    return get_language() or "en"
