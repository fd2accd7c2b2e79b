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
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.notes import Note, Notebook, shown
from firststop.vacancies.feeds.records import Feed, RawRecord
from firststop.vacancies.feeds.settling import settle
from firststop.vacancies.feeds.source import Source
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
        refusals = tuple(_missing(draft, ("reference",)))
        return Mapped("removal", raw.file, raw.row, draft.reference, None, draft.removed_at, (), refusals)
    vacancy, dropped = settle({**draft.fields, "reference": draft.reference}, draft.origins)
    refusals = tuple(_missing(draft, ("title", "reference", "employer_name"), vacancy))
    notes = (*book.notes, *dropped, *(Note(problem, Severity.ERROR) for problem in refusals))
    return Mapped("upsert", raw.file, raw.row, draft.reference, None if refusals else vacancy, None, notes, refusals)


_NEEDED = {
    "title": ("missing.title", _("This ad has no title.")),
    "reference": ("missing.id", _("This ad has no id.")),
    "employer_name": ("missing.employer_name", _("This ad does not name its employer.")),
}


def _missing(draft: Draft, needed: Sequence[str], vacancy: VacancyIn | None = None) -> list[Problem]:
    found: Mapping[str, Any] = {
        "title": vacancy and vacancy.title,
        "reference": draft.reference,
        "employer_name": vacancy.employer_name if vacancy else draft.fields.get("employer_name"),
    }
    hint = _("Ask the source to send it.")
    return [
        Problem(Code.MISSING, rule, sentence, to_pointer(draft.origins.get(name, (name,))), hint, shown(None))
        for name, (rule, sentence) in _NEEDED.items()
        if name in needed and not found[name]
    ]
