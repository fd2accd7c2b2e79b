"""How many skills are proposed from the texts of real ads whose records name none.

Called by ``make figures``; no word of the ads is printed.
"""

import uuid
from collections.abc import Sequence
from pathlib import Path

from firststop.taxonomy.linker import Lexicon, Word
from firststop.taxonomy.reading.esco import read_folder
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
    lexicon = _starter()
    found: dict[str, list[int]] = {}
    for ad in (ad for source in SOURCES for ad in source() if not ad.names_skills):
        found.setdefault(ad.source, []).append(len(lexicon.find(ad.page)))
    spoken = [number for source in sorted(SPOKEN) for number in found[source]]
    every = [number for numbers in found.values() for number in numbers]
    rows = [
        f"| ads whose record names no skill | {ENOUGH} proposals and more | at least 1 | in the middle |",
        "|---" * 4 + "|",
        *(_row(source, numbers) for source, numbers in found.items()),
        _row("**in Russian**", spoken),
        _row("**all**", every),
    ]
    return "\n".join(rows) + "\n"


def _starter() -> Lexicon:
    """Return the skills of the starter taxonomy, as a loaded installation finds them in texts."""
    concepts = read_folder(STARTER).concepts.values()
    skills = (concept for concept in concepts if concept.kind == "skill")
    return Lexicon(
        Word(uuid.uuid5(uuid.NAMESPACE_URL, skill.uri), language, text)
        for skill in skills
        for language, text in skill.labels
        if language in LANGUAGES
    )


def _row(name: str, numbers: Sequence[int]) -> str:
    enough, some = (sum(number >= least for number in numbers) for least in (ENOUGH, 1))
    middle = sorted(numbers)[len(numbers) // 2] if numbers else 0
    share = f" ({enough / len(numbers):.0%})" if numbers else ""
    return f"| {name} ({len(numbers)}) | {enough}{share} | {some} | {middle} |"


if __name__ == "__main__":
    print(measured())
