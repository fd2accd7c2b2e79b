"""The taxonomy over HTTP: suggestions while typing, concepts, places, closed lists."""

import uuid
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from firststop.core.api import also
from firststop.core.closed_lists import closed_list, list_names
from firststop.core.refusals import not_found
from firststop.taxonomy import queries
from firststop.taxonomy.enums import ConceptKind

router = Router(tags=["taxonomy"])
Typed = Annotated[str, Query(max_length=200, description="What was typed so far.")]
Language = Annotated[str, Query(pattern="^[a-z]{2,3}$", description="ISO 639 code; English fills gaps.")]


class SuggestionOut(Schema):
    """A concept for what was typed; `matched` is the word that was found."""

    id: uuid.UUID
    name: str
    matched: str
    code: str


class ConceptOut(Schema):
    """A concept. A retired one still answers, with what replaced it and since when; null where that is not known."""

    id: uuid.UUID
    uri: str
    kind: str
    code: str
    name: str
    active: bool
    replaced_by: uuid.UUID | None
    retired_on: date | None


class SkillOut(Schema):
    """A skill that an occupation needs."""

    id: uuid.UUID
    name: str
    essential: bool


class CoverageOut(Schema):
    """A list of outside codes: how many there are, and how many have a concept here."""

    scheme: str
    codes: int
    mapped: int
    unmapped: int


class PlaceOut(Schema):
    """A place, with what it lies in from the narrowest; codes of others and coordinates in degrees, null if not known.

    `nuts` is the European Union's code of a region: two letters and up to three more characters.
    """

    code: str
    name: str
    full_name: str
    kind: str
    iso3166_2: str | None
    nuts: str | None
    national_code: str | None
    lat: float | None
    lon: float | None


class ListOut(Schema):
    """A closed list in one language."""

    name: str
    codes: list["CodeOut"]


class CodeOut(Schema):
    """One code, and the days from and up to which it may be sent."""

    code: str
    label: str
    since: date | None
    until: date | None


@router.get("/occupations", response=list[SuggestionOut], auth=None)
def suggest_occupations(request: HttpRequest, text: Typed, language: Language = "en") -> list[queries.Suggestion]:
    """Return at most 10 occupations for what was typed."""
    return queries.suggest(text, ConceptKind.OCCUPATION, language)


@router.get("/occupations/words", response=list[str], auth=None)
def suggest_occupation_words(request: HttpRequest, text: Typed, language: Language = "en") -> list[str]:
    """Return at most 10 ways to go on by one word in the names of occupations."""
    return queries.continue_words(text, ConceptKind.OCCUPATION, language)


@router.get("/skills/words", response=list[str], auth=None)
def suggest_skill_words(request: HttpRequest, text: Typed, language: Language = "en") -> list[str]:
    """Return at most 10 ways to go on by one word in the names of skills."""
    return queries.continue_words(text, ConceptKind.SKILL, language)


@router.get("/skills", response=list[SuggestionOut], auth=None)
def suggest_skills(request: HttpRequest, text: Typed, language: Language = "en") -> list[queries.Suggestion]:
    """Return at most 10 skills for what was typed."""
    return queries.suggest(text, ConceptKind.SKILL, language)


@router.get("/concepts/{concept_id}", response=ConceptOut, auth=None)
def get_concept(request: HttpRequest, concept_id: uuid.UUID, language: Language = "en") -> queries.NamedConcept:
    """Return a concept by id."""
    found = queries.concept(concept_id, language)
    if found is None:
        raise not_found(_("There is no such concept."))
    return found


@router.get("/concepts/{concept_id}/skills", response=list[SkillOut], auth=None)
def get_skills(request: HttpRequest, concept_id: uuid.UUID, language: Language = "en") -> list[queries.NeededSkill]:
    """Return the skills that an occupation needs, essential ones first."""
    if queries.concept(concept_id, language) is None:
        raise not_found(_("There is no such concept."))
    return queries.skills_of(concept_id, language)


@router.get("/codes", response=ConceptOut, auth=None, openapi_extra=also(404))
def get_code(
    request: HttpRequest,
    scheme: Annotated[str, Query(max_length=20, description="The list that the code is from.")],
    code: Annotated[str, Query(max_length=40, description="The code, such as an old national id.")],
    language: Language = "en",
) -> queries.NamedConcept:
    """Return the concept that a code of another list means here; 404 for an unmapped one, never a default."""
    found = queries.concept_of_code(scheme, code, language)
    if found is None:
        raise not_found(_("This code has no concept here."))
    return found


@router.get("/codes/coverage", response=list[CoverageOut], auth=None)
def get_coverage(request: HttpRequest) -> list[queries.Coverage]:
    """Return how many codes of each list have a concept here and how many are unmapped."""
    return queries.code_coverage()


@router.get("/places", response=list[PlaceOut], auth=None)
def suggest_places(request: HttpRequest, text: Typed, language: Language = "en") -> list[queries.NamedPlace]:
    """Return at most 10 places for what was typed; a merged place is found by its old name."""
    return queries.suggest_places(text, language)


@router.get("/lists", response=list[str], auth=None)
def get_lists(request: HttpRequest) -> list[str]:
    """Return the names of the closed lists."""
    return list_names()


@router.get("/lists/{name}", response={200: ListOut, 304: None}, auth=None)
def get_list(request: HttpRequest, response: HttpResponse, name: str) -> object:
    """Return a closed list in the language of the request; 304 where it has not changed since its ETag."""
    found = closed_list(name)
    if found is None:
        raise not_found(_("There is no such list."))
    etag = f'"{found.etag(get_language() or "en")}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response["ETag"] = etag
    return {"name": found.name, "codes": found.codes()}
