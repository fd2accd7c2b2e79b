"""Searching from the web process: a read-only view of the index, renewed when the worker has written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Refused, Text, refuse
from firststop.taxonomy import queries as taxonomy
from firststop.taxonomy.enums import ConceptKind
from firststop.vacancies.indexing import ask_to_check, index_folder
from firststop.vacancies.search import (
    Named,
    PartKind,
    Query,
    Resolver,
    Results,
    SearchIndex,
    SearchRefusedError,
    read_query,
)

_SENTENCES: dict[str, Text] = {
    "cursor.invalid": _("This link to the next page is out of date."),
    "text.length": _("This search is too long."),
    "size.range": _("A page holds 1 to 100 vacancies."),
    "near.range": _("Choose a distance up to 500 km."),
    "pay_from.range": _("Write an amount from 0 to 999999999."),
    "hours.range": _("Write hours from 0 to 100 percent, the smaller number first."),
    "posted_within.range": _("Choose a time above 0."),
    "sort.needs_point": _("Choose a place first to sort by distance."),
}
#: The way on after a refusal where a change of the value is none.
_WAYS_ON: dict[str, Text] = {"cursor.invalid": _("Search again from the first page.")}
#: What the engine calls a part of a search, and what the address calls it.
_ASKED_AS = {"/cursor": "/after", "/text": "/q", "/near": "/km", "/hours": "/hours_from", "/posted_within": "/minutes"}
_readers: dict[Path, tuple[SearchIndex, int]] = {}


class TaxonomyNames:
    """Knows the names of occupations, skills and places as the taxonomy has them."""

    def __init__(self, language: str) -> None:
        self._language = language

    def look_up(self, phrases: Sequence[str]) -> Mapping[str, Named]:
        """Return what is named, by phrase; an occupation wins over a place, a place over a skill."""
        found: dict[str, Named] = {}
        for kind, part in ((ConceptKind.SKILL, PartKind.SKILL), (ConceptKind.OCCUPATION, PartKind.OCCUPATION)):
            for phrase, concepts in taxonomy.concepts_named(phrases, kind, self._language).items():
                ids = tuple(str(concept.id) for concept in concepts)
                found[phrase] = Named(part, ids, concepts[0].name, tuple(concepts[0].also))
            if part is PartKind.SKILL:
                for phrase, places in taxonomy.places_named(phrases, self._language).items():
                    found[phrase] = Named(PartKind.PLACE, tuple(p.code for p in places), places[0].name)
        return found


class GatheredNames:
    """Knows the names in many texts, looked up at once: as many queries as for one text."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._asked: dict[str, None] = {}
        self._known: Mapping[str, Named] = {}
        for text in texts:
            read_query(text, self)
        self._known = TaxonomyNames(language).look_up(list(self._asked)) if self._asked else {}

    def look_up(self, phrases: Sequence[str]) -> Mapping[str, Named]:
        """Return what is named, by phrase; while the texts are gathered that is nothing yet."""
        self._asked.update(dict.fromkeys(phrases))
        return {phrase: self._known[phrase] for phrase in phrases if phrase in self._known}


def search(query: Query, *, language: str, now: datetime, names: Resolver | None = None) -> Results:
    """Answer a search; refuses what no search can mean with the field and a way on."""
    try:
        return reader().search(query, now, names or TaxonomyNames(language))
    except SearchRefusedError as no:
        raise refusal(no) from no


def refusal(no: SearchRefusedError) -> Refused:
    """Return a search's refusal in our words."""
    sentence = _SENTENCES.get(no.rule, _("We cannot read this search."))
    way_on = _WAYS_ON.get(no.rule, _("Change it and search again."))
    asked_as = _ASKED_AS.get(no.pointer, no.pointer)
    return refuse(Code.INVALID_VALUE, no.rule, sentence, pointer=asked_as, hint=way_on)


def reader() -> SearchIndex:
    """Return the read-only index, as the worker last wrote it; what cannot be read is told to the worker."""
    folder = index_folder()
    stamp = _stamp(folder)
    index, seen = _readers.get(folder) or (SearchIndex.open(folder, writes=False), None)
    if seen != stamp:
        readable = seen is None or index.reload()
        _readers[folder] = (index, stamp)
        if index.needs_rebuild or not readable:
            ask_to_check()
    return index


def is_being_made() -> bool:
    """Whether the index is new or was damaged, and the worker has not filled it yet: searches find too little."""
    return reader().needs_rebuild


def _stamp(folder: Path) -> int:
    metas = list(folder.glob("*/meta.json"))
    return max((meta.stat().st_mtime_ns for meta in metas), default=0)
