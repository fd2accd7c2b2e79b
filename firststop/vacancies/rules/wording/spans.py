"""Stretches of a text, and which of them overlap."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from firststop.vacancies.rules.wording.patterns import Pattern, every_need

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """A folded text, and which of the literals that patterns need stand in it."""

    text: str
    literals: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Read":
        """Look for every literal once."""
        return cls(text, frozenset(literal for literal in every_need() if literal in text))


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


def spans_of(read: Read, patterns: Iterable[Pattern]) -> list[Span]:
    """Return every stretch that one of the patterns finds."""
    return [
        found.span()
        for pattern in patterns
        if not pattern.needs or not pattern.needs.isdisjoint(read.literals)
        for found in pattern.expression.finditer(read.text)
    ]
