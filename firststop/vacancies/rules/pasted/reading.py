"""What a pasted ad says of its title, employer, pay and place."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from firststop.vacancies.enums import PayPeriod
from firststop.vacancies.rules.pasted.found import MOST_WEIGHED, Found, found_in, times_said
from firststop.vacancies.rules.pasted.lines import Line, above, labelled, lines_of
from firststop.vacancies.rules.pasted.periods import period_beside
from firststop.vacancies.rules.pasted.places import names_place, places_in
from firststop.vacancies.rules.pasted.signs import read_signs
from firststop.vacancies.rules.pasted.titles import title_above, title_said
from firststop.vacancies.rules.pay_reading import StatedPay, find_pay

#: Longer texts are read as far as this; what an ad is about stands at its beginning.
MOST_READ = 20_000
_LONGEST = 120
#: A heading that lost the end of its line: "UPPDRAGETNu".
_GLUED = re.compile(r"[^\W\d_a-zа-яåäöæøёңөү]{3,}[a-zа-яåäöæøёңөү]")


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
    where = [line for line in top[1:] if names_place(line, is_place)]
    rest = [line for line in top if line not in where]
    title = _first(told.get("title")) or title_above(rest)
    rest = [line for line in rest if title is None or not line.holds(title.start)]
    employer = _employer_told(told.get("employer")) or _employer_above(rest) or _employer_named(text)
    rest = [line for line in rest if not (employer and (line.holds(employer.start) or _names_firm(line, employer)))]
    places = places_in(text, [*told.get("place", ()), *where], rest)
    employer = employer or _employer_at(text, places)
    return AdReading(title or _without(title_said(text), employer), employer, pay, places)


def _names_firm(line: Line, employer: Found) -> bool:
    """Whether a line is the name of the employer once more, or that of another enterprise."""
    return line.text.casefold() == employer.text.casefold() or bool(read_signs().legal_form.search(line.text))


def _without(title: Found | None, employer: Found | None) -> Found | None:
    """Return a title without the employer that a sentence names before it: "Nu söker Centric sjuksköterskor"."""
    if title is None or employer is None:
        return title
    first, _blank, rest = title.text.partition(" ")
    firm = first == employer.text.split(maxsplit=1)[0] and rest[:1].islower()
    return Found(rest, title.end - len(rest), title.end) if firm else title


def _first(values: list[Line] | None) -> Found | None:
    for value in values or ():
        if len(value.text) <= _LONGEST:
            return found_in(value.part(0, len(value.text.rstrip(" .;,"))))
    return None


def _employer_told(values: list[Line] | None) -> Found | None:
    """Return the employer that a label names, without the town that follows the name of an enterprise."""
    for value in values or ():
        legal = read_signs().legal_form.match(value.text)
        if legal and value.text[legal.end() :].startswith(","):
            return found_in(value.part(0, legal.end()))
    return _first(values)


def _employer_above(rest: list[Line]) -> Found | None:
    signs = read_signs()
    for line in rest:
        if signs.legal_form.search(line.text):
            return found_in(line)
    return found_in(rest[0]) if rest and len(rest[0].text) <= _LONGEST else None


def _employer_named(text: str) -> Found | None:
    """Return what a sentence says is an employer: by its legal form, its kind, or by what it does."""
    signs = read_signs()
    legal = signs.legal_form.search(text)
    if legal:
        return Found(legal[0].strip(), legal.start(), legal.end())
    house = signs.house.search(text)
    if house:
        start, end = house.span("quoted")
        return Found(text[start + 1 : end - 1], start + 1, end - 1)
    return _oftenest(_names(signs.employer_does, text), text)


def _employer_at(text: str, places: tuple[Found, ...]) -> Found | None:
    """Return who one works at, or of whom the ad speaks again and again, unless that is a place."""
    signs, towns = read_signs(), {found.text.casefold() for found in places}
    at = [found for found in _names(signs.employer_at, text) if found.text.casefold() not in towns]
    acts = [found for found in _names(signs.employer_acts, text) if found.text.casefold() not in towns]
    return _oftenest([*at, *(found for found in acts[:MOST_WEIGHED] if times_said(found.text, text) > 1)], text)


def _oftenest(names: Iterable[Found], text: str) -> Found | None:
    return max(islice(names, MOST_WEIGHED), key=lambda found: times_said(found.text, text), default=None)


def _names(sign: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in sign.finditer(text):
        first = match["name"].split()[0]
        if first.casefold() not in read_signs().no_names and not _GLUED.match(first):
            yield Found(match["name"], *match.span("name"))


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
