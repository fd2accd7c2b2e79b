"""Notes: what a mapper did not understand, named by field, so that nobody has to guess what was lost."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from firststop.core.refusals import Code, Problem, Text, to_pointer
from firststop.core.tables import Severity

LONGEST_VALUE = 200
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Note:
    """A problem in a record and how grave it is: an error refuses the record, a warning lost or doubts a value."""

    problem: Problem
    severity: Severity


def shown(value: Any) -> str | None:
    """Return a value as a report shows it: a text as it is, else its JSON, short; None where there is none."""
    if value is None:
        return None
    said = json.dumps(value, ensure_ascii=False, default=_number) if isinstance(value, dict | list | bool) else value
    text = " ".join(_UNREADABLE.sub("\ufffd", str(said)).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _number(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


class Notebook:
    """Collects the notes of one record."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def warn(self, rule: str, path: Path, value: Any, detail: Text, hint: Text = "") -> None:
        """Note a value that was not understood, or that does not fit with others."""
        problem = Problem(Code.INVALID_VALUE, rule, detail, to_pointer(path), hint, shown(value))
        self._add(Note(problem, Severity.WARNING))

    def inform(self, rule: str, path: Path, value: Any, detail: Text, hint: Text = "") -> None:
        """Note what is true and has no place in the record, or was tidied."""
        problem = Problem(Code.UNKNOWN, rule, detail, to_pointer(path), hint, shown(value))
        self._add(Note(problem, Severity.INFO))

    def _add(self, note: Note) -> None:
        # A value that is read for two fields is still one finding.
        if note not in self.notes:
            self.notes.append(note)
