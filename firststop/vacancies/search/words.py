"""From text to the terms of the index: one sound a word, without its ending, so that scripts and cases meet.

A term is the skeleton (core.scripts) of a word's stem. What stands behind "without", "без" or before "not required"
is marked with ``!``: an ad that says "no night shifts" is no hit for "night" and survives a search without nights.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from firststop.core import scripts
from firststop.core.scripts import Word
from firststop.vacancies.search import kyrgyz

NOT = "!"
NEGATORS = frozenset({"без", "no", "without", "кроме", "except"})
NEGATED_AFTER = frozenset({"жок", "нет"})
_NOT_NEEDED: dict[str, tuple[str, ...]] = {"не": ("треб", "нуж", "обяз"), "not": ("requir", "need", "necess")}
_DENIERS = NEGATED_AFTER | _NOT_NEEDED.keys()
#: Words that carry a negated one: "no night *shifts*".
CARRIERS = frozenset({"смен", "смены", "смена", "shift", "shifts", "work", "hours", "работы", "график", "графика",
                      "сменалар", "жумуш"})  # fmt: skip

_JOINED = re.compile("^(?:электро|газо|авто|радио|теле|гидро|пневмо|тепло|био|агро|фото|видео|микро|вело|мото)+")
_SHORTEST_TRADE = 5

_russian = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("russian")).build()
_english = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()


def _stem(word: str, *, latin: bool) -> str:
    (stem,) = (_english if latin else _russian).analyze(word)
    # продавец, продавца: the vowel comes and goes.
    return stem[:-2] + "ц" if stem.endswith("ец") and len(stem) > 3 else stem


@lru_cache(maxsize=1 << 17)
def term(word: str) -> str:
    """Return the one term of a folded word."""
    return scripts.skeleton(_stem(word, latin=scripts.is_latin(word)))


@lru_cache(maxsize=1 << 17)
def other_terms(word: str) -> tuple[str, ...]:
    """Return what else a folded word may be: Kyrgyz with its endings off, or Russian in Latin letters."""
    if scripts.is_latin(word):
        # Who writes Russian in Latin letters may type й as j ("jurist"), who writes Kyrgyz types ж ("jumushchu").
        cyrillic = map(scripts.to_cyrillic, (word, word.replace("j", "zh")))
        stems = {stem for it in cyrillic for stem in (_stem(it, latin=False), kyrgyz.stem(it))}
        others = set(map(scripts.skeleton, stems))
    else:
        others = {scripts.skeleton(kyrgyz.stem(word))}
    return tuple(sorted(others - {term(word)}))


@lru_cache(maxsize=1 << 12)
def asked_terms(word: str) -> tuple[str, ...]:
    """Return every term that a folded word of a search may mean, the likeliest first."""
    readings = [word]
    if (twin := scripts.look_alike(word)) is not None:
        readings.append(twin)
    spelled = [s for r in readings for s in (scripts.respellings(r) if scripts.is_latin(r) else (r,))]
    return tuple(dict.fromkeys(t for s in spelled for t in (term(s), *other_terms(s)) if t))


def negated(text: str, found: Sequence[Word]) -> frozenset[int]:
    """Return the positions of the words that the text says are not so."""
    marked: set[int] = set()
    for i, word in enumerate(found):
        if word.folded in NEGATORS and _touches(text, found, i):
            marked.add(i + 1)
            if i + 2 < len(found) and found[i + 2].folded in CARRIERS:
                marked.add(i + 2)
        elif i and word.folded in _DENIERS and _denies_before(text, found, i):
            marked.update((i - 1, i - 2) if i > 1 and found[i - 1].folded in CARRIERS else (i - 1,))
    return frozenset(marked)


def _denies_before(text: str, found: Sequence[Word], i: int) -> bool:
    """Whether this word denies the one before it: "опыт не требуется", "түнкү жок"."""
    folded = found[i].folded
    needed = _touches(text, found, i) and found[i + 1].folded.startswith(_NOT_NEEDED.get(folded, ()))
    return _touches(text, found, i - 1) and (needed or folded in NEGATED_AFTER)


def _touches(text: str, found: Sequence[Word], i: int) -> bool:
    return i + 1 < len(found) and not text[found[i].end : found[i + 1].start].strip()


def text_values(text: str, *, thorough: bool) -> list[str]:
    """Return the field values of a text: its terms in order, and where no phrase reaches, what else they may be."""
    found = list(scripts.words(text))
    marked = negated(text, found)
    terms = [NOT * (i in marked) + term(word.folded) for i, word in enumerate(found)]
    plain = [word.folded for i, word in enumerate(found) if thorough and i not in marked]
    others = (other for word in plain for other in (*other_terms(word), *_compounded(word)))
    return [" ".join(terms), " ".join(dict.fromkeys(others))]


def _compounded(word: str) -> tuple[str, ...]:
    """Return the term of the trade in a compound: электрогазосварщик is a сварщик."""
    bare = _JOINED.sub("", word)
    return (term(bare),) if bare != word and len(bare) >= _SHORTEST_TRADE else ()


def phrase_terms(text: str) -> list[tuple[str, ...]]:
    """Return the terms that each word of a quotation may be indexed under, marked as a text would be."""
    found = list(scripts.words(text))
    marked = negated(text, found)
    return [tuple(NOT * (i in marked) + t for t in asked_terms(word.folded)) for i, word in enumerate(found)]


@lru_cache(maxsize=1 << 15)
def _label_terms(label: str) -> frozenset[str]:
    return frozenset(t for word in folded(label) for t in (term(word), *other_terms(word)))


def folded(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [word.folded for word in scripts.words(text)]


def label_terms(labels: Iterable[str]) -> str:
    """Return the terms of labels in any languages, each once, in a fixed order."""
    return " ".join(sorted(frozenset[str]().union(*map(_label_terms, labels))))


def terms_at(text: str) -> Iterator[tuple[Word, frozenset[str]]]:
    """Yield each word of a text with every term it is indexed under, for marking what was found."""
    for word in scripts.words(text):
        yield word, frozenset((term(word.folded), *other_terms(word.folded), *_compounded(word.folded)))
