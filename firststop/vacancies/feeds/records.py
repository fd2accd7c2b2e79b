"""Records out of files: a file or a folder read in the order of names, one bad record never costing its neighbours."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firststop.core.refusals import Code, Problem
from firststop.core.tables import fault_in
from firststop.core.tables.strict_json import PARSE
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.reading import NOT_OURS, SUFFIXES, read_document, values_of
from firststop.vacancies.feeds.slicing import Sliced, Way
from firststop.vacancies.feeds.source import Source


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands in a file; `row` counts from 1. A Problem instead of it where it cannot be read."""

    file: str
    row: int
    value: Mapping[str, Any] | Problem


@dataclass(frozen=True, slots=True)
class Found:
    """The records of a document and how deep they stand in it; the document itself is 1 deep."""

    records: list[Any]
    depth: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A source: who it is, where its records are in a document, how they are found there, and how one is mapped.

    A document's list of records stands at the end of one of `lists`, if it has any. `find_records` returns None for a
    document that is not this source's.
    """

    provider: str
    lists: Sequence[Way]
    find_records: Callable[[Any], Found | None]
    map_record: Callable[[Source], Draft]


def read_records(feed: Feed, paths: Iterable[Path]) -> Iterator[RawRecord]:
    """Yield the records of files and folders (recursively, in the order of names)."""
    for path in paths:
        for file in files_in(path):
            name = file.name if file == path else file.relative_to(path).as_posix()
            yield from _records_of(feed, file, name)


def files_in(path: Path) -> list[Path]:
    """Return the files to read: one named file whatever it is called, of a folder those with JSON in them."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    visible = (file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))
    return sorted(visible, key=lambda file: file.relative_to(path).parts)


def _records_of(feed: Feed, file: Path, name: str) -> Iterator[RawRecord]:
    values = (value for document in read_document(file, feed.lists) for value in _values(feed, document))
    for row, value in enumerate(values, start=1):
        yield RawRecord(name, row, value)


def _values(feed: Feed, document: Any) -> Iterator[Mapping[str, Any] | Problem]:
    if isinstance(document, Problem):
        yield document
        return
    whole = document.document if isinstance(document, Sliced) else document
    found = feed.find_records(whole)
    if found is None:
        yield fault_in(whole) or NOT_OURS
        return
    fault = fault_in(whole, skip={id(record) for record in found.records})
    if fault:
        yield fault
        return
    for record in _one_by_one(feed, document) if isinstance(document, Sliced) else found.records:
        yield record if isinstance(record, Problem) else _fault_of(record, found.depth) or record


def _one_by_one(feed: Feed, document: Sliced) -> Iterator[Any]:
    """Yield the records of a document that holds one at a time."""
    for value in values_of(document):
        document.records[:] = [value]
        found = feed.find_records(document.document)
        yield from [value] if isinstance(value, Problem) or found is None else found.records


def _fault_of(record: Any, depth: int) -> Problem | None:
    # A value that cannot be read costs itself alone: `Source` says so of each that is asked for.
    return fault_in(record, depth=depth, values=False) if isinstance(record, dict) else _NO_OBJECT


_NO_OBJECT = Problem(Code.PARSE, PARSE, _("This is no record."))
