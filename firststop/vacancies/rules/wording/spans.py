"""Stretches of a text, and which of them overlap."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from firststop.vacancies.rules.wording.needs import SHORTEST
from firststop.vacancies.rules.wording.patterns import BEGINNING, Kind, Pattern, all_patterns, by_beginning

Span = tuple[int, int]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Read:
    """A folded text, and the patterns that may find something in it: what they need stands there."""

    text: str
    patterns: Mapping[tuple[str, Kind], Sequence[Pattern]]

    @classmethod
    def of(cls, text: str) -> "Read":
        """Look once for what all patterns need."""
        known = by_beginning()
        words = " ".join(set(_WORD.findall(text)))
        there = {words[at : at + size] for size in range(SHORTEST, BEGINNING + 1) for at in range(len(words))} | {""}
        stands = cache(words.__contains__)
        is_met = cache(lambda need: any(map(stands, need)))
        found: dict[tuple[str, Kind], list[Pattern]] = {}
        for place in sorted({place for beginning in known.keys() & there for place in known[beginning]}):
            rule, kind, pattern = all_patterns()[place]
            if all(map(is_met, pattern.needs)):
                found.setdefault((rule, kind), []).append(pattern)
        return cls(text, found)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class Spans:
    """Stretches of which one can ask cheaply, however many there are, whether they overlap another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        found = joined(spans)
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def meet(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with the stretch from `start` to `end`."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start


def spans_of(read: Read, rule: str, kind: Kind) -> list[Span]:
    """Return every stretch that a pattern of one kind of a rule finds, in whatever language."""
    patterns = read.patterns.get((rule, kind), ())
    return [found.span() for pattern in patterns for found in pattern.expression.finditer(read.text)]
