"""The patterns of a language: data files that a person can read, compiled to expressions whose work is bounded.

How a pattern is written (docs/wording.md): a blank stands for whatever parts words inside a sentence (a blank and
``?`` for what may part them), ``~`` for the rest of a word, ``…`` for some words of the same sentence (as many as there
are, where it begins or ends a pattern or an alternative), ``{name}`` for an expression under ``words``. The rest is a
regular expression without unbounded repeats; a test refuses those.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from firststop.vacancies.rules.wording.folding import PLAIN_LETTERS
from firststop.vacancies.rules.wording.needs import Needs, needs

LANGUAGES = ("en", "ru", "ky")
#: By so many letters of what they need patterns are found.
BEGINNING = 4
Kind = Literal["against", "sure", "doubt", "soften", "lawful", "one", "other"]
#: `against` excludes people and is sure even on posts for a protected group; `soften` makes a sure find a doubt;
#: `one` and `other` contradict each other.
KINDS: tuple[Kind, ...] = ("against", "sure", "doubt", "soften", "lawful", "one", "other")

_PARTING = r"[^\w.!?;\n]{1,4}"
_MAY_PART = r"[^\w.!?;\n]{0,4}"
_REST = r"\w{0,14}"
_SOME_WORDS = r"\b[^.!?;\n]{0,50}?\b"
_ALL_WORDS = r"[^.!?;\n]{0,70}"
_AT_AN_END = re.compile(r"(?:^|(?<=[|(]))…|…(?=[|)]|$)")
_NAME = re.compile(r"\{([a-z_]+)\}")
_PLAIN_GROUP = re.compile(r"\((?!\?)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression, and what every text that it matches contains (none: not known)."""

    expression: re.Pattern[str]
    needs: Needs


Patterns = tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The patterns of one language: rule id -> kind -> patterns, and words for protected groups."""

    rules: Mapping[str, Mapping[Kind, Patterns]]
    groups: Mapping[str, Pattern]

    def every(self) -> Iterator[Pattern]:
        """Yield every pattern."""
        for kinds in self.rules.values():
            for patterns in kinds.values():
                yield from patterns
        yield from self.groups.values()


@cache
def book(language: str) -> Book:
    """Return the patterns of a language of `LANGUAGES`; KeyError for an unknown name, re.error for a bad pattern."""
    read = yaml.safe_load(Path(__file__).with_name(f"patterns_{language}.yaml").read_text(encoding="utf-8"))
    words, groups = read.pop("words"), read.pop("groups")
    rules = {
        f"wording.{name}": {kind: tuple(_compiled(each, words) for each in kinds.get(kind, ())) for kind in KINDS}
        for name, kinds in read.items()
    }
    return Book(rules, {name: _compiled(words_of, words) for name, words_of in groups.items()})


@cache
def patterns_version() -> str:
    """Return what names the patterns as they are, for a decision that was taken by them: a digest of their files."""
    read = (Path(__file__).with_name(f"patterns_{language}.yaml").read_bytes() for language in LANGUAGES)
    return hashlib.sha256(b"".join(read)).hexdigest()[:8]


@cache
def all_patterns() -> tuple[tuple[str, Kind, Pattern], ...]:
    """Return the patterns of all languages, since ads mix languages, each with its rule and kind."""
    return tuple(
        (rule, kind, pattern)
        for language in LANGUAGES
        for rule, kinds in book(language).rules.items()
        for kind, patterns in kinds.items()
        for pattern in patterns
    )


@cache
def by_beginning() -> Mapping[str, Sequence[int]]:
    """Return where in `all_patterns` those stand that need a literal with a beginning; at "" what needs nothing."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_rule, _kind, pattern) in enumerate(all_patterns()):
        for beginning in {literal[:BEGINNING] for literal in pattern.needs[0]} if pattern.needs else ("",):
            places[beginning].append(place)
    return places


def _compiled(source: str, words: Mapping[str, str]) -> Pattern:
    # Expressions meet folded text, so letters such as ё and ө are folded in them too.
    plain = _filled(source, words).translate(PLAIN_LETTERS)
    parted = plain.replace(" ?", _MAY_PART).replace(" ", _PARTING).replace("~", _REST)
    gapped = _AT_AN_END.sub(lambda _: _ALL_WORDS, parted).replace("…", _SOME_WORDS)
    expression = _PLAIN_GROUP.sub("(?:", gapped)
    return Pattern(re.compile(rf"(?<!\w)(?:{expression})(?!\w)"), needs(expression))


def _filled(source: str, words: Mapping[str, str]) -> str:
    while named := _NAME.search(source):
        source = source[: named.start()] + f"({words[named[1]]})" + source[named.end() :]
    return source
