"""Stretches of a text, and which of them overlap."""

import re
from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Stretches joined where they overlap, so that asking costs little however many there are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        joined: list[Span] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def meet(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with the stretch from `start` to `end`."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start


def spans_of(text: str, patterns: Iterable[re.Pattern[str]]) -> list[Span]:
    """Return every stretch that one of the patterns finds."""
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]
