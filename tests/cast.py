"""The cast of the demo, for tests, and where real input files lie."""

import os
from pathlib import Path

from firststop.site.demo.cast import (
    AIDA,
    AIGUL,
    BAKYT,
    BISHKEK,
    CAST,
    CHARLIE,
    CHUY_METALL,
    ERMEK,
    FIRMS,
    GULNARA,
    KANT,
    KARAKOL,
    KUMUSH_IYNE,
    MEERIM,
    NURLAN,
    SAMAT,
    SERVICE,
    Firm,
    Name,
    Part,
    Person,
)

__all__ = [
    "AIDA",
    "AIGUL",
    "BAKYT",
    "BISHKEK",
    "CAST",
    "CHARLIE",
    "CHUY_METALL",
    "ERMEK",
    "FIRMS",
    "GULNARA",
    "KANT",
    "KARAKOL",
    "KUMUSH_IYNE",
    "MEERIM",
    "NURLAN",
    "SAMAT",
    "SERVICE",
    "SHARED",
    "Firm",
    "Name",
    "Part",
    "Person",
]


def _shared() -> Path | None:
    """Return the folder of shared data beside the checkout, or the one that FIRSTSTOP_SHARED names."""
    named = os.environ.get("FIRSTSTOP_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    return folder if folder.is_dir() else None


#: Real input files (feeds, taxonomies); None on a machine without them.
SHARED = _shared()
