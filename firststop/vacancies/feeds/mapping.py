"""From a foreign record to one of ours: mapped by its source, then checked by the one schema.

A source's ad is refused only where it cannot be one: unreadable, without title, id or employer's name. Any other value
that the schema does not take is left out and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from firststop.core.refusals import Code, Problem, to_pointer
from firststop.core.tables import Severity
from firststop.core.tables.strict_json import PARSE
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.notes import Note, Notebook
from firststop.vacancies.feeds.records import Feed, RawRecord
from firststop.vacancies.feeds.settling import settle
from firststop.vacancies.feeds.source import UNREADABLE, Source
from firststop.vacancies.schemas import VacancyIn


@dataclass(frozen=True, slots=True)
class Mapped:
    """One record of a source in our terms.

    An upsert has a `vacancy`, a removal only its reference and time; `refusals` say why there is neither.
    """

    kind: Literal["upsert", "removal"]
    file: str
    row: int
    reference: str | None = None
    vacancy: VacancyIn | None = None
    removed_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    refusals: tuple[Problem, ...] = field(default=())


def map_raw(feed: Feed, raw: RawRecord) -> Mapped:
    """Map one record of a feed. Pure: the same record gives the same result on any day."""
    if isinstance(raw.value, Problem):
        return Mapped("upsert", raw.file, raw.row, refusals=(raw.value,))
    book = Notebook()
    draft = feed.map_record(Source(raw.value, book))
    if draft.kind == "removal":
        refusals = tuple(_missing(draft, book.notes, ("reference",)))
        return Mapped("removal", raw.file, raw.row, draft.reference, None, draft.removed_at, (), refusals)
    vacancy, dropped = settle({**draft.fields, "reference": draft.reference}, draft.origins)
    told = [*book.notes, *dropped]
    refusals = tuple(_missing(draft, told, ("title", "reference", "employer_name"), vacancy))
    refused = {problem.pointer for problem in refusals}
    kept = (note for note in told if note.problem.pointer not in refused)
    notes = (*kept, *(Note(problem, Severity.ERROR) for problem in refusals))
    return Mapped("upsert", raw.file, raw.row, draft.reference, None if refusals else vacancy, None, notes, refusals)


_NEEDED = {
    "title": ("missing.title", _("This ad has no title.")),
    "reference": ("missing.id", _("This ad has no id.")),
    "employer_name": ("missing.employer_name", _("This ad does not name its employer.")),
}


def _missing(
    draft: Draft, notes: Sequence[Note], needed: Sequence[str], vacancy: VacancyIn | None = None
) -> list[Problem]:
    """Return why a record cannot be an ad: what it needs is not there, or was noted as no good."""
    found: Mapping[str, Any] = {
        "title": vacancy and vacancy.title,
        "reference": draft.reference,
        "employer_name": vacancy.employer_name if vacancy else draft.fields.get("employer_name"),
    }
    lacking = [name for name in needed if not found[name]]
    faults = {note.problem.pointer: note.problem for note in notes if note.severity is Severity.WARNING}
    return [_refusal(name, pointer, faults.get(pointer)) for name in lacking for pointer in [_pointer(draft, name)]]


def _pointer(draft: Draft, name: str) -> str:
    return to_pointer(draft.origins.get(name, (name,)))


def _refusal(name: str, pointer: str, fault: Problem | None) -> Problem:
    hint = _("Ask the source to send it.")
    if fault is None:
        rule, sentence = _NEEDED[name]
        return Problem(Code.MISSING, rule, sentence, pointer, hint)
    if fault.rule.startswith(UNREADABLE):
        return Problem(Code.PARSE, PARSE, fault.detail, pointer, hint, fault.value)
    return Problem(fault.code, fault.rule, fault.detail, pointer, hint, fault.value)
