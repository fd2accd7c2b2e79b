"""Reading the taxonomy: names, suggestions while typing, skills of an occupation, places and distances."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Length

from firststop.core.folding import fold
from firststop.taxonomy.enums import ConceptKind, LabelKind, SkillRelation
from firststop.taxonomy.linker import Span
from firststop.taxonomy.models import Concept, Label, OccupationSkill, Place, PlaceName, TaxonomyLoad
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.recognising import lexicon

MOST = 10
#: From how many letters on one typing error is forgiven.
FORGIVING = 5
EARTH_KM = 6371.0088
ATTRIBUTIONS = {
    "esco": "This service uses the ESCO classification of the European Commission, in a modified form.",
    "firststop": "Occupations and skills: Firststop starter taxonomy, CC BY 4.0.",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One concept for what was typed, with the word that matched."""

    id: uuid.UUID
    name: str
    matched: str
    code: str


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept with its name in the reader's language."""

    id: uuid.UUID
    uri: str
    kind: str
    code: str
    name: str
    replaced_by: uuid.UUID | None
    active: bool


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A skill that an occupation needs."""

    id: uuid.UUID
    name: str
    essential: bool


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with its name and the names of what it lies in, narrowest first."""

    code: str
    name: str
    within: tuple[str, ...]
    kind: str
    lat: float | None
    lon: float | None
    path: str

    @property
    def full_name(self) -> str:
        """The name with its surroundings, so that two places of one name can be told apart."""
        return ", ".join((self.name, *self.within))


def suggest(text: str, kind: ConceptKind, language: str, *, limit: int = MOST) -> list[Suggestion]:
    """Return at most `limit` concepts whose word begins with, holds or resembles `text`, best first.

    Words of the reader's language come first, then English. Nothing for an empty text.
    """
    folded = fold(text)
    if not folded:
        return []
    found = Q(folded__startswith=folded) | Q(folded__contains=f" {folded}")
    if len(folded) >= FORGIVING:
        found |= Q(folded__trigram_word_similar=folded)
    rank = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        When(folded__contains=f" {folded}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    similar = TrigramWordSimilarity(folded, "folded") if len(folded) >= FORGIVING else Value(1.0, FloatField())
    labels = (
        Label.objects.filter(found, concept__kind=kind, concept__state="active", language__in={language, "en"})
        .annotate(rank=rank, similar=similar, foreign=Case(When(language=language, then=0), default=1))
        .order_by("rank", "foreign", "-similar", Length("folded"), "folded", "concept_id")
        .values_list("concept_id", "text", "concept__code")[: 6 * limit]
    )
    best: dict[uuid.UUID, tuple[str, str]] = {}
    for concept, word, code in labels:
        best.setdefault(concept, (word, code))
    chosen = list(best)[:limit]
    names = names_of(chosen, language)
    return [Suggestion(c, names.get(c, best[c][0]), best[c][0], best[c][1]) for c in chosen]


def names_of(concepts: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """Return the names of concepts in `language`, in English where it has none; one query."""
    labels = Label.objects.filter(concept__in=list(concepts), kind=LabelKind.PREFERRED, language__in={language, "en"})
    ordered = sorted(labels.values_list("concept_id", "language", "text"), key=lambda it: it[1] == language)
    return {concept: text for concept, _language, text in ordered}


def words_of(concepts: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return every word of concepts in every language, for the search index; one query."""
    words: dict[uuid.UUID, list[str]] = {}
    for concept, text in Label.objects.filter(concept__in=list(concepts)).values_list("concept_id", "text"):
        words.setdefault(concept, []).append(text)
    return words


def concept(named: uuid.UUID | str, language: str) -> NamedConcept | None:
    """Return a concept by id or URI, retired ones too; None for one that never was."""
    key = named if isinstance(named, uuid.UUID) else concept_id(named)
    found = Concept.objects.filter(id=key).first()
    if found is None:
        return None
    name = names_of([key], language).get(key, found.uri)
    return NamedConcept(
        found.id,
        found.uri,
        found.kind,
        found.code,
        name,
        found.replaced_by_id,
        active=found.state == "active",
    )


def skills_of(occupation: uuid.UUID, language: str) -> list[NeededSkill]:
    """Return what an occupation needs, essential skills first, by name."""
    relations = OccupationSkill.objects.filter(occupation=occupation, skill__state="active")
    needed = dict(relations.order_by("-relation").values_list("skill_id", "relation"))
    names = names_of(needed, language)
    skills = [NeededSkill(s, names[s], rel == SkillRelation.ESSENTIAL) for s, rel in needed.items() if s in names]
    return sorted(skills, key=lambda skill: (not skill.essential, skill.name))


def occupations_by_code(code: str) -> list[uuid.UUID]:
    """Return the occupations in use of an ISCO-08 group, by id."""
    return list(Concept.objects.active().occupations().filter(code=code).order_by("id").values_list("id", flat=True))


def isco_codes(occupations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the ISCO-08 unit group of each occupation; one query."""
    return dict(Concept.objects.filter(id__in=list(occupations)).values_list("id", "code"))


def occupations_in_use() -> list[tuple[uuid.UUID, str]]:
    """Return every occupation in use with its ISCO-08 unit group, by id."""
    return list(Concept.objects.active().occupations().order_by("id").values_list("id", "code"))


def loaded_sources() -> list[str]:
    """Return the attribution of each taxonomy that is loaded."""
    sources = TaxonomyLoad.objects.values_list("source", flat=True).distinct()
    return [ATTRIBUTIONS[source] for source in sorted(sources) if source in ATTRIBUTIONS]


def suggest_places(text: str, language: str, *, limit: int = MOST) -> list[NamedPlace]:
    """Return at most `limit` places whose name begins with or resembles `text`; larger ones first.

    A merged place leads to what it became part of.
    """
    folded = fold(text)
    if not folded:
        return []
    found = Q(folded__startswith=folded)
    if len(folded) >= FORGIVING:
        found |= Q(folded__trigram_word_similar=folded)
    rank = Case(When(folded=folded, then=0), When(folded__startswith=folded, then=1), default=2)
    rows = (
        PlaceName.objects.filter(found)
        .annotate(rank=rank, people=F("place__population"))
        .order_by("rank", F("people").desc(nulls_last=True), "place_id")
        .values_list("place_id", "place__replaced_by_id")[: 4 * limit]
    )
    codes = list(dict.fromkeys(replaced or code for code, replaced in rows))[:limit]
    named = places(codes, language)
    return [named[code] for code in codes]


def places(codes: Sequence[str], language: str) -> dict[str, NamedPlace]:
    """Return places by code with their names; unknown codes are left out. Two queries."""
    rows = list(Place.objects.filter(code__in=set(codes)))
    ancestors = {part for row in rows for part in row.path.strip("/").split("/")}
    known = PlaceName.objects.filter(place__in=ancestors, preferred=True, language__in={language, "en"})
    ordered = sorted(known.values_list("place_id", "language", "text"), key=lambda it: it[1] == language)
    names = {code: text for code, _language, text in ordered}
    return {
        row.code: NamedPlace(
            row.code,
            names.get(row.code, row.code),
            tuple(names.get(part, part) for part in reversed(row.path.strip("/").split("/")[:-1])),
            row.kind,
            row.lat,
            row.lon,
            row.path,
        )
        for row in rows
    }


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in km between two (lat, lon) points in degrees (haversine)."""
    lat1, lon1, lat2, lon2 = (radians(x) for x in (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(h))


def places_within(lat: float, lon: float, km: float) -> list[str]:
    """Return the codes of places with a point at most `km` away, nearest first."""
    points = Place.objects.filter(lat__isnull=False, until__isnull=True).values_list("code", "lat", "lon")
    near = sorted((distance_km((lat, lon), (a, b)), code) for code, a, b in points if a is not None and b is not None)
    return [code for distance, code in near if distance <= km]


def recognise(text: str, kind: ConceptKind, languages: Iterable[str], *, limit: int = 50) -> list[Span]:
    """Return the concepts that `text` names, with their place in it (character offsets) and a confidence.

    A proposal only: a person accepts it or not.
    """
    return lexicon(kind, frozenset(languages)).find(text, limit=limit)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A concept that a phrase names to the letter, with other words for it."""

    id: uuid.UUID
    name: str
    also: tuple[str, ...]


def concepts_named(phrases: Sequence[str], kind: ConceptKind, language: str) -> dict[str, list[KnownName]]:
    """Return the concepts in use that a folded phrase names to the letter, in any language; three queries."""
    rows = Label.objects.filter(folded__in=list(phrases), concept__kind=kind, concept__state="active")
    found: dict[str, list[uuid.UUID]] = {}
    for phrase, key in rows.order_by("kind", "concept_id").values_list("folded", "concept_id"):
        if key not in found.setdefault(phrase, []):
            found[phrase].append(key)
    concepts = {key for keys in found.values() for key in keys}
    names = names_of(concepts, language)
    others: dict[uuid.UUID, list[str]] = {}
    preferred = Label.objects.filter(concept__in=concepts, kind=LabelKind.PREFERRED).exclude(language=language)
    for key, text in (
        preferred.filter(language__in=("en", "ru", "ky")).order_by("language").values_list("concept_id", "text")
    ):
        others.setdefault(key, []).append(text)
    return {
        phrase: [KnownName(key, names.get(key, phrase), tuple(others.get(key, ()))) for key in keys]
        for phrase, keys in found.items()
    }


def places_named(phrases: Sequence[str], language: str) -> dict[str, list[NamedPlace]]:
    """Return the places that a folded phrase names to the letter, larger ones first, by phrase."""
    rows = PlaceName.objects.filter(folded__in=list(phrases)).order_by(F("place__population").desc(nulls_last=True))
    codes: dict[str, list[str]] = {}
    for phrase, code, replaced in rows.values_list("folded", "place_id", "place__replaced_by_id"):
        codes.setdefault(phrase, []).append(replaced or code)
    named = places([code for mine in codes.values() for code in mine], language)
    return {phrase: [named[code] for code in dict.fromkeys(mine)] for phrase, mine in codes.items()}


def place_words(codes: Iterable[str]) -> dict[str, list[str]]:
    """Return every name of places in every language, for the search index; one query."""
    words: dict[str, list[str]] = {}
    for code, text in PlaceName.objects.filter(place__in=list(codes)).values_list("place_id", "text"):
        words.setdefault(code, []).append(text)
    return words
