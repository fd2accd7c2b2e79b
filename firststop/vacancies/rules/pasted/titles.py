"""The title of a pasted ad: the first line above its text, or what its sentences say is looked for."""

import re
from collections.abc import Iterator
from itertools import islice

from firststop.vacancies.rules.pasted.found import MOST_WEIGHED, Found, found_in, times_said
from firststop.vacancies.rules.pasted.lines import Line
from firststop.vacancies.rules.pasted.signs import read_signs

LONGEST_TITLE = 120
#: A sentence names a title in at most so many words; before "керек", "wanted" at most so many are taken.
_MOST_WORDS, _WORDS_BEFORE = 8, 3
#: "Бишкекке", "цехке": where to, not who.
_WHERE_TO = re.compile(r"^.*\S(?:[кг][аеоө]|[нд][аеоө])\s+", re.IGNORECASE)
#: A sentence is read so far back and so far on; of a text so many signs are tried.
_SENTENCE, _MOST_SIGNS = 300, 100
_SENTENCE_END = re.compile(r"[.!?\n]")


def title_above(top: list[Line]) -> Found | None:
    """Return the title among the lines above the text."""
    signs = read_signs()
    for line in top[:2]:
        if signs.legal_form.fullmatch(line.text):
            continue
        begun = signs.titles.seek_before.match(line.text)
        if begun:
            return _sought(line, begun.end()) or found_in(line)
        return found_in(line)
    return None


def title_said(text: str) -> Found | None:
    """Return the title of a sentence: "We are looking for a cook", "Ашпозчу керек"; of several the oftenest said."""
    return max(islice(_titles_said(text), MOST_WEIGHED), key=lambda found: times_said(found.text, text), default=None)


def _titles_said(text: str) -> Iterator[Found]:
    """Yield what sentences say is looked for, in the order of the text; then as what they say one works."""
    signs, whole = read_signs().titles, Line(text, 0)
    before, after, works = (
        islice(sign.finditer(text), _MOST_SIGNS) for sign in (signs.seek_before, signs.seek_after, signs.works_as)
    )
    wanted = [
        *((match.start(), _sought(whole, match.end())) for match in before),
        *((match.start(), _ahead_of(text, match.start())) for match in after),
    ]
    yield from (found for _at, found in sorted(wanted, key=lambda each: each[0]) if found)
    yield from (found for match in works if (found := _until_end(whole, match.end())))


def _sought(line: Line, start: int) -> Found | None:
    """Return who is sought: "a cook"; of "somebody who works as a cook" the cook."""
    signs = read_signs().titles
    again = signs.seek_before.match(line.text, start)
    start = again.end() if again else start
    if not signs.somebody.match(line.text, start):
        return _until_end(line, start)
    end = _SENTENCE_END.search(line.text, start, start + _SENTENCE)
    named = signs.as_what.finditer(line.text, start, end.start() if end else start + _SENTENCE)
    return next((found for match in named if (found := _until_end(line, match.end()))), None)


def _ahead_of(text: str, end: int) -> Found | None:
    """Return the last words of a sentence up to a place in it, without where to somebody is wanted."""
    far = max(0, end - _SENTENCE)
    begin = max(far, 1 + max(text.rfind(mark, far, end) for mark in ".!?\n"))
    phrase = Line(text, 0).part(begin, end)
    where_to = _WHERE_TO.match(phrase.text)
    phrase = phrase.part(where_to.end()) if where_to else phrase
    words = list(re.finditer(r"\S+", phrase.text))
    if not words or phrase.text.casefold() in read_signs().fill or read_signs().titles.end.search(f" {phrase.text}"):
        return None
    last = phrase.part(words[max(0, len(words) - _WORDS_BEFORE)].start())
    small = read_signs().titles.small.match(last.text)
    last = last.part(small.end() if small else 0)
    return found_in(last) if _may_be_title(last.text) else None


def _until_end(line: Line, start: int) -> Found | None:
    end = read_signs().titles.end.search(line.text, start, start + _SENTENCE)
    part = line.part(start, end.start() if end else start + _SENTENCE)
    return found_in(part) if _may_be_title(part.text) else None


def _may_be_title(phrase: str) -> bool:
    """Whether these words may name work: not too many, and none of them of those that never do."""
    signs, folded = read_signs().titles, phrase.casefold()
    words = folded.split()
    if not 0 < len(words) <= _MOST_WORDS or len(phrase) > LONGEST_TITLE or signs.end.match(f" {folded}"):
        return False
    return words[0] not in signs.both and not set(words) & signs.never and any(len(word) > 1 for word in words)
