"""The index: opened anywhere, written by one process, never in the way.

An index is a projection of the change log. Whatever is wrong with its folder (missing, damaged, of another version),
it opens empty, says `needs_rebuild`, and is filled again from the tables; a search never fails for it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

import tantivy

from firststop.vacancies.search import engine, folder, schema
from firststop.vacancies.search.documents import SearchDocument
from firststop.vacancies.search.errors import WriterBusyError
from firststop.vacancies.search.query import Query
from firststop.vacancies.search.reading import Resolver
from firststop.vacancies.search.results import Results

log = logging.getLogger("firststop.vacancies.search")
_HEAP = 64_000_000


class SearchIndex:
    """The vacancies that can be found, in a folder or in memory.

    One process opens it to write; any number open it read-only, and see what was written after `reload`.
    Searching is safe from many threads at once; writing is for one.
    """

    def __init__(self, path: Path | None, *, writes: bool) -> None:
        self._fields = schema.build()
        self._path = None if path is None else path / folder.NAME
        self._writes = writes
        self._writer: tantivy.IndexWriter | None = None
        self._index = self._open()

    @classmethod
    def open(cls, path: Path | None = None, *, writes: bool = True) -> Self:
        """Open the index below `path`, or one in memory for None. Never fails for what is in the folder."""
        return cls(path, writes=writes)

    @property
    def needs_rebuild(self) -> bool:
        """Whether the index does not know how far the change log was read: it is new, or was damaged."""
        return self.cursor() is None

    def cursor(self) -> str | None:
        """Return the change log's cursor that the last commit held; None before the first."""
        searcher = self._index.searcher()
        marks = searcher.search(tantivy.Query.term_query(self._fields, "kind", schema.MARK, "basic"), limit=1).hits
        return schema.read_mark(searcher.doc(marks[0][1])) if marks else None

    def apply(self, upserts: Iterable[SearchDocument], removals: Iterable[str], cursor: str) -> None:
        """Put ads in (again), take ads out, and note the change log's cursor, all in one commit or not at all.

        Doing it twice is doing it once. Raises WriterBusyError while another process writes.
        """
        self._commit(upserts, removals, cursor, clear=False)

    def rebuild(self, ads: Iterable[SearchDocument], cursor: str) -> None:
        """Replace everything by `ads` in one commit; until then searches see what was there."""
        self._commit(ads, (), cursor, clear=True)

    def search(self, query: Query, now: datetime, resolver: Resolver | None = None) -> Results:
        """Answer a search at the aware moment `now`; SearchRefusedError for a cursor that is not of this search."""
        return engine.run(self._fields, self._index.searcher(), query, now, resolver)

    def reload(self) -> bool:
        """See what was committed since, and return whether it could be read; what could not is tried again."""
        readable = True
        try:
            self._index.reload()
        except ValueError as damage:
            log.warning("the search index cannot be read again: %s", damage)
            readable = False
        if self._path is not None and self.needs_rebuild and not self._writes:
            self._index = self._open()
        return readable

    def check(self) -> None:
        """Start anew, and say `needs_rebuild`, where the folder was taken away or damaged under the writer."""
        if self._path is not None and not folder.is_sound(self._path):
            self._writer = None
            self._index = self._open()

    def close(self) -> None:
        """Let go of the writer, after its merges."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.wait_merging_threads()

    def _open(self) -> tantivy.Index:
        if self._path is None:
            return schema.register(tantivy.Index(self._fields))
        if folder.is_sound(self._path):
            try:
                index = schema.register(tantivy.Index.open(str(self._path)))
                index.searcher()
            except ValueError as damage:
                log.warning("the search index is damaged and starts anew: %s", damage)
            else:
                if index.schema == self._fields:
                    return index
        if not self._writes:
            return schema.register(tantivy.Index(self._fields))
        folder.clear(self._path)
        return schema.register(tantivy.Index(self._fields, path=str(self._path)))

    def _commit(self, ads: Iterable[SearchDocument], removals: Iterable[str], cursor: str, *, clear: bool) -> None:
        writer, done = self._open_writer(), False
        try:
            if clear:
                writer.delete_all_documents()
            for key in removals:
                writer.delete_documents_by_term("id", key)
            for ad in ads:
                writer.delete_documents_by_term("id", ad.id)
                writer.add_document(schema.document(ad, self._fields))
            writer.delete_documents_by_term("kind", schema.MARK)
            writer.add_document(schema.mark(cursor, self._fields))
            writer.commit()
            done = True
        finally:
            if not done:
                self._roll_back(writer)
        self._index.reload()

    def _roll_back(self, writer: tantivy.IndexWriter) -> None:
        """Forget what was not committed: half a change must not slip into the next one.

        Where the folder itself is gone or damaged, the index starts anew, and says `needs_rebuild`.
        """
        try:
            writer.rollback()
        except ValueError as broken:
            log.warning("the writer of the search index is given up: %s", broken)
            self._writer = None
        self.check()

    def _open_writer(self) -> tantivy.IndexWriter:
        if not self._writes:
            raise WriterBusyError("this index was opened to read")
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except ValueError as busy:
                raise WriterBusyError(str(busy)) from busy
        return self._writer
