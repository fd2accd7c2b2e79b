"""The signs by which a pasted ad is read: words in a data file, compiled to expressions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "signs.yaml"


@dataclass(frozen=True, slots=True)
class TitleSigns:
    """How sentences say who is looked for. All ignore case but `end`."""

    seek_before: re.Pattern[str]
    seek_after: re.Pattern[str]
    #: "As a cook": said of the one who works, where nobody is said to be looked for.
    works_as: re.Pattern[str]
    #: "Somebody", "you": whom the sentence looks for "as a cook".
    somebody: re.Pattern[str]
    as_what: re.Pattern[str]
    #: Words before a title that belong to it no more than a number does.
    small: re.Pattern[str]
    end: re.Pattern[str]
    never: frozenset[str]
    both: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceSigns:
    """What tells a place. Signs ignore case, names begin with a capital letter."""

    marked: re.Pattern[str]
    postcode: re.Pattern[str]
    region: re.Pattern[str]
    #: "In Karakol", and what follows it in a row: ", Osh and Talas".
    said: re.Pattern[str]
    row: re.Pattern[str]
    works_at: re.Pattern[str]
    no_place_behind: re.Pattern[str]
    name: re.Pattern[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """What is looked for. All ignore case but names: they begin with a capital letter."""

    #: "Label: value", or a label alone in its line; the group `label` is a key of `labels`.
    label: re.Pattern[str]
    labels: Mapping[str, str]
    other: re.Pattern[str]
    head: re.Pattern[str]
    titles: TitleSigns
    places: PlaceSigns
    legal_form: re.Pattern[str]
    house: re.Pattern[str]
    employer_does: re.Pattern[str]
    employer_acts: re.Pattern[str]
    employer_at: re.Pattern[str]
    no_names: frozenset[str]
    fill: frozenset[str]
    periods: tuple[tuple[str, re.Pattern[str]], ...]
    currencies: Mapping[str, str]


_BLANK = r"[ \u00a0\u200b]"
#: What parts two words, and what may; more blanks than these part two texts.
_GAP, _MAYBE = rf"{_BLANK}{{1,3}}", rf"{_BLANK}{{0,3}}"
#: Where a sentence begins, as far as a pasted text keeps its blanks.
_BEGIN = r"(?:^|[.!?\n\u200b])[ \u00a0]{0,3}"
_CAPITAL = "[A-ZÅÄÖÜÉÆØА-ЯЁҢӨҮ]"
#: A word of a name: "C.Lidberg", "AB-Bygg".
_WORD = rf"{_CAPITAL}[\w’'&-]*(?:\.[\w’'&-]+)*"
#: A name of up to five words, and what may stand in quotation marks.
NAME = rf"{_WORD}(?:{_BLANK}(?:(?:&|i|и|och|and){_BLANK})?{_WORD}){{0,4}}"
_QUOTED = r"[«\"“„'][^«»\"“”„\n]{2,80}[»\"”“']"
#: A name of a place, of up to three words: "Горно-Алтайск", "Jalal-Abad".
_PLACE = rf"{_CAPITAL}[\w’'-]+(?:[ \u00a0-]{_CAPITAL}[\w’'-]+){{0,2}}"

#: Codes of four to six figures, no years.
_POSTCODE = r"\d{3} \d{2,3}|\d{5,6}|(?!19|20)\d{4}"


@cache
def read_signs() -> Signs:
    """Return the signs of the data file, read once a process."""
    said = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    any_of = {name: _any(words) for name, words in said.items() if isinstance(words, list)}
    labels = {word: field for field, words in said["labels"].items() for word in words}
    named = rf"{NAME}(?:{_BLANK}(?:{any_of['institutions']})(?!\w))?"
    inside = rf"(?:(?:i|in|в){_BLANK}{_WORD}{_BLANK})?"
    return Signs(
        label=_loose(rf"(?P<label>{_any(labels)}){_MAYBE}(?:[:：]|{_BLANK}[–—-]{_BLANK}|$)"),
        labels=labels,
        other=_loose(rf"(?:{any_of['other']})(?!\w)"),
        head=_loose(rf"(?:{any_of['heads']})\s{{0,3}}[:.]?\s*$"),
        titles=_title_signs(any_of, said),
        places=_place_signs(any_of, said),
        legal_form=re.compile(
            rf"(?<!\w)(?:{any_of['forms_before']}){_MAYBE}(?:{_QUOTED}|{NAME})"
            rf"|(?:{_QUOTED}|{NAME}),?{_BLANK}(?:{any_of['forms_after']})\.?(?!\w)"
        ),
        house=re.compile(rf"(?i:(?<!\w)(?:{any_of['houses']})){_GAP}(?P<quoted>{_QUOTED})"),
        employer_does=re.compile(
            rf"{_BEGIN}(?P<name>{named}){_BLANK}{inside}(?:{any_of['employer_does']})(?!\w)"
            rf"(?!{_BLANK}(?:{any_of['no_employer_is']}))"
        ),
        employer_acts=re.compile(rf"{_BEGIN}(?P<name>{named}){_BLANK}(?:{any_of['employer_acts']})(?!\w)"),
        employer_at=re.compile(rf"(?:^|(?<=\W))(?i:(?:{any_of['employer_at']})){_BLANK}(?P<name>{named})"),
        no_names=frozenset(said["no_names"]),
        fill=frozenset(said["fill"]),
        periods=tuple((name, _period(words)) for name, words in said["periods"].items()),
        currencies={word: code for code, words in said["currencies"].items() for word in words},
    )


def _title_signs(any_of: Mapping[str, str], said: Mapping[str, list[str]]) -> TitleSigns:
    small = rf"(?:(?:{any_of['fill']})|\d{{1,2}}|\w{{4,}}(?:{any_of['fill_endings']})(?={_GAP}\w)){_GAP}"
    fill = rf"(?:{small}(?:(?:{any_of['both']}){_GAP}(?={small}))?){{0,6}}"
    return TitleSigns(
        seek_before=_loose(rf"(?<!\w)(?:{any_of['seek_before']})(?!\w)[ \u00a0:–-]{{0,4}}{fill}"),
        seek_after=_loose(rf"(?<=\S)[ \u00a0–-]{{1,4}}(?:{any_of['seek_after']})(?!\w)"),
        works_as=_loose(rf"(?:{_BEGIN}|(?-i:(?<=[a-zåäöøа-я])(?=[A-ZÅÄÖØА-Я])))(?:{any_of['works_as']}){_GAP}{fill}"),
        somebody=_loose(rf"(?:{any_of['somebody']})(?!\w)"),
        as_what=_loose(rf"(?<!\w)(?:{any_of['as_what']}){_GAP}{fill}"),
        small=_loose(fill),
        end=re.compile(rf"[,.;:!?(/\n]|{_BLANK}[–—-]{_BLANK}|{_BLANK}(?:{any_of['title_ends']})(?!\w)"),
        never=frozenset(said["no_titles"]) | frozenset(said["first_persons"]),
        both=frozenset(said["both"]),
    )


def _place_signs(any_of: Mapping[str, str], said: Mapping[str, list[str]]) -> PlaceSigns:
    part = rf"(?:,|/|{_BLANK}(?:{any_of['both']}|{any_of['either']})(?!\w))"
    return PlaceSigns(
        marked=re.compile(
            rf"(?<!\w)(?i:(?:{any_of['place_before']})){_MAYBE}(?P<behind>{_PLACE})"
            rf"|(?:^|(?<=\W))(?:{any_of['place_flat']}){_GAP}(?P<flat>{_CAPITAL}[\w’'-]+)"
            rf"|(?P<before>{_PLACE}){_BLANK}(?i:(?:{any_of['place_after']}))(?!\w)"
        ),
        postcode=re.compile(
            rf"(?:^|(?<=\n)|(?<=,)){_MAYBE}(?:{_POSTCODE})[, \u00a0]{{1,3}}(?P<behind>{_PLACE})(?={_MAYBE}(?:[,.\n]|$))"
        ),
        region=re.compile(rf"(?P<name>{_PLACE}{_BLANK}(?i:(?:{any_of['region_after']})))(?!\w)"),
        said=re.compile(rf"(?<!\w)(?:(?:{any_of['place_in']})|(?P<to>{any_of['place_to']})){_GAP}(?P<name>{_PLACE})"),
        row=re.compile(rf"{_MAYBE}(?:{part}{_MAYBE}{_PLACE})*{part}{_MAYBE}{_PLACE}"),
        works_at=_loose(rf"(?<!\w)(?:{any_of['works_at']})(?:\W+\w+){{0,2}}\W*$"),
        no_place_behind=_loose(rf"(?<!\w)(?:{any_of['no_place_behind']})(?!\w)[^,;:]*$"),
        name=re.compile(_PLACE),
        never=frozenset(said["no_places"]),
    )


def _period(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds words for a period; a stroke may follow the currency: "руб/час"."""
    return _loose(rf"(?:(?<!\w)|(?=/))(?:{_any(words)})(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))


def _loose(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
