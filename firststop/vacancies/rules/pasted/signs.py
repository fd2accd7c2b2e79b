"""The signs by which a pasted ad is read: words in a data file, compiled to expressions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "signs.yaml"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is looked for. All ignore case but `title_end`, and names: they begin with a capital letter."""

    #: "Label: value", or a label alone in its line; the group `label` is a key of `labels`.
    label: re.Pattern[str]
    labels: Mapping[str, str]
    other: re.Pattern[str]
    head: re.Pattern[str]
    seek_before: re.Pattern[str]
    seek_after: re.Pattern[str]
    title_end: re.Pattern[str]
    legal_form: re.Pattern[str]
    house: re.Pattern[str]
    employer_does: re.Pattern[str]
    employer_at: re.Pattern[str]
    no_names: frozenset[str]
    fill: frozenset[str]
    place_marked: re.Pattern[str]
    region: re.Pattern[str]
    place_in: re.Pattern[str]
    place: re.Pattern[str]
    periods: tuple[tuple[str, re.Pattern[str]], ...]
    currencies: Mapping[str, str]


_BLANK = r"[ \u00a0]"
_CAPITAL = "[A-ZÅÄÖÜÉА-ЯЁҢӨҮ]"
#: A word of a name: "C.Lidberg", "AB-Bygg".
_WORD = rf"{_CAPITAL}[\w’'&-]*(?:\.[\w’'&-]+)*"
#: A name of up to five words, and what may stand in quotation marks.
NAME = rf"{_WORD}(?:{_BLANK}(?:{_WORD}|&|i|и|och|and)){{0,4}}"
_QUOTED = r"[«\"“„'][^«»\"“”„\n]{2,80}[»\"”“']"
#: A name of a place, of up to three words: "Горно-Алтайск", "Jalal-Abad".
_PLACE = rf"{_CAPITAL}[\w’'-]+(?:[ \u00a0-]{_CAPITAL}[\w’'-]+){{0,2}}"


@cache
def read_signs() -> Signs:
    """Return the signs of the data file, read once a process."""
    said = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    any_of = {name: _any(words) for name, words in said.items() if isinstance(words, list)}
    labels = {word: field for field, words in said["labels"].items() for word in words}
    fill = rf"(?:(?:{any_of['fill']}){_BLANK}+)*"
    inside = rf"(?:(?:i|in|в){_BLANK}{_WORD}{_BLANK})?"
    return Signs(
        label=_loose(rf"(?P<label>{_any(labels)}){_BLANK}*(?:[:：]|{_BLANK}[–—-]{_BLANK}|$)"),
        labels=labels,
        other=_loose(rf"(?:{any_of['other']})(?!\w)"),
        head=_loose(rf"(?:{any_of['heads']})\s*[:.]?\s*$"),
        seek_before=_loose(rf"(?<!\w)(?:{any_of['seek_before']})(?!\w)[ \u00a0:–-]*{fill}"),
        seek_after=_loose(rf"[ \u00a0–-]+(?:{any_of['seek_after']})(?!\w)"),
        title_end=re.compile(
            rf"[,.;:!?(/\n]|{_BLANK}[–—-]{_BLANK}|{_BLANK}(?:{any_of['title_ends']})(?!\w)",
        ),
        legal_form=re.compile(
            rf"(?<!\w)(?:{any_of['forms_before']}){_BLANK}*(?:{_QUOTED}|{NAME})"
            rf"|(?:{_QUOTED}|{NAME}),?{_BLANK}(?:{any_of['forms_after']})\.?(?!\w)"
        ),
        house=re.compile(rf"(?i:(?<!\w)(?:{any_of['houses']})){_BLANK}+(?P<quoted>{_QUOTED})"),
        employer_does=re.compile(
            rf"(?:^|(?<=[.!?\n] )|(?<=\n))(?P<name>{NAME}){_BLANK}{inside}(?:{any_of['employer_does']})(?!\w)"
        ),
        employer_at=re.compile(rf"(?:^|(?<=\W))(?i:(?:{any_of['employer_at']})){_BLANK}(?P<name>{NAME})"),
        no_names=frozenset(said["no_names"]),
        fill=frozenset(said["fill"]),
        place_marked=re.compile(
            rf"(?<!\w)(?i:(?:{any_of['place_before']})){_BLANK}*(?P<behind>{_PLACE})"
            rf"|(?P<before>{_PLACE}){_BLANK}(?i:(?:{any_of['place_after']}))(?!\w)"
        ),
        region=re.compile(rf"(?P<name>{_PLACE}{_BLANK}(?i:(?:{any_of['region_after']})))(?!\w)"),
        place_in=re.compile(rf"(?<!\w)(?:{any_of['place_in']}){_BLANK}+(?P<name>{_PLACE})"),
        place=re.compile(_PLACE),
        periods=tuple((name, _period(words)) for name, words in said["periods"].items()),
        currencies={word: code for code, words in said["currencies"].items() for word in words},
    )


def _period(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds words for a period; a stroke may follow the currency: "руб/час"."""
    return _loose(rf"(?:(?<!\w)|(?=/))(?:{_any(words)})(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))


def _loose(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
