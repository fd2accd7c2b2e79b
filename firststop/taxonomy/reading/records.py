"""What a reader of taxonomy files hands over, and how much of it fits into memory."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from firststop.core.refusals import Problem
from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind, SkillRelation

#: How many bytes a list may take in memory, as `TaxonomyFiles.take_room` counts; ESCO in 26 languages takes 81 million.
ROOM = 90_000_000
#: How many refused rows are told one by one; all are counted.
TOLD = 1_000
_MARKS = {LabelKind.PREFERRED: "p", LabelKind.ALTERNATIVE: "a", LabelKind.HIDDEN: "h"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}


class NotATaxonomy(ValueError):
    """The folder does not hold the files of a taxonomy."""


@dataclass(slots=True)
class ConceptRecord:
    """All that the files say about one concept. `words` holds its labels, one text a language, to save memory."""

    uri: str
    kind: ConceptKind
    code: str = ""
    skill_type: str = ""
    description: str = ""
    state: ConceptState = ConceptState.ACTIVE
    replaced_by: str = ""
    retired_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)
    skills: set[tuple[str, SkillRelation]] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)

    @property
    def labels(self) -> dict[tuple[str, str], LabelKind]:
        """The labels: (language, text) with what each is."""
        return {
            (language, line[1:]): _KINDS[line[0]]
            for language, lines in self.words.items()
            for line in lines.split("\n")
        }

    def add_labels(self, language: str, found: Iterable[tuple[str, LabelKind]]) -> int:
        """Add words of a language; a name wins over an alternative of the same letters. Returns how many are new."""
        lines = self.words.get(language, "")
        known = {line[1:]: _KINDS[line[0]] for line in lines.split("\n") if line}
        before = len(known)
        for said, kind in found:
            text = " ".join(said.split())
            if text and (kind is LabelKind.PREFERRED or text not in known):
                known[text] = kind
        if known:
            self.words[language] = "\n".join(_MARKS[kind] + text for text, kind in known.items())
        return len(known) - before

    def digest(self) -> str:
        """Return what changes whenever anything said about the concept changes."""
        said: list[object] = [
            self.uri,
            self.kind,
            self.code,
            self.skill_type,
            self.description,
            self.state,
            sorted((*key, kind) for key, kind in self.labels.items()),
            sorted(self.skills),
            sorted(self.broader),
        ]
        if self.replaced_by or self.retired_on:
            said += [self.replaced_by, str(self.retired_on)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OutsideCode:
    """A code of another list, and the URI of the concept that it means; an empty one is unmapped."""

    scheme: str
    code: str
    title: str
    uri: str


@dataclass(slots=True)
class TaxonomyFiles:
    """What was read from a folder: concepts by URI, codes of other lists, and the rows that could not be."""

    concepts: dict[str, ConceptRecord] = field(default_factory=dict)
    codes: dict[tuple[str, str], OutsideCode] = field(default_factory=dict)
    refused: list[tuple[str, int, Problem]] = field(default_factory=list)
    by_reason: Counter[str] = field(default_factory=Counter)
    labels: dict[str, int] = field(default_factory=dict)
    relations: int = 0
    room: int = ROOM

    def of_kind(self, kind: ConceptKind, state: ConceptState) -> int:
        """How many concepts of a kind and state there are."""
        return sum(1 for concept in self.concepts.values() if concept.kind is kind and concept.state is state)

    def refuse(self, file: str, row: int, problem: Problem) -> None:
        """Note a row that cannot be used; the rest of the file can."""
        self.by_reason[problem.rule] += 1
        if len(self.refused) < TOLD:
            self.refused.append((file, row, problem))

    def take_room(self, size: int, *, file: str, row: int) -> None:
        """Count what was just kept. Raises `NotATaxonomy` once there is more than any list of occupations needs."""
        self.room -= size
        if self.room < 0:
            raise NotATaxonomy(f"{file}, row {row}: the list is larger than a taxonomy can be")
