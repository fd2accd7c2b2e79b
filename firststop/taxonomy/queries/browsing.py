"""The tree to browse: groups of ISCO-08, occupations, skills.

However much a page shows, it takes the same few queries.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firststop.core.folding import fold
from firststop.taxonomy.enums import ConceptKind, LabelKind, SkillRelation
from firststop.taxonomy.models import BroaderConcept, Concept, Label, OccupationSkill, OutsideCode
from firststop.taxonomy.queries.concepts import NamedConcept, NeededSkill, concept, names_of, skills_of

#: So many lines stand on one page of a list.
PAGE = 50
UNIT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree: a concept with its code and name."""

    id: uuid.UUID
    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of a list, and how many lines there are in all."""

    lines: tuple[Branch, ...]
    total: int
    number: int

    @property
    def previous(self) -> int:
        """The page before, 0 on the first."""
        return self.number - 1

    @property
    def following(self) -> int:
        """The page after, 0 on the last."""
        return self.number + 1 if self.number * PAGE < self.total else 0


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group of ISCO-08 with what it lies in (widest first), the groups in it, and its occupations."""

    group: NamedConcept
    within: tuple[Branch, ...]
    groups: tuple[Branch, ...]
    occupations: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class OccupationShown:
    """An occupation with its other names, its groups (widest first), the skills that it takes, and its heir."""

    occupation: NamedConcept
    also: tuple[str, ...]
    within: tuple[Branch, ...]
    essential: tuple[NeededSkill, ...]
    optional: tuple[NeededSkill, ...]
    heir: NamedConcept | None


@dataclass(frozen=True, slots=True)
class SkillShown:
    """A skill or a group of skills: what it lies in, what lies in it, and which occupations take it."""

    skill: NamedConcept
    also: tuple[str, ...]
    broader: tuple[Branch, ...]
    narrower: tuple[Branch, ...]
    occupations: Lines
    essential: frozenset[uuid.UUID]
    heir: NamedConcept | None


def major_groups(language: str) -> tuple[Branch, ...]:
    """Return the widest groups of occupations in the order of their codes; two queries."""
    return _groups([str(digit) for digit in range(10)], language)


def group_shown(code: str, language: str) -> GroupShown | None:
    """Return a group by its ISCO-08 code, None where there is none; five queries."""
    found = Concept.objects.filter(kind=ConceptKind.GROUP, code=code).order_by("state", "id").first()
    if found is None:
        return None
    below = [code + str(digit) for digit in range(10)] if len(code) < UNIT_DIGITS else []
    lines = _groups([*_above(code), code, *below], language)
    named = next((line.name for line in lines if line.code == code), found.uri)
    work = Concept.objects.active().occupations().filter(code=code) if len(code) == UNIT_DIGITS else ()
    return GroupShown(
        _as_named(found, named),
        tuple(line for line in lines if len(line.code) < len(code)),
        tuple(line for line in lines if len(line.code) > len(code)),
        _by_name(work, language),
    )


def occupation_shown(occupation: uuid.UUID, language: str) -> OccupationShown | None:
    """Return an occupation, retired ones too; at most nine queries."""
    found = concept(occupation, language)
    if found is None or found.kind != ConceptKind.OCCUPATION:
        return None
    skills = skills_of(occupation, language)
    return OccupationShown(
        found,
        _also(found, language),
        _groups([*_above(found.code), found.code], language),
        tuple(skill for skill in skills if skill.essential),
        tuple(skill for skill in skills if not skill.essential),
        concept(found.replaced_by, language) if found.replaced_by else None,
    )


def top_skills(language: str, number: int) -> tuple[tuple[Branch, ...], Lines]:
    """Return the widest groups of skills, and a page of the skills that lie in none; at most five queries."""
    loose = Concept.objects.active().filter(broader_relations__isnull=True)
    groups = _by_name(loose.filter(kind=ConceptKind.SKILL_GROUP), language)
    return groups, _page(loose.filter(kind=ConceptKind.SKILL).values_list("id", flat=True), language, number)


def skill_shown(skill: uuid.UUID, language: str, number: int) -> SkillShown | None:
    """Return a skill or a group of skills with a page of the occupations that take it; at most eleven queries."""
    found = concept(skill, language)
    if found is None or found.kind not in (ConceptKind.SKILL, ConceptKind.SKILL_GROUP):
        return None
    above = Concept.objects.filter(id__in=BroaderConcept.objects.filter(concept=skill).values("broader"))
    below = Concept.objects.active().filter(id__in=BroaderConcept.objects.filter(broader=skill).values("concept"))
    taken = dict(
        OccupationSkill.objects.filter(skill=skill, occupation__state="active")
        .order_by("-relation")
        .values_list("occupation_id", "relation")
    )
    return SkillShown(
        found,
        _also(found, language),
        _by_name(above, language),
        _by_name(below, language),
        _page(taken, language, number),
        frozenset(key for key, relation in taken.items() if relation == SkillRelation.ESSENTIAL),
        concept(found.replaced_by, language) if found.replaced_by else None,
    )


def concepts_of_code(code: str, language: str) -> tuple[Branch, ...]:
    """Return what a typed code means: groups of ISCO-08, and concepts that had it in another list; three queries."""
    mapped = list(OutsideCode.objects.filter(code=code, concept__isnull=False).values_list("concept_id", flat=True))
    groups = _groups([code], language) if code.isdigit() else ()
    return (*groups, *_by_name(Concept.objects.filter(id__in=mapped), language))


def _above(code: str) -> list[str]:
    return [code[:digits] for digits in range(1, len(code))]


def _groups(codes: Sequence[str], language: str) -> tuple[Branch, ...]:
    found = Concept.objects.active().filter(kind=ConceptKind.GROUP, code__in=codes)
    known = {group.code: group for group in found.order_by("-id")}
    names = names_of([group.id for group in known.values()], language)
    return tuple(Branch(it.id, it.kind, code, names.get(it.id, it.uri)) for code, it in sorted(known.items()))


def _by_name(concepts: Iterable[Concept], language: str) -> tuple[Branch, ...]:
    found = {it.id: it for it in concepts}
    names = names_of(found, language) if found else {}
    lines = [Branch(key, it.kind, it.code, names.get(key, it.uri)) for key, it in found.items()]
    return tuple(sorted(lines, key=lambda line: (fold(line.name), line.id)))


def _page(ids: Iterable[uuid.UUID], language: str, number: int) -> Lines:
    """Return a page of concepts in the order of their names, read once for all of them."""
    keys = list(ids)
    names = names_of(keys, language) if keys else {}
    ordered = sorted(keys, key=lambda key: (fold(names.get(key, "")), key))
    number = max(1, min(number, -(-len(keys) // PAGE)))
    shown = ordered[(number - 1) * PAGE : number * PAGE]
    known = Concept.objects.in_bulk(shown)
    lines = tuple(Branch(key, known[key].kind, known[key].code, names.get(key, known[key].uri)) for key in shown)
    return Lines(lines, len(keys), number)


def _also(found: NamedConcept, language: str) -> tuple[str, ...]:
    """Return the other names of a concept in a language, without those that are there to be found only."""
    words = Label.objects.filter(concept=found.id, language=language, kind=LabelKind.ALTERNATIVE)
    return tuple(sorted((text for text in words.values_list("text", flat=True) if text != found.name), key=fold))


def _as_named(found: Concept, name: str) -> NamedConcept:
    active = found.state == "active"
    return NamedConcept(
        found.id,
        found.uri,
        found.kind,
        found.code,
        name,
        found.replaced_by_id,
        active,
        found.retired_on,
        found.description,
    )
