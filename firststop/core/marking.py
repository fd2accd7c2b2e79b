"""A text with what was recognised in it marked, in pieces that follow each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Span(Protocol):
    """What stands at ``text[start:end]``."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text; `marked` where something was recognised in it."""

    text: str
    marked: bool


def marked(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Return the whole text in pieces; spans that overlap become one."""
    pieces: list[Piece] = []
    reached = 0
    for start, end in _merged((span.start, span.end) for span in spans):
        if start > reached:
            pieces.append(Piece(text[reached:start], marked=False))
        pieces.append(Piece(text[start:end], marked=True))
        reached = end
    if reached < len(text):
        pieces.append(Piece(text[reached:], marked=False))
    return pieces


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
