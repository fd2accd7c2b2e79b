"""Rewrite the marked blocks of docs/*.md from what the project is now, and nothing else.

A block stands between ``<!-- figures: NAME -->`` and ``<!-- end -->``.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

from tools import pasted_figures, skill_figures
from tools.pasted_ads import FEEDS

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "firststop" / "taxonomy" / "starter"
_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def starter() -> str:
    """Return how much the starter taxonomy holds."""
    counts = {}
    for name in ("occupations", "skills"):
        with (STARTER / f"{name}_en.csv").open(encoding="utf-8", newline="") as file:
            counts[name] = sum(1 for _row in csv.DictReader(file))
    return f"{counts['occupations']} occupations, {counts['skills']} skills, in English, Russian and Kyrgyz.\n"


def pasted() -> str | None:
    """Return how well pasted ads are read; None where the ads of other services do not lie beside the project."""
    return pasted_figures.measured() if FEEDS.is_dir() else None


def skills() -> str | None:
    """Return how many skills are proposed from the same ads; None where they do not lie beside the project."""
    return skill_figures.measured() if FEEDS.is_dir() else None


BLOCKS: dict[str, Callable[[], str | None]] = {"starter": starter, "pasted": pasted, "skills": skills}


def main() -> None:
    """Rewrite every block of every page; KeyError for a block that nobody knows. What cannot be measured stays."""
    for page in sorted((ROOT / "docs").glob("**/*.md")):
        before = page.read_text(encoding="utf-8")
        after = _BLOCK.sub(_rewritten, before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{page.relative_to(ROOT)} rewritten")


def _rewritten(block: re.Match[str]) -> str:
    now = BLOCKS[block[2]]()
    return block[0] if now is None else block[1] + now + block[3]


if __name__ == "__main__":
    main()
