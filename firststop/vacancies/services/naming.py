"""From the words of a table's row to what they name: its occupation, its places, its skills."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from firststop.core.folding import fold
from firststop.core.refusals import Code, Problem, Text
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import KnownName, NamedPlace, concepts_named, places_named, suggest, suggest_places
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.schemas.record import PlaceIn, SkillIn
from firststop.vacancies.table import RowResult

#: How many names a hint offers.
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A row's vacancy with its words replaced by what they name, and what could not be told."""

    vacancy: VacancyIn
    problems: tuple[Problem, ...]


class Names:
    """What the words of some rows name, in one language for hints; three queries, and one for each unknown word."""

    def __init__(self, rows: Sequence[RowResult], language: str) -> None:
        self._language = language
        found = [row for row in rows if row.vacancy is not None]
        work = {fold(row.occupation_words) for row in found if row.occupation_words}
        towns = {fold(place.name) for row in found for place in _unnamed(row.vacancy) if place.name}
        skills = {fold(it.name) for row in found for it in _skills(row.vacancy) if it.name and it.id is None}
        self._work = concepts_named(sorted(work), ConceptKind.OCCUPATION, language) if work else {}
        self._skills = concepts_named(sorted(skills), ConceptKind.SKILL, language) if skills else {}
        self._towns = places_named(sorted(towns), language) if towns else {}

    def of(self, vacancy: VacancyIn, occupation_words: str | None) -> Named:
        """Return the vacancy with concepts and place codes; a skill that we do not know keeps its words."""
        problems: list[Problem] = []
        change: dict[str, object] = {}
        if occupation_words:
            change["occupation"] = self._occupation(occupation_words, problems)
        if vacancy.places:
            change["places"] = [self._place(place, at, problems) for at, place in enumerate(vacancy.places)]
        if vacancy.skills:
            change["skills"] = [self._skill(skill) for skill in vacancy.skills]
        return Named(vacancy.model_copy(update=change), tuple(problems))

    def _occupation(self, words: str, problems: list[Problem]) -> uuid.UUID | None:
        found = self._work.get(fold(words), [])
        if len(found) == 1:
            return found[0].id
        if found:
            problems.append(_several(_("Several occupations have this name."), "/occupation", words, _names(found)))
            return None
        near = [it.name for it in suggest(words, ConceptKind.OCCUPATION, self._language, limit=OFFERED)]
        problems.append(
            _unknown("occupation.unknown", _("We do not know this occupation."), "/occupation", words, near)
        )
        return None

    def _place(self, place: PlaceIn, at: int, problems: list[Problem]) -> PlaceIn:
        if place.code or not place.name:
            return place
        found = self._towns.get(fold(place.name), [])
        # A town and the district around it share a name: work is in the town.
        chosen = [it for it in found if it.kind == "settlement"] or found
        if len(chosen) == 1:
            return place.model_copy(update={"code": chosen[0].code, "name": None})
        pointer = f"/places/{at}/name"
        if chosen:
            problems.append(_several(_("Several places have this name."), pointer, place.name, _codes(chosen)))
        else:
            near = [it.name for it in suggest_places(place.name, self._language, limit=OFFERED)]
            problems.append(_unknown("place.unknown", _("We do not know this place."), pointer, place.name, near))
        return place

    def _skill(self, skill: SkillIn) -> SkillIn:
        found = self._skills.get(fold(skill.name), []) if skill.name and skill.id is None else []
        return skill.model_copy(update={"id": found[0].id, "name": None}) if len(found) == 1 else skill


def _unnamed(vacancy: VacancyIn | None) -> Iterable[PlaceIn]:
    return (place for place in (vacancy.places if vacancy else None) or () if not place.code)


def _skills(vacancy: VacancyIn | None) -> Iterable[SkillIn]:
    return (vacancy.skills if vacancy else None) or ()


def _names(found: Iterable[KnownName]) -> list[str]:
    return [f"{it.name} ({it.id})" for it in list(found)[:OFFERED]]


def _codes(found: Iterable[NamedPlace]) -> list[str]:
    return [f"{it.code} ({it.full_name})" for it in list(found)[:OFFERED]]


def _several(sentence: Text, pointer: str, words: str, offered: list[str]) -> Problem:
    hint = format_lazy(_("Write the identifier of the one you mean: {offered}."), offered="; ".join(offered))
    return Problem(Code.CONFLICT, "name.several", sentence, pointer, hint, words[:200])


def _unknown(rule: str, sentence: Text, pointer: str, words: str, near: list[str]) -> Problem:
    offered = format_lazy(_("Did you mean: {names}?"), names=", ".join(near)) if near else ""
    return Problem(Code.UNKNOWN, rule, sentence, pointer, offered or _("Write a more usual name."), words[:200])
