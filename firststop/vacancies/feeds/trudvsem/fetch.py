"""Where the records are in a document of Work in Russia."""

from typing import Any

from firststop.vacancies.feeds.records import Found

#: Where the list of records may stand in a document.
LISTS = ((), ("results", "vacancies"), ("results",), ("vacancies",))
#: Names that a record has in one of its two forms; a bare object with one of them is a record itself.
_NAMES = {"job-name", "vacancy_name", "vac_url", "vacancy"}


def find_records(document: Any) -> Found | None:
    """Return the records of an API answer, a bulk file, a list of records or a single one; None for anything else.

    An answer without results has none; an answer that reports an error is no answer.
    """
    if isinstance(document, list):
        return Found([_inner(item) for item in document], 2)
    if not isinstance(document, dict):
        return None
    if "results" in document and str(document.get("status", "200")) == "200":
        results = document["results"]
        vacancies = (results.get("vacancies") or []) if isinstance(results, dict) else results or []
        return Found([_inner(item) for item in vacancies], 5) if isinstance(vacancies, list) else None
    if isinstance(document.get("vacancies"), list):
        return Found([_inner(item) for item in document["vacancies"]], 3)
    return Found([_inner(document)], 1) if document.keys() & _NAMES else None


def _inner(item: Any) -> Any:
    """Return the record inside {"vacancy": {...}}, or the item itself."""
    return item["vacancy"] if isinstance(item, dict) and isinstance(item.get("vacancy"), dict) else item
