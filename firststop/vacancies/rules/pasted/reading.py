"""What a pasted ad says of its title, employer, pay and place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from firststop.vacancies.enums import PayPeriod
from firststop.vacancies.rules.pasted.lines import Line, above, labelled, lines_of
from firststop.vacancies.rules.pasted.periods import period_beside
from firststop.vacancies.rules.pasted.signs import read_signs
from firststop.vacancies.rules.pay_reading import StatedPay, find_pay

#: Longer texts are read as far as this; what an ad is about stands at its beginning.
MOST_READ = 20_000
_LONGEST = {"title": 120, "employer": 120, "place": 200}
_MOST_PLACES = 12
_WORDS_BEFORE = 3
#: "Бишкекке", "цехке": where to, not who.
_WHERE_TO = re.compile(r"^.*\S(?:[кг][аеоө]|[нд][аеоө])\s+", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?\n])\s*(?=[^.!?\n]*$)")


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the ad that may be the answer; they stand at ``text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundPay:
    """Pay as the ad states it. `currency` is an ISO 4217 code, None where none is named; so is `period`."""

    words: Found
    pay: StatedPay
    currency: str | None
    period: PayPeriod | None


@dataclass(frozen=True, slots=True)
class AdReading:
    """What may be meant; None where the ad does not say it. `places` are ordered, the likeliest first."""

    title: Found | None
    employer: Found | None
    pay: FoundPay | None
    places: tuple[Found, ...]


def read_ad(text: str, *, is_place: Callable[[str], bool] = lambda _line: False) -> AdReading:
    """Read an ad. `is_place` says whether a short line names a place, for whoever has a list of places."""
    text = text[:MOST_READ]
    lines = lines_of(text)
    told: dict[str, list[Line]] = {}
    for field, value in labelled(lines):
        told.setdefault(field, []).append(value)
    top = above(lines)
    pay = _pay(text, [*told.get("pay", ()), *top])
    top = [line for line in top if next(find_pay(line.text), None) is None]
    where = [line for line in top[1:] if _names_place(line, is_place)]
    rest = [line for line in top if line not in where]
    title = _first(told.get("title"), "title") or _title_above(rest) or _title_said(text)
    rest = [line for line in rest if title is None or not line.holds(title.start)]
    employer = _first(told.get("employer"), "employer") or _employer_above(rest) or _employer_said(text)
    rest = [line for line in rest if employer is None or not line.holds(employer.start)]
    places = _places(text, [*told.get("place", ()), *where], rest)
    return AdReading(title, employer, pay, places)


def _found(line: Line) -> Found:
    return Found(line.text, line.start, line.start + len(line.text))


def _first(values: list[Line] | None, field: str) -> Found | None:
    for value in values or ():
        if len(value.text) <= _LONGEST[field]:
            return _found(value.part(0, len(value.text.rstrip(" .;,"))))
    return None


def _title_above(top: list[Line]) -> Found | None:
    signs = read_signs()
    for line in top[:2]:
        if signs.legal_form.fullmatch(line.text):
            continue
        begun = signs.seek_before.match(line.text)
        if begun:
            return _until_end(line, begun.end())
        return _found(line)
    return None


def _title_said(text: str) -> Found | None:
    """Return the title of a sentence: "We are looking for a cook", "Ашпозчу керек"."""
    signs = read_signs()
    before, after = signs.seek_before.search(text), signs.seek_after.search(text)
    if after and not (before and before.start() < after.start()):
        found = _ahead_of(text, after.start())
        if found:
            return found
    return _until_end(Line(text, 0), before.end()) if before else None


def _ahead_of(text: str, end: int) -> Found | None:
    """Return the last words of a sentence up to a place in it, without where to somebody is wanted."""
    begin = _SENTENCE_START.search(text, 0, end)
    phrase = Line(text, 0).part(begin.end() if begin else 0, end)
    where_to = _WHERE_TO.match(phrase.text)
    phrase = phrase.part(where_to.end()) if where_to else phrase
    words = list(re.finditer(r"\S+", phrase.text))
    if not words or phrase.text.casefold() in read_signs().fill or read_signs().title_end.match(f" {phrase.text}"):
        return None
    return _found(phrase.part(words[max(0, len(words) - _WORDS_BEFORE)].start()))


def _until_end(line: Line, start: int) -> Found | None:
    end = read_signs().title_end.search(line.text, start)
    part = line.part(start, end.start() if end else None)
    return _found(part) if 0 < len(part.text) <= _LONGEST["title"] else None


def _employer_above(rest: list[Line]) -> Found | None:
    signs = read_signs()
    for line in rest:
        legal = signs.legal_form.search(line.text)
        if legal:
            return _found(line)
    return _found(rest[0]) if rest and len(rest[0].text) <= _LONGEST["employer"] else None


def _employer_said(text: str) -> Found | None:
    signs = read_signs()
    legal = signs.legal_form.search(text)
    if legal:
        return Found(legal[0].strip(), legal.start(), legal.end())
    house = signs.house.search(text)
    if house:
        start, end = house.span("quoted")
        return Found(text[start + 1 : end - 1], start + 1, end - 1)
    for sign in (signs.employer_does, signs.employer_at):
        for match in sign.finditer(text):
            if match["name"].split()[0].casefold() not in signs.no_names:
                return Found(match["name"], *match.span("name"))
    return None


def _pay(text: str, likely: list[Line]) -> FoundPay | None:
    spans = [(line.start, line.start + len(line.text)) for line in likely]
    every = list(find_pay(text))
    inside = [found for begin, end in spans for found in every if begin <= found.start < end]
    chosen = next(iter([*inside, *every]), None)
    if chosen is None:
        return None
    words = Found(text[chosen.start : chosen.end].strip(), chosen.start, chosen.end)
    period = period_beside(text, chosen.start, chosen.end)
    return FoundPay(words, chosen.pay, _currency(chosen.currency), period)


def _currency(written: str) -> str | None:
    known, word = read_signs().currencies, written.casefold().rstrip(".")
    return next((known[word[:size]] for size in range(len(word), 0, -1) if word[:size] in known), None)


def _names_place(line: Line, is_place: Callable[[str], bool]) -> bool:
    signs = read_signs()
    return bool(signs.place_marked.search(line.text) or signs.region.search(line.text)) or is_place(line.text)


def _places(text: str, likely: list[Line], other: list[Line]) -> tuple[Found, ...]:
    """Return what may be the place: what lines about it say, names in `other` lines, what sentences say."""
    signs, once = read_signs(), dict[str, Found]()
    for found in chain(
        (found for line in likely for found in (*_marked(line), *_parts(line))),
        (found for line in other for found in (*_marked(line), *_parts(line)) if signs.place.fullmatch(found.text)),
        _marked(Line(text, 0)),
        (Found(match["name"], *match.span("name")) for match in signs.place_in.finditer(text)),
    ):
        once.setdefault(found.text.casefold(), found)
    return tuple(once.values())[:_MOST_PLACES]


def _parts(line: Line) -> Iterator[Found]:
    """Yield what commas part: "Бишкек, ул. Жукеева 12"."""
    for match in re.finditer(r"[^,;]+", line.text[: _LONGEST["place"]]):
        yield _found(line.part(*match.span()))


def _marked(line: Line) -> Iterator[Found]:
    """Yield the towns and villages that are marked as such, then the regions."""
    signs = read_signs()
    for match in signs.place_marked.finditer(line.text):
        name = "behind" if match["behind"] else "before"
        start, end = match.span(name)
        yield Found(match[name], line.start + start, line.start + end)
    for match in signs.region.finditer(line.text):
        start, end = match.span("name")
        yield Found(match["name"], line.start + start, line.start + end)
