"""What a reader of taxonomy files hands over."""

import hashlib
import json
from dataclasses import dataclass, field

from firststop.core.refusals import Problem
from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind, SkillRelation


@dataclass(slots=True)
class ConceptRecord:
    """All that the files say about one concept."""

    uri: str
    kind: ConceptKind
    code: str = ""
    skill_type: str = ""
    description: str = ""
    state: ConceptState = ConceptState.ACTIVE
    labels: dict[tuple[str, str], LabelKind] = field(default_factory=dict)
    skills: set[tuple[str, SkillRelation]] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)

    def add_label(self, language: str, text: str, kind: LabelKind) -> None:
        """Add a word; a name wins over an alternative of the same letters."""
        text = " ".join(text.split())
        if text and (kind is LabelKind.PREFERRED or (language, text) not in self.labels):
            self.labels[language, text] = kind

    def digest(self) -> str:
        """Return what changes whenever anything said about the concept changes."""
        said = [
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
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(slots=True)
class TaxonomyFiles:
    """What was read from a folder: concepts by URI, and the rows that could not be."""

    concepts: dict[str, ConceptRecord] = field(default_factory=dict)
    refused: list[tuple[str, int, Problem]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    relations: int = 0

    def of_kind(self, kind: ConceptKind, state: ConceptState) -> int:
        """How many concepts of a kind and state there are."""
        return sum(1 for concept in self.concepts.values() if concept.kind is kind and concept.state is state)
