"""The search engine of vacancies: a pure library over tantivy. No Django, no clock, no database.

`SearchIndex` holds `SearchDocument`s and answers a `Query` with `Results`; `read_query` says how a text is read.
Texts are compared by sound and stem, so that scripts, cases and spellings meet (`words`); hits come in tiers by
where their words stand, newest first, so that an order never depends on other ads and pages never overlap.
"""

from firststop.vacancies.search.documents import Group, SearchDocument
from firststop.vacancies.search.errors import SearchRefusedError, WriterBusyError
from firststop.vacancies.search.index import SearchIndex
from firststop.vacancies.search.lexicon import CONDITIONS
from firststop.vacancies.search.marking import Marker
from firststop.vacancies.search.query import FURTHEST_KM, LONGEST_TEXT, MOST_HITS, USUAL_FACETS, Circle, Query, Sort
from firststop.vacancies.search.reading import Named, NoNames, Part, PartKind, Reading, Resolver, read_query
from firststop.vacancies.search.results import Hit, Results

__all__ = [
    "CONDITIONS", "FURTHEST_KM", "LONGEST_TEXT", "MOST_HITS", "USUAL_FACETS", "Circle", "Group", "Hit", "Marker",
    "Named", "NoNames", "Part", "PartKind", "Query", "Reading", "Resolver", "Results", "SearchDocument",
    "SearchIndex", "SearchRefusedError", "Sort", "WriterBusyError", "read_query",
]  # fmt: skip
