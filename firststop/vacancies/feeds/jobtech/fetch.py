"""Where the records are in a document of JobTech."""

from typing import Any

from firststop.vacancies.feeds.records import Found

#: Where the list of records may stand in a document.
LISTS = ((), ("hits",))
#: Names that one ad has, a short record of a removed one too.
_NAMES = {"headline", "removed", "employer", "id"}


def find_records(document: Any) -> Found | None:
    """Return the records of a search answer, a snapshot or stream (lists), or a single ad; None for anything else."""
    if isinstance(document, list):
        return Found(document, 2)
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("hits"), list):
        return Found(document["hits"], 3)
    return Found([document], 1) if document.keys() & _NAMES else None
