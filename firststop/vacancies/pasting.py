"""What a pasted ad proposes for its vacancy: its own words, and the occupations, skills and places that they name."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from firststop.core.folding import fold
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import NamedPlace, names_of, places_named, recognise, suggest
from firststop.vacancies.rules.pasted import AdReading, Found, FoundPay, read_ad

#: Skills that are proposed; more is no proposal but a search.
MOST_SKILLS = 15
#: Letters of a text in which places are looked for that no sign marks.
_PLACES_WITHIN = 5_000
_CAPITALS = re.compile(r"[^\W\d_a-zа-яёңөү][\w-]+(?:[ -][^\W\d_a-zа-яёңөү][\w-]+){0,2}")
_SETTLEMENT = "settlement"
#: How Russian and Kyrgyz say "in", "to" and "from" a place: the endings, folded, and what the name has there itself.
_ENDINGS = (
    ("е", ""), ("е", "а"), ("и", "ь"), ("у", ""), ("у", "а"), ("ы", "а"), ("а", ""),
    *((f"{letter}{vowel}", "") for letter in "тдкгн" for vowel in "аео"),
    *((f"{letter}{vowel}н", "") for letter in "тдн" for vowel in "аеоуиы"),
)  # fmt: skip
_LEAST = 2


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """A concept of the taxonomy, and the words that name it."""

    id: uuid.UUID
    name: str
    words: Found


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of the country, and the words that name it."""

    place: NamedPlace
    words: Found


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a person may take from a pasted ad; None and empty where it says nothing that we understand."""

    title: Found | None
    employer: Found | None
    occupation: FoundConcept | None
    place: FoundPlace | None
    pay: FoundPay | None
    skills: tuple[FoundConcept, ...]

    @property
    def words(self) -> list[Found]:
        """Every word of the ad that a proposal comes from."""
        facts = (self.occupation, self.place, self.pay, *self.skills)
        return [found for found in (self.title, *(fact.words for fact in facts if fact)) if found]


def proposals_in(text: str, language: str) -> Proposals:
    """Return what a pasted text proposes, with names in the reader's language."""
    country = _Places(text, language)
    read = read_ad(text, is_place=country.names)
    skills = recognise(text, ConceptKind.SKILL, _languages(), limit=MOST_SKILLS)
    names = names_of([span.concept for span in skills], language)
    once = {span.concept: Found(span.surface, span.start, span.end) for span in reversed(skills)}
    return Proposals(
        title=read.title,
        employer=read.employer,
        occupation=_occupation(text, read, language),
        place=country.first(read.places),
        pay=read.pay,
        skills=tuple(FoundConcept(key, names[key], words) for key, words in reversed(once.items()) if key in names),
    )


def _occupation(text: str, read: AdReading, language: str) -> FoundConcept | None:
    """Return the occupation that the title names, or begins to name, or that the text names first."""
    title = read.title
    spans = recognise(title.text if title else text, ConceptKind.OCCUPATION, _languages(), limit=5)
    if spans:
        best = max(spans, key=lambda span: (span.end - span.start, span.confidence))
        start = best.start + (title.start if title else 0)
        name = names_of([best.concept], language).get(best.concept, best.surface)
        return FoundConcept(best.concept, name, Found(best.surface, start, start + best.end - best.start))
    nearest = suggest(title.text, ConceptKind.OCCUPATION, language, limit=1) if title else []
    return FoundConcept(nearest[0].id, nearest[0].name, title) if nearest and title else None


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


class _Places:
    """The places of the country that a text names; one look into their list, for all of its phrases."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language

    def names(self, line: str) -> bool:
        """Whether a line, or what stands before its first comma, is the name of a place."""
        return any(form in self._known for form in _forms(line.split(",", maxsplit=1)[0]))

    def first(self, likely: Sequence[Found]) -> FoundPlace | None:
        """Return the first settlement among likely phrases, then among all names of the text; else a larger place."""
        found = [place for words in (*likely, *self._capitals) for place in self._of(words)]
        return next((each for each in found if each.place.kind == _SETTLEMENT), found[0] if found else None)

    def _of(self, words: Found) -> Iterator[FoundPlace]:
        for form in _forms(words.text):
            for place in self._known.get(form, ()):
                yield FoundPlace(place, words)

    @cached_property
    def _capitals(self) -> list[Found]:
        found = []
        for match in _CAPITALS.finditer(self._text[:_PLACES_WITHIN]):
            found.append(Found(match[0], *match.span()))
            found += [
                Found(word[0], match.start() + word.start(), match.start() + word.end())
                for word in re.finditer(r"[\w-]+", match[0])
            ]
        return found

    @cached_property
    def _known(self) -> dict[str, list[NamedPlace]]:
        lines = [line.split(",")[0] for line in self._text.splitlines()]
        parts = re.split(r"[,;:\n]", self._text[:_PLACES_WITHIN])
        phrases = [*(found.text for found in self._capitals), *lines, *parts]
        return places_named(list(_every_form(phrases)), self._language)


def _every_form(phrases: Iterable[str]) -> set[str]:
    return {form for phrase in phrases if len(phrase) <= 60 for form in _forms(phrase)}


def _forms(phrase: str) -> list[str]:
    """Return how a folded name may be called in the list: as it stands first, then without an ending of its case."""
    name = fold(phrase)
    shorter = (
        name.removesuffix(ending) + own
        for ending, own in _ENDINGS
        if name.endswith(ending) and len(name) - len(ending) >= _LEAST
    )
    return list(dict.fromkeys([name, *shorter]))
