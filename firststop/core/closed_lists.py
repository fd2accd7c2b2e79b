"""Closed lists as data: each has codes with labels and dates, and an address (features T-11)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from firststop.core.refusals import Text


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One code of a list, in the words of one language. It may be sent from `since` up to, not including, `until`."""

    code: str
    label: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A list that a package publishes: each code with its words; `until` dates the codes that are retired."""

    name: str
    choices: Sequence[tuple[str | int, Text]]
    until: Mapping[str, date] | None = None

    def codes(self) -> list[ListedCode]:
        """Return every code with its label in the active language, in the order of the list."""
        ends = self.until or {}
        return [ListedCode(str(code), str(label), until=ends.get(str(code))) for code, label in self.choices]

    def retired_on(self, code: str, on: date) -> date | None:
        """Return since when a code may not be sent any more, if the day `on` is that day or later."""
        end = (self.until or {}).get(code)
        return end if end is not None and end <= on else None

    def etag(self, language: str) -> str:
        """Return what changes whenever the list or its words in `language` change."""
        said = json.dumps([asdict(code) for code in self.codes()], default=str, ensure_ascii=False)
        return hashlib.sha256(f"{language}{said}".encode()).hexdigest()[:32]


_lists: dict[str, ClosedList] = {}


def publish_lists(*lists: ClosedList) -> None:
    """Publish lists; a package calls it in `AppConfig.ready()`."""
    _lists.update({each.name: each for each in lists})


def closed_list(name: str) -> ClosedList | None:
    """Return a published list by name."""
    return _lists.get(name)


def list_names() -> list[str]:
    """Return the names of all published lists."""
    return sorted(_lists)
