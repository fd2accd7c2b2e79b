"""Reading what became of old concepts (`replacements.csv`) and what the codes of other lists mean (`codes.csv`)."""

from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem
from firststop.taxonomy.enums import ConceptState
from firststop.taxonomy.reading.records import ConceptRecord, OutsideCode, TaxonomyFiles
from firststop.taxonomy.reading.written import plain, rows

_ROW_SIZE = 500


def read_replacements(files: TaxonomyFiles, path: Path) -> None:
    """Read which concept stands for a retired one, and since when; an empty day is not known.

    A concept that only this file still names is read as retired too: its id answers for ever.
    """
    for number, row in rows(path, "conceptUri", "replacedByUri", "date"):
        uri, heir = row["conceptUri"].strip(), row["replacedByUri"].strip()
        try:
            day = date.fromisoformat(row["date"].strip()) if row["date"].strip() else None
        except ValueError:
            files.refuse(path.name, number, _wrong("replacement.date", _("This is not a day."), "/date"))
            continue
        problem = _misled(files, uri, heir)
        if problem:
            files.refuse(path.name, number, problem)
            continue
        old = files.concepts.get(uri)
        if old is None:
            old = ConceptRecord(uri, files.concepts[heir].kind, code=files.concepts[heir].code)
            files.concepts[uri] = old
        old.state, old.replaced_by, old.retired_on = ConceptState.RETIRED, heir, day
        files.take_room(3 * _ROW_SIZE, file=path.name, row=number)


def _misled(files: TaxonomyFiles, uri: str, heir: str) -> Problem | None:
    old, new = files.concepts.get(uri), files.concepts.get(heir)
    if not uri or len(uri) > 200:
        return _wrong("missing.conceptUri", _("The row has no concept URI."), "/conceptUri")
    if new is None:
        return _wrong("replacement.unknown", _("The row names a concept that is in no file."), "/replacedByUri")
    if old is not None and old.state is ConceptState.ACTIVE:
        return _wrong("replacement.in_use", _("This concept is in use; it cannot be replaced."), "/conceptUri")
    if old is not None and old.kind is not new.kind:
        return _wrong("replacement.kind", _("Only a concept of the same kind can stand for it."), "/replacedByUri")
    ahead = heir
    while ahead:
        if ahead == uri:
            return _wrong("replacement.cycle", _("A concept cannot replace itself."), "/replacedByUri")
        ahead = files.concepts[ahead].replaced_by
    return None


def read_codes(files: TaxonomyFiles, path: Path) -> None:
    """Read codes of other lists. A code without a concept stays, unmapped; it never gets a default one."""
    for number, row in rows(path, "scheme", "code", "title", "conceptUri"):
        scheme, code, title, uri = (plain(row[name]).strip() for name in ("scheme", "code", "title", "conceptUri"))
        if not scheme or not code or len(scheme) > 20 or len(code) > 40 or len(title) > 500:
            problem = _wrong("code.length", _("The list or the code is missing or too long."), "/code")
        elif (scheme, code) in files.codes:
            problem = _wrong("code.twice", _("This code stands here twice."), "/code")
        elif uri and uri not in files.concepts:
            problem = _wrong("code.unknown", _("The row names a concept that is in no file."), "/conceptUri")
        else:
            files.codes[scheme, code] = OutsideCode(scheme, code, title, uri)
            files.take_room(_ROW_SIZE + 2 * len(title), file=path.name, row=number)
            continue
        files.refuse(path.name, number, problem)


def _wrong(rule: str, words: str | Promise, pointer: str) -> Problem:
    return Problem(Code.INVALID_VALUE, rule, words, pointer)
