"""How many skills are proposed for real ads whose records name none: from their texts, and from the work they name.

Called by ``make figures``; no word of the ads is printed.
"""

import uuid
from collections.abc import Collection, Sequence
from pathlib import Path

from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.linker import Lexicon, Word
from firststop.taxonomy.reading.esco import read_folder
from firststop.taxonomy.reading.records import ConceptRecord
from tools.pasted_ads import SOURCES

STARTER = Path(__file__).resolve().parent.parent / "firststop" / "taxonomy" / "starter"
#: The languages in which the starter names skills, and in which pages read ads.
LANGUAGES = frozenset({"en", "ru", "ky"})
#: The sources whose ads are written in one of them.
SPOKEN = frozenset({"trudvsem", "hh"})
#: So many proposals are what an ad is to get.
ENOUGH = 3


def measured() -> str:
    """Return the table of `docs`: of the ads without skills, how many get so many proposals, by source."""
    skills, occupations, usual = _starter()
    found: dict[str, list[tuple[int, int]]] = {}
    for ad in (ad for source in SOURCES for ad in source() if not ad.names_skills):
        named = len(skills.find(ad.page))
        works = occupations.find(ad.title, limit=5)
        work = max(works, key=lambda span: (span.end - span.start, span.confidence), default=None)
        found.setdefault(ad.source, []).append((named, named + usual[work.concept] if work else named))
    spoken = [numbers for source in sorted(SPOKEN) for numbers in found[source]]
    every = [each for numbers in found.values() for each in numbers]
    rows = [
        f"| ads without skills | {ENOUGH} or more from the text | at least 1 | {ENOUGH} or more in all |",
        "|---" * 4 + "|",
        *(_row(source, numbers) for source, numbers in found.items()),
        _row("**in Russian**", spoken),
        _row("**all**", every),
    ]
    return "\n".join(rows) + "\n"


def _starter() -> tuple[Lexicon, Lexicon, dict[uuid.UUID, int]]:
    """Return skills and occupations of the starter as a loaded installation finds them in texts, and usual skills."""
    concepts = read_folder(STARTER).concepts.values()
    usual = {_id(it): len(it.skills) for it in concepts if it.kind == ConceptKind.OCCUPATION}
    return _lexicon(concepts, ConceptKind.SKILL), _lexicon(concepts, ConceptKind.OCCUPATION), usual


def _lexicon(concepts: Collection[ConceptRecord], kind: ConceptKind) -> Lexicon:
    return Lexicon(
        Word(_id(concept), language, text)
        for concept in concepts
        if concept.kind == kind
        for language, text in concept.labels
        if language in LANGUAGES
    )


def _id(concept: ConceptRecord) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, concept.uri)


def _row(name: str, numbers: Sequence[tuple[int, int]]) -> str:
    enough, some = (_share([named for named, _all in numbers], least) for least in (ENOUGH, 1))
    return f"| {name} ({len(numbers)}) | {enough} | {some} | {_share([every for _named, every in numbers], ENOUGH)} |"


def _share(numbers: Sequence[int], least: int) -> str:
    enough = sum(number >= least for number in numbers)
    return f"{enough} ({enough / len(numbers):.0%})"


if __name__ == "__main__":
    print(measured())
