"""The places that a pasted ad names, the likeliest place of work first."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice

from firststop.vacancies.rules.pasted.found import Found, found_in
from firststop.vacancies.rules.pasted.lines import Line
from firststop.vacancies.rules.pasted.signs import read_signs

_LONGEST, _MOST_PLACES = 200, 12
#: Of a text so many names are weighed, the first ones.
_MOST_NAMES = 200
#: So many letters before and behind a name are read for what it is the place of.
_AROUND = 200
_SENTENCE = re.compile(r"[^.!?\n]*")
#: Names in capitals of so many letters are abbreviations: IT, АСУ.
_ABBREVIATION = 4
#: From so many names on, a list of places is where a firm has its houses, not where this work is.
_LIST = 3


def names_place(line: Line, is_place: Callable[[str], bool]) -> bool:
    """Whether a line above the text names a place."""
    signs = read_signs().places
    return bool(signs.marked.search(line.text) or signs.region.search(line.text)) or is_place(line.text)


def places_in(text: str, likely: list[Line], other: list[Line]) -> tuple[Found, ...]:
    """Return what may be the place: what lines about it say, names in `other` lines, what sentences say."""
    name, once = read_signs().places.name, dict[str, Found]()
    for found in chain(
        (found for line in likely for found in (*_marked(line), *_parts(line))),
        (found for line in other for found in (*_marked(line), *_parts(line)) if name.fullmatch(found.text)),
        _marked(Line(text, 0)),
        _said(text),
    ):
        once.setdefault(found.text.casefold(), found)
    return tuple(once.values())[:_MOST_PLACES]


def _parts(line: Line) -> Iterator[Found]:
    """Yield what commas part, but streets with their numbers: of "Бишкек, ул. Жукеева 12" the town."""
    for match in re.finditer(r"[^,;]+", line.text[:_LONGEST]):
        part = line.part(*match.span())
        if part.text and not re.search(r"\d", part.text):
            yield found_in(part)


def _marked(line: Line) -> Iterator[Found]:
    """Yield the towns and villages that are marked as such, those behind a postcode, then the regions."""
    signs = read_signs().places
    for match in chain(signs.marked.finditer(line.text), signs.postcode.finditer(line.text)):
        name = match.lastgroup or "behind"
        if _may_be_place(match[name]):
            yield _at(line, match, name)
    for match in signs.region.finditer(line.text):
        yield _at(line, match, "name")


def _at(line: Line, match: re.Match[str], name: str) -> Found:
    start, end = match.span(name)
    return Found(match[name], line.start + start, line.start + end)


def _said(text: str) -> Iterator[Found]:
    """Yield the places of sentences: where one is sought or works first, then the rest, the oftenest named first."""
    often = Counter(re.findall(r"[\w’'-]+", text))
    ranked = []
    for match in islice(read_signs().places.said.finditer(text), _MOST_NAMES):
        rank = _rank(text, match)
        if rank is not None:
            ranked.append((rank, -often[match["name"].split()[0]], match.start(), match))
    for *_order, match in sorted(ranked, key=lambda each: each[:3]):
        yield Found(match["name"], *match.span("name"))


def _rank(text: str, match: re.Match[str]) -> int | None:
    """Return how likely a named place is that of work, 0 the likeliest; None for what is none."""
    signs = read_signs()
    begin = max(match.start() - _AROUND, 1 + max(text.rfind(end, 0, match.start()) for end in ".!?\n"))
    before = text[begin : match.start()]
    name = match["name"]
    if not _may_be_place(name) or _is_short(name) or signs.places.no_place_behind.search(before):
        return None
    if signs.titles.seek_before.search(before):
        return 1 if match["to"] else 0
    if match["to"]:
        return None
    row = signs.places.row.match(text, match.end())
    others = len(signs.places.name.findall(row[0])) if row else 0
    if others > 1 or (row and others and not row[0].startswith(",")):
        return 2 if others + 1 < _LIST else None
    behind = _SENTENCE.match(text, match.end(), match.end() + _AROUND)
    sought = signs.titles.seek_before.search(behind[0]) or signs.titles.seek_after.search(behind[0]) if behind else None
    return 0 if sought or signs.places.works_at.search(before) else 1


def _may_be_place(name: str) -> bool:
    """Whether a name is none of a language, a month, a currency."""
    signs = read_signs()
    return name.split(maxsplit=1)[0].casefold() not in signs.no_names | signs.places.never | signs.currencies.keys()


def _is_short(name: str) -> bool:
    """Whether a name looks like an abbreviation, where nothing marks it as a place."""
    first = name.split(maxsplit=1)[0]
    return first.isupper() and len(first) <= _ABBREVIATION
