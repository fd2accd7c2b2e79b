"""The lines of a pasted ad: what they are labelled, and which of them stand above its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import whitespace

from firststop.vacancies.rules.pasted.signs import read_signs

_LINE = re.compile(r"[^\n]+")
#: Marks, pictures and blanks around what a line says.
_BEFORE = re.compile(r"[^\w«\"“$€£(+#]+")
_BEHIND = f"{whitespace}\u00a0|•*·_-"
#: Lines above the text are shorter; at most so many of them are looked at.
SHORT, MOST_ABOVE = 120, 8
#: What stands under a label is shorter than this, else the label is the heading of a paragraph.
UNDER_A_LABEL = 100
#: What is no line above: the end of a sentence inside, or a heading.
_TEXT = re.compile(r"[.!?…]\s+\w|:$")
#: More than five words up to a full stop: text too, unless it is the first line and another short one follows.
_FULL = re.compile(r"(?:\S+\s+){5,}\S+\.$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the marks around it: its text and where that begins in the ad."""

    text: str
    start: int

    def part(self, start: int, end: int | None = None) -> "Line":
        """Return a part of the line, without the blanks around it."""
        piece = self.text[start:end]
        return Line(piece.strip(), self.start + start + len(piece) - len(piece.lstrip()))

    def holds(self, at: int) -> bool:
        """Whether a place in the ad lies in this line."""
        return self.start <= at < self.start + len(self.text)


def lines_of(text: str) -> list[Line]:
    """Return the lines that say something."""
    found = []
    for match in _LINE.finditer(text):
        begin = _BEFORE.match(match[0])
        line = Line(match[0], match.start()).part(begin.end() if begin else 0)
        kept = line.text.rstrip(_BEHIND)
        if kept:
            found.append(Line(kept, line.start))
    return found


def labelled(lines: list[Line]) -> Iterator[tuple[str, Line]]:
    """Yield what is labelled, with the field that its label names: "Label: value", or a value under its label."""
    signs = read_signs()
    for number, line in enumerate(lines):
        for match in signs.label.finditer(line.text):
            if not _begins(line.text, match.start()):
                continue
            field = signs.labels[match["label"].casefold()]
            value = line.part(match.end(), _next_label(line.text, match.end()))
            if value.text:
                yield field, value
            elif number + 1 < len(lines) and len(lines[number + 1].text) <= UNDER_A_LABEL:
                yield field, lines[number + 1]


def above(lines: list[Line]) -> list[Line]:
    """Return the short lines above the text, but those that are labelled or say something else."""
    signs, found = read_signs(), []
    for number, line in enumerate(lines[: MOST_ABOVE + 4]):
        if signs.other.match(line.text) or ((match := signs.label.match(line.text)) and match.end() <= len(line.text)):
            continue
        if (
            _is_text(line)
            or (_FULL.match(line.text) and (number or _in_text(lines[1:])))
            or signs.head.match(line.text)
        ):
            break
        found.append(line)
    return found[:MOST_ABOVE] if len(lines) > 1 else []


def _is_text(line: Line) -> bool:
    return len(line.text) > SHORT or bool(_TEXT.search(line.text))


def _in_text(behind: list[Line]) -> bool:
    """Whether a line stands in a text: what follows it is text too."""
    return not behind or _is_text(behind[0]) or bool(_FULL.match(behind[0].text))


def _begins(text: str, at: int) -> bool:
    """Whether a label at this place begins the line or a sentence of it."""
    return not text[:at].strip() or bool(re.search(r"[.;,!)]\s+$", text[:at]))


def _next_label(text: str, at: int) -> int | None:
    """Return where the value of a label ends, if another label or sentence follows in the same line."""
    ends = [match.start() for match in read_signs().label.finditer(text, at) if _begins(text, match.start())]
    return min(ends, default=None)
