"""Finding concepts in running text: the longest run of words that is somebody's name for a concept.

Words are compared by their stems, so that «сварки» finds «сварка»; a run that is equal to the letter counts more than
one that is equal by stems only.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import tantivy

from firststop.core.folding import fold

_WORD = re.compile(r"[^\W_]+(?:[-+#'’][^\W_]+)*[+#]*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
#: "Python (computer programming)" is written Python.
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
LONGEST_RUN = 6
#: How much of the longer of two forms of one stem must be equal from its start.
ALIKE = 0.7
#: Or how long the endings of both may be, where the word is short: «швеёй» is «швея».
ENDING, SHORTEST = 2, 3
EXACT, BY_STEMS, ONE_WORD_BY_STEM = 1.0, 0.8, 0.6


def _stemmer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(language)).build()


_STEMMERS = {True: _stemmer("russian"), False: _stemmer("english")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word for one concept, in one language."""

    concept: uuid.UUID
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text (character offsets) that names a concept; `confidence` is between 0 and 1."""

    start: int
    end: int
    concept: uuid.UUID
    surface: str
    matched: str
    confidence: float


class Lexicon:
    """All words of a set of concepts, ready to be found."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._entries: dict[tuple[str, ...], list[Word]] = defaultdict(list)
        self._first: set[str] = set()
        self._stems: dict[str, str] = {}
        for word in words:
            self._add(word)
            plain = _QUALIFIER.sub("", word.text)
            if plain != word.text:
                self._add(replace(word, text=plain))

    def _add(self, word: Word) -> None:
        stems = tuple(self._learn(token) for _start, _end, token in _tokens(word.text))
        if stems and len(stems) <= LONGEST_RUN and not _too_short(word.text):
            self._entries[stems].append(word)
            self._first.add(stems[0])

    def find(self, text: str, *, limit: int = 50) -> list[Span]:
        """Return at most `limit` concepts named in `text`, each once, in reading order.

        Of two runs that overlap the longer wins; where one run names several concepts, the one with the smallest id
        among those named to the letter is taken, so that the same text always gives the same spans.
        """
        tokens = _tokens(text)
        stems = [self._stem(token) for _start, _end, token in tokens]
        found: dict[uuid.UUID, Span] = {}
        index = 0
        while index < len(tokens) and len(found) < limit:
            length = self._longest(stems, index)
            span = (
                self._span(text, tokens[index : index + length], tuple(stems[index : index + length]))
                if length
                else None
            )
            if span is not None:
                known = found.get(span.concept)
                if known is None or known.confidence < span.confidence:
                    found[span.concept] = span
            index += max(length, 1)
        return sorted(found.values(), key=lambda span: span.start)

    def _longest(self, stems: Sequence[str], index: int) -> int:
        if stems[index] not in self._first:
            return 0
        runs = range(min(LONGEST_RUN, len(stems) - index), 0, -1)
        return next((n for n in runs if tuple(stems[index : index + n]) in self._entries), 0)

    def _span(self, text: str, tokens: Sequence[tuple[int, int, str]], stems: tuple[str, ...]) -> Span | None:
        start, end = tokens[0][0], tokens[-1][1]
        surface = text[start:end]
        folded = fold(surface)
        exact = [word for word in self._entries[stems] if fold(word.text) == folded]
        close = exact or [word for word in self._entries[stems] if len(stems) > 1 or _alike(folded, fold(word.text))]
        if not close:
            return None
        chosen = min(close, key=lambda word: (word.concept, word.text))
        confidence = EXACT if exact else BY_STEMS if len(stems) > 1 else ONE_WORD_BY_STEM
        return Span(start, end, chosen.concept, surface, chosen.text, confidence)

    def _learn(self, token: str) -> str:
        folded = fold(token)
        if folded not in self._stems:
            self._stems[folded] = _stem(folded)
        return self._stems[folded]

    def _stem(self, token: str) -> str:
        """Return the stem of a word of somebody's text; it is not kept, it may be a name or a number."""
        folded = fold(token)
        known = self._stems.get(folded)
        return _stem(folded) if known is None else known


def _stem(folded: str) -> str:
    stems: list[str] = _STEMMERS[bool(_CYRILLIC.search(folded))].analyze(folded)
    return stems[0] if stems else folded


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]


def _alike(a: str, b: str) -> bool:
    """Whether two forms of one stem are one word: «сваркой» and «сварка» are, experience and experiment are not."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    longer = max(len(a), len(b))
    return shared >= ALIKE * longer or (shared >= SHORTEST and longer - shared <= ENDING)


def _too_short(text: str) -> bool:
    """One or two letters name too much, except with a mark of their own, as C++ and C# have."""
    return len(text) < 3 and not set(text) & set("+#")
