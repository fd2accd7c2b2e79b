"""Reading what became of old concepts (`replacements.csv`) and what the codes of other lists mean (`codes.csv`)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem
from firststop.taxonomy.enums import ConceptState
from firststop.taxonomy.reading.records import ConceptRecord, OutsideCode, TaxonomyFiles
from firststop.taxonomy.reading.written import plain, rows

_ROW_SIZE = 500


@dataclass(frozen=True, slots=True)
class _Replacement:
    """A row of `replacements.csv`: its number, which concept stands for an old one, and since when."""

    number: int
    heir: str
    day: date | None


def read_replacements(files: TaxonomyFiles, path: Path) -> None:
    """Read which concept stands for a retired one, and since when; an empty day is not known.

    A concept that only this file still names is read as retired too: its id answers for ever. Rows may stand in any
    order: what stands for one concept may itself be named by a later row only.
    """
    told = _read_rows(files, path)
    placed: set[str] = set()
    for start in told:
        way, here = [], start
        while here in told and here not in placed:
            placed.add(here)
            way.append(here)
            here = told[here].heir
        for uri in reversed(way):
            if problem := _misled(files, uri, told[uri].heir):
                files.refuse(path.name, told[uri].number, problem)
            else:
                _replace(files, uri, told[uri])


def _read_rows(files: TaxonomyFiles, path: Path) -> dict[str, _Replacement]:
    """Return the rows that can be true by themselves, by URI. No two of them close a circle."""
    told: dict[str, _Replacement] = {}
    ends: dict[str, str] = {}
    for number, row in rows(path, "conceptUri", "replacedByUri", "date"):
        uri, heir = row["conceptUri"].strip(), row["replacedByUri"].strip()
        known = files.concepts.get(uri)
        try:
            day = date.fromisoformat(row["date"].strip()) if row["date"].strip() else None
        except ValueError:
            problem = _wrong("replacement.date", _("This is not a day."), "/date")
        else:
            if not uri or len(uri) > 200:
                problem = _wrong("missing.conceptUri", _("The row has no concept URI."), "/conceptUri")
            elif known is not None and known.state is ConceptState.ACTIVE:
                problem = _wrong(
                    "replacement.in_use", _("This concept is in use; it cannot be replaced."), "/conceptUri"
                )
            elif uri in told:
                problem = _wrong("replacement.twice", _("This concept stands here twice."), "/conceptUri")
            elif _end(ends, heir) == uri:
                problem = _wrong("replacement.cycle", _("A concept cannot replace itself."), "/replacedByUri")
            else:
                told[uri], ends[uri] = _Replacement(number, heir, day), heir
                files.take_room(3 * _ROW_SIZE, file=path.name, row=number)
                continue
        files.refuse(path.name, number, problem)
    return told


def _end(ends: dict[str, str], uri: str) -> str:
    """Return what stands at the end of a chain of heirs, and shorten the way there for whoever asks next."""
    while uri in ends:
        after = ends[uri]
        ends[uri] = ends.get(after, after)
        uri = ends[uri]
    return uri


def _misled(files: TaxonomyFiles, uri: str, heir: str) -> Problem | None:
    old, new = files.concepts.get(uri), files.concepts.get(heir)
    if new is None:
        return _wrong("replacement.unknown", _("The row names a concept that is in no file."), "/replacedByUri")
    if old is not None and old.kind is not new.kind:
        return _wrong("replacement.kind", _("Only a concept of the same kind can stand for it."), "/replacedByUri")
    return None


def _replace(files: TaxonomyFiles, uri: str, said: _Replacement) -> None:
    heir = files.concepts[said.heir]
    old = files.concepts.setdefault(uri, ConceptRecord(uri, heir.kind, code=heir.code))
    old.state, old.replaced_by, old.retired_on = ConceptState.RETIRED, heir.uri, said.day


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
