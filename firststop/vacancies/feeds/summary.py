"""What an import tells: the count of outcomes, the report of rows and fields, the records as they were understood."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from firststop.core.tables import ReportRow, Severity, rows_of
from firststop.vacancies.enums import AdStatus, IntakeResult
from firststop.vacancies.feeds.deciding import IN_REVIEW, Decision
from firststop.vacancies.schemas import VacancyRecord, record_line, vacancy_id

_COUNTED = (IntakeResult.CREATED, IntakeResult.UPDATED, IntakeResult.UNCHANGED, IntakeResult.REFUSED)


@dataclass
class Summary:
    """Counts the outcomes of an import; the four of them add up to what was read.

    `held` are the ads that wait because moderators refused many of their source.
    """

    outcomes: Counter[IntakeResult] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    held: int = 0

    def add(self, decision: Decision) -> None:
        """Count one record; a refused one by the first rule that refused it."""
        self.outcomes[decision.outcome] += 1
        self.held += IN_REVIEW in decision.notes
        if decision.refused_by:
            self.reasons[decision.refused_by] += 1

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        counted = {outcome.value: self.outcomes[outcome] for outcome in _COUNTED}
        return {"read": sum(counted.values()), **counted, "by_reason": dict(sorted(self.reasons.items()))}


def report_of(decision: Decision) -> Iterator[ReportRow]:
    """Yield the lines of a report on one record: why it was refused, then what was not understood, by field."""
    mapped = decision.mapped
    yield from rows_of(mapped.row, mapped.refusals, severity=Severity.ERROR, file=mapped.file)
    for note in (*mapped.notes, *decision.notes):
        if note.severity is not Severity.ERROR:
            yield from rows_of(mapped.row, [note.problem], severity=note.severity, file=mapped.file)


def line_of(decision: Decision, provider: str) -> str | None:
    """Return the record as one line of JSON, as it was understood; None for what was refused."""
    mapped = decision.mapped
    if decision.outcome is IntakeResult.REFUSED or mapped.reference is None:
        return None
    content = {} if mapped.vacancy is None else mapped.vacancy.model_dump()
    return record_line(
        VacancyRecord.model_validate(
            {
                **content,
                "id": vacancy_id(provider, mapped.reference),
                "provider": provider,
                "reference": mapped.reference,
                "version": decision.version,
                "digest": decision.digest,
                "status": decision.status or AdStatus.STOPPED,
                "status_reason": decision.status_reason,
                "removed_at": mapped.removed_at,
            }
        )
    )
