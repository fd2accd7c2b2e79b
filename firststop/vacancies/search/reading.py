"""How a search text is read: occupations, skills, places, words that must be there and words that must not.

Pure: names are looked up by a `Resolver` that the caller brings. The reading is shown to the person who searched, so
every part remembers what was said and where.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from firststop.core import scripts
from firststop.core.scripts import Word
from firststop.vacancies.search import lexicon
from firststop.vacancies.search.documents import Group
from firststop.vacancies.search.words import CARRIERS, NEGATED_AFTER, NEGATORS

#: Words of a search that are read; the rest is shown as not looked for.
MOST_WORDS = 16
_LONGEST_NAME = 4
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_LOCATIVES = ("е", "у", "ом", "ой", "а", "и", "ах")


class PartKind(StrEnum):
    """How one part of a search was read."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    PLACE = "place"
    MUST = "must"
    PHRASE = "phrase"
    MUST_NOT = "must_not"
    FILTER = "filter"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Named:
    """A concept or place that a phrase names: its ids or codes (any of them counts), its name, its other words."""

    kind: PartKind
    ids: tuple[str, ...]
    name: str
    also: tuple[str, ...] = ()


class Resolver(Protocol):
    """Who knows the names of occupations, skills and places."""

    def look_up(self, phrases: Sequence[str]) -> Mapping[str, Named]:
        """Return what is named, by phrase. Phrases are folded, words one blank apart; unknown ones are left out."""
        ...


class NoNames:
    """A resolver that knows nothing: every word is a word."""

    def look_up(self, phrases: Sequence[str]) -> Mapping[str, Named]:  # noqa: ARG002 - the protocol's name
        """Return nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a search: as it was said (`start` to `end`, half-open), its folded words, and what it means.

    The words of a quotation belong together; of an unwanted part without quotes, each word alone is unwanted.
    `condition` is a key of `lexicon.CONDITIONS`.
    """

    kind: PartKind
    said: str
    start: int
    end: int
    words: tuple[str, ...]
    named: Named | None = None
    condition: str = ""
    filter: tuple[Group, str] | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read. `forgiven` are its words that no ad holds as typed, so that near ones were taken."""

    text: str = ""
    parts: tuple[Part, ...] = ()
    forgiven: tuple[str, ...] = field(default=())

    def of(self, *kinds: PartKind) -> tuple[Part, ...]:
        """Return the parts of these kinds in the order they were said."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def forgiving(self, words: tuple[str, ...]) -> "Reading":
        """Return this reading with the words whose spelling was forgiven."""
        return replace(self, forgiven=words)


def read_query(text: str, resolver: Resolver | None = None) -> Reading:
    """Return how `text` is read: quotes, "-word", "no nights", "без ночных", names, filters, then single words.

    A name is the longest run of at most four words that the resolver knows.
    """
    return Reading(text, tuple(_Reader(text, resolver or NoNames()).parts()))


class _Reader:
    """One reading, from left to right."""

    def __init__(self, text: str, resolver: Resolver) -> None:
        self.text = text
        every = list(scripts.words(text))
        self.words, self.rest = every[:MOST_WORDS], every[MOST_WORDS:]
        self.folded = [word.folded for word in self.words]
        self.quotes = [found.span(1) for found in _QUOTED.finditer(text)]
        self.names = self._names(resolver)

    def parts(self) -> Iterator[Part]:
        at = 0
        while at < len(self.words):
            part, taken = self._next(at)
            yield part
            at += taken
        if self.rest:
            yield self._part(PartKind.IGNORED, self.rest)

    def _next(self, at: int) -> tuple[Part, int]:
        if (quoted := self._quoted(at)) > 0:
            kind = PartKind.MUST_NOT if self._minus(at, quote=True) else PartKind.PHRASE
            return replace(self._part(kind, self.words[at : at + quoted]), quoted=True), quoted
        if self._minus(at):
            return self._unwanted(at, at + 1)
        for phrase, wanted in lexicon.FILTERS.items():
            if tuple(self.folded[at : at + len(phrase)]) == phrase:
                part = self._part(PartKind.FILTER, self.words[at : at + len(phrase)])
                return replace(part, filter=wanted), len(phrase)
        if self.folded[at] in NEGATORS and at + 1 < len(self.words):
            return self._negated(at)
        if at + 1 < len(self.words) and self.folded[at + 1] in NEGATED_AFTER:
            return self._unwanted(at, at + 2, at)
        return self._name_or_word(at)

    def _name_or_word(self, at: int) -> tuple[Part, int]:
        for length in range(self._room(at), 0, -1):
            if (named := self.names.get((at, length))) is not None:
                return self._part(named.kind, self.words[at : at + length], named), length
        idle = self.folded[at] in lexicon.IGNORED or self.folded[at] in NEGATORS
        kind = PartKind.IGNORED if idle else PartKind.MUST
        return self._part(kind, self.words[at : at + 1]), 1

    def _negated(self, at: int) -> tuple[Part, int]:
        wanted = at + 1
        end = wanted + 1
        if end < len(self.words) and self.folded[end] in CARRIERS:
            end += 1
        return self._unwanted(at, end, wanted)

    def _unwanted(self, start: int, end: int, word: int | None = None) -> tuple[Part, int]:
        """Return the part that says no: words `start` to `end`, of which `word` is what is not wanted."""
        folded = self.folded[start if word is None else word]
        condition = lexicon.CONDITION_OF.get(folded, "")
        words = lexicon.CONDITIONS[condition] if condition else (folded,)
        part = self._part(PartKind.MUST_NOT, self.words[start:end])
        return replace(part, words=words, condition=condition), end - start

    def _part(self, kind: PartKind, words: Sequence[Word], named: Named | None = None) -> Part:
        start, end = words[0].start, words[-1].end
        return Part(kind, self.text[start:end], start, end, tuple(word.folded for word in words), named)

    def _minus(self, at: int, *, quote: bool = False) -> bool:
        """Whether a minus stands right before this word (or its quotation mark) and apart from the word before."""
        before = self.text[: self.words[at].start - quote]
        return before.endswith(("-", "–", "−")) and not before[-2:-1].strip(" ,;(")

    def _quoted(self, at: int) -> int:
        """Return how many words stand in the quotation that begins with this one."""
        span = next((span for span in self.quotes if span[0] <= self.words[at].start < span[1]), None)
        return 0 if span is None else sum(span[0] <= word.start < span[1] for word in self.words[at:])

    def _room(self, at: int) -> int:
        """Return how many words from here on may belong to one name."""
        room = 1
        while room < _LONGEST_NAME and at + room < len(self.words):
            if self._quoted(at + room) or self._minus(at + room) or self.folded[at + room] in NEGATORS:
                break
            room += 1
        return room

    def _names(self, resolver: Resolver) -> dict[tuple[int, int], Named]:
        spans = {
            (at, length): spellings(self.folded[at : at + length])
            for at in range(len(self.words))
            for length in range(1, self._room(at) + 1)
        }
        known = resolver.look_up(list(dict.fromkeys(phrase for phrases in spans.values() for phrase in phrases)))
        found = ((span, next((known[p] for p in phrases if p in known), None)) for span, phrases in spans.items())
        return {span: named for span, named in found if named is not None}


def spellings(words: Sequence[str]) -> tuple[str, ...]:
    """Return how a run of folded words may stand in a list of names: as it is, and with its last word's ending off.

    "бишкеке", "бишкекте" and "москве" lead to "бишкек" and "москва".
    """
    if len(words) == 1 and words[0] in lexicon.IGNORED:
        return ()
    first, last = " ".join(words[:-1]), words[-1]
    lasts = [last]
    if not scripts.is_latin(last):
        for ending in (*_LOCATIVES, "те", "та", "то", "де", "да", "до", "ке", "ка", "ко", "ге", "га", "го"):
            if last.endswith(ending) and len(last) - len(ending) >= 2:
                lasts += [last[: -len(ending)], last[: -len(ending)] + "а"]
    return tuple(dict.fromkeys(f"{first} {word}".strip() for word in lasts))
