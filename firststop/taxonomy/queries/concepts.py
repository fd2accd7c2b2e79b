"""Reading concepts: their names, what an occupation needs, what the codes of other lists mean."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from firststop.taxonomy.enums import ConceptKind, LabelKind, SkillRelation
from firststop.taxonomy.linker import Span
from firststop.taxonomy.models import Concept, Label, OccupationSkill, OutsideCode, TaxonomyLoad
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.recognising import lexicon

ATTRIBUTIONS = {
    "esco": _("This service uses the ESCO classification of the European Commission, in a modified form."),
    "firststop": _("Occupations and skills: Firststop starter taxonomy, CC BY 4.0."),
}


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept with its name in the reader's language. A retired one says since when and by what, as far as known."""

    id: uuid.UUID
    uri: str
    kind: str
    code: str
    name: str
    replaced_by: uuid.UUID | None
    active: bool
    retired_on: date | None
    description: str


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A skill that an occupation needs."""

    id: uuid.UUID
    name: str
    essential: bool


def names_of(concepts: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """Return the names of concepts in `language`, in English where it has none; one query.

    Where it has neither, as what only old files know, in the first of its languages by code; one query more.
    """
    wanted = set(concepts)
    labels = Label.objects.filter(concept__in=wanted, kind=LabelKind.PREFERRED)
    read = labels.filter(language__in={language, "en"}).values_list("concept_id", "language", "text")
    names = {concept: text for concept, _language, text in sorted(read, key=lambda it: it[1] == language)}
    if nameless := wanted - names.keys():
        others = labels.filter(concept__in=nameless).order_by("-language")
        names |= dict(others.values_list("concept_id", "text"))
    return names


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
        retired_on=found.retired_on,
        description=found.description,
    )


def skills_of(occupation: uuid.UUID, language: str) -> list[NeededSkill]:
    """Return what an occupation needs, essential skills first, by name."""
    relations = OccupationSkill.objects.filter(occupation=occupation, skill__state="active")
    needed = dict(relations.order_by("-relation").values_list("skill_id", "relation"))
    names = names_of(needed, language)
    skills = [NeededSkill(s, names[s], rel == SkillRelation.ESSENTIAL) for s, rel in needed.items() if s in names]
    return sorted(skills, key=lambda skill: (not skill.essential, skill.name))


def isco_codes(occupations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the ISCO-08 unit group of each occupation; one query."""
    return dict(Concept.objects.filter(id__in=list(occupations)).values_list("id", "code"))


def occupations_in_use() -> list[tuple[uuid.UUID, str]]:
    """Return every occupation in use with its ISCO-08 unit group, by id."""
    return list(Concept.objects.active().occupations().order_by("id").values_list("id", "code"))


def loaded_sources() -> list[str]:
    """Return the attribution of each taxonomy that is loaded."""
    sources = TaxonomyLoad.objects.values_list("source", flat=True).distinct()
    return [str(ATTRIBUTIONS[source]) for source in sorted(sources) if source in ATTRIBUTIONS]


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


def concept_of_code(scheme: str, code: str, language: str) -> NamedConcept | None:
    """Return the concept that a code of another list means; None for an unmapped or unknown one, never a default."""
    found = OutsideCode.objects.filter(scheme=scheme, code=code).values_list("concept_id", flat=True).first()
    return concept(found, language) if found else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many codes of a list have a concept here."""

    scheme: str
    codes: int
    mapped: int

    @property
    def unmapped(self) -> int:
        """How many have none."""
        return self.codes - self.mapped


def code_coverage() -> list[Coverage]:
    """Return the coverage of every list of outside codes, by name; one query."""
    counted = OutsideCode.objects.values("scheme").annotate(codes=Count("id"), mapped=Count("concept"))
    return [Coverage(row["scheme"], row["codes"], row["mapped"]) for row in counted.order_by("scheme")]
