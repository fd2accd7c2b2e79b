"""Tables of vacancies: kept as they came, tried before anything is written, then put in: the bytes that were tried.

Each row is settled on its own: good ones go in, the others are told by row and field. Both runs walk the same way, a
step a transaction, and go on where an interrupted one stopped.
"""

import io
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from firststop.core.actor import Actor, ActorKind
from firststop.core.country import load_pack
from firststop.core.dated import number_at
from firststop.core.jobs import at_work, enqueue
from firststop.core.refusals import Code, Problem, Refused, not_found, refuse
from firststop.core.tables import Limits, Severity, read_table, rows_of
from firststop.vacancies.enums import AdStatus, IntakeResult, TableState
from firststop.vacancies.limits import MOST
from firststop.vacancies.models import TableFault, TableUpload
from firststop.vacancies.rules.publishing import EXTRA_DUTIES
from firststop.vacancies.rules.wording import Verdict
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services.houses import hold_poster
from firststop.vacancies.services.judging import findings_in, wording_in
from firststop.vacancies.services.naming import Names
from firststop.vacancies.services.receiving import Foreseen, Receipt, foresee_vacancy, post_vacancy, provider_of
from firststop.vacancies.table import RowResult, TableResult, label_of, read_rows

LIMITS = Limits()
#: Up to so many bytes a table is settled while its sender waits (some 150 rows, a second or two); larger ones by a job.
AT_ONCE = 64 * 1024
#: Rows a transaction.
STEP = 100
KEPT_DAYS = 30

#: Sends, after so many new ones, a vacancy under a reference; returns what becomes of it.
Send = Callable[[int, VacancyIn, str], Receipt | Foreseen]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row, and why it is refused or what else is to tell of it."""

    row: int
    result: IntakeResult
    problems: tuple[Problem, ...] = ()
    status: AdStatus | None = None

    def severity_of(self, problem: Problem) -> Severity:
        """Return whether a problem is to correct, is read by a person before the ad is public, or is advice."""
        if self.result is IntakeResult.REFUSED or self.status is AdStatus.REJECTED:
            return Severity.ERROR
        return Severity.INFO if problem.rule in EXTRA_DUTIES else Severity.WARNING


def keep_table(
    body: bytes, filename: str, *, employer: uuid.UUID, organisation: uuid.UUID, language: str, by: Actor, at: datetime
) -> TableUpload:
    """Keep a table and try it: at once where it is small, else by a job. `language` is that of the report.

    A small one that cannot be read at all is refused, and nothing of it is kept.
    """
    with transaction.atomic():
        hold_poster(organisation, by=by)
        table = TableUpload.objects.create(
            organisation=organisation, establishment_id=employer, by=by.id, by_kind=by.kind, language=language,
            filename=filename[-255:], body=body, uploaded_at=at, delete_on=at.date() + timedelta(days=KEPT_DAYS),
        )  # fmt: skip
        if len(body) <= AT_ONCE:
            _try(table, at)
        else:
            enqueue("vacancies.try_table", table=table.id)
    return table


def try_table(table: uuid.UUID, *, at: datetime) -> None:
    """Settle each row of a table that waits, without writing any; one that cannot be read becomes `refused`."""
    waiting = TableUpload.objects.filter(id=table, state=TableState.WAITING).first()
    if waiting is None:
        return
    try:
        _try(waiting, at)
    except Refused as no:
        with transaction.atomic():
            waiting.state, waiting.body = TableState.REFUSED, None
            waiting.save(update_fields=["state", "body"])
            _tell(waiting, 0, ((Severity.ERROR, it) for it in no.problems), label_of)


def give_up_tables() -> int:
    """Say of tables that no job works at any more that we could not finish them; what is in stays. Return how many."""
    busy = (TableState.WAITING, TableState.APPLYING)
    # Tables first: one that comes in between brings its job with it.
    waiting = list(TableUpload.objects.filter(state__in=busy).values_list("id", flat=True))
    worked_at = {job["table"] for job in at_work("vacancies.try_table", "vacancies.put_table_in")}
    left = [table for table in waiting if str(table) not in worked_at]
    return TableUpload.objects.filter(id__in=left, state__in=busy).update(state=TableState.GIVEN_UP, body=None)


def apply_table(table: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime) -> None:
    """Put the good rows of a tried table in, once: a second call changes nothing. Another's table is not found."""
    with transaction.atomic():
        hold_poster(organisation, by=by)
        tried = TableUpload.objects.select_for_update().filter(id=table, organisation=organisation).first()
        if tried is None:
            raise not_found(_("There is no such table."))
        if tried.state in (TableState.APPLYING, TableState.APPLIED):
            return
        if tried.state != TableState.TRIED:
            raise refuse(
                Code.CONFLICT,
                "table.not_tried",
                _("We have not finished reading this table."),
                hint=_("Look at what we found in it first."),
            )
        tried.state, tried.by, tried.by_kind, tried.applied_at = TableState.APPLYING, by.id, by.kind, at
        tried.done = tried.created = tried.updated = tried.unchanged = tried.refused = 0
        tried.save()
        enqueue("vacancies.put_table_in", table=tried.id)
    if len(tried.body or b"") <= AT_ONCE:
        put_table_in(table, at=at)  # The job finds nothing left to do; it is there in case we are interrupted.


def put_table_in(table: uuid.UUID, *, at: datetime) -> None:
    """Write the good rows of a table that is on its way in."""
    mine = TableUpload.objects.filter(id=table, state=TableState.APPLYING).first()
    if mine is None:
        return
    by = Actor(mine.by, ActorKind(mine.by_kind), str(mine.organisation))

    def post(_ahead: int, record: VacancyIn, reference: str) -> Receipt:
        return post_vacancy(
            record, employer=mine.establishment_id, organisation=mine.organisation, by=by, at=at,
            reference=reference, provider=provider_of(mine.organisation),
        )  # fmt: skip

    _walk(mine, _read(mine, at), post, at)
    _finish(mine, TableState.APPLIED, body=None)


def _try(table: TableUpload, at: datetime) -> None:
    def foresee(ahead: int, record: VacancyIn, reference: str) -> Foreseen:
        return foresee_vacancy(
            record, employer=table.establishment_id, organisation=table.organisation, at=at,
            reference=reference, provider=provider_of(table.organisation), ahead=ahead,
        )  # fmt: skip

    result = _read(table, at)
    if not result.rows:
        raise refuse(
            Code.MISSING,
            "table.no_rows",
            _("There is no vacancy in this table."),
            hint=_("Write one a row, below the names of the columns."),
        )
    TableUpload.objects.filter(id=table.id).update(read=len(result.rows))
    _walk(table, result, foresee, at)
    _finish(table, TableState.TRIED)


def _read(table: TableUpload, at: datetime) -> TableResult:
    zone = load_pack(settings.COUNTRY).time_zone
    read = read_table(io.BytesIO(bytes(table.body or b"")), table.filename, LIMITS)
    with override(table.language):
        return read_rows(read, zone=zone, on=at.astimezone(zone).date(), most_days=number_at(MOST, at))


def _walk(table: TableUpload, result: TableResult, send: Send, at: datetime) -> None:
    """Settle the rows that are not settled yet, a step a transaction; what an earlier run told is told anew."""
    rows = result.rows
    twins = _twins(rows)
    while True:
        with transaction.atomic():
            locked = TableUpload.objects.select_for_update(of=("self",)).defer("body")
            mine = locked.filter(id=table.id, state=table.state).first()
            batch = rows[mine.done : mine.done + STEP] if mine else ()
            if mine is None or not batch:
                return
            if mine.done == 0:
                mine.faults.all().delete()
                _tell(mine, 1, ((Severity.WARNING, it) for it in result.problems), result.heading_of)
            names = Names(batch, mine.language)
            for row in batch:
                with override(mine.language):
                    settled = _settle(row, names, twins, partial(send, mine.created), at)
                setattr(mine, settled.result, getattr(mine, settled.result) + 1)
                told = ((settled.severity_of(it), it) for it in settled.problems)
                _tell(mine, settled.row, told, result.heading_of)
            mine.done += len(batch)
            mine.save(update_fields=["done", "created", "updated", "unchanged", "refused"])


def _settle(
    row: RowResult,
    names: Names,
    twins: Mapping[int, int],
    send: Callable[[VacancyIn, str], Receipt | Foreseen],
    at: datetime,
) -> Outcome:
    if row.vacancy is None:
        return Outcome(row.row, IntakeResult.REFUSED, row.problems)
    named = names.of(row.vacancy, row.occupation_words)
    problems = (*_twin(row, twins), *named.problems, *_unlawful(named.vacancy, at))
    if not problems:
        try:
            sent = send(named.vacancy, _reference(row.vacancy))
        except Refused as no:
            problems = tuple(no.problems)
        else:
            return Outcome(row.row, sent.result, row.in_columns(sent.problems), sent.status)
    return Outcome(row.row, IntakeResult.REFUSED, row.in_columns(problems))


def _unlawful(record: VacancyIn, at: datetime) -> list[Problem]:
    """Return the words of a row that surely break a rule: better told now than refused after it was sent."""
    return wording_in(record, [it for it in findings_in(record, at) if it.verdict is Verdict.SURE])


def _reference(record: VacancyIn) -> str:
    """Return the name of a row; one without a name is named by its content, so that it goes in once."""
    return record.reference or f"row-{record.digest()[:32]}"


def _twins(rows: Iterable[RowResult]) -> dict[int, int]:
    """Return the rows whose name an earlier row has, with that row."""
    first: dict[str, int] = {}
    twins = {}
    for row in rows:
        if row.vacancy is not None:
            earlier = first.setdefault(_reference(row.vacancy), row.row)
            if earlier != row.row:
                twins[row.row] = earlier
    return twins


def _twin(row: RowResult, twins: Mapping[int, int]) -> Iterable[Problem]:
    if row.row in twins:
        sentence = format_lazy(_("Row {row} is the same vacancy."), row=twins[row.row])
        hint = _("Give each vacancy a reference of its own, or remove one of the rows.")
        yield Problem(Code.CONFLICT, "reference.twice", sentence, "/reference", hint)


def _tell(
    table: TableUpload, row: int, told: Iterable[tuple[Severity, Problem]], heading_of: Callable[[str], str]
) -> None:
    with override(table.language):
        TableFault.objects.bulk_create(
            TableFault(
                table_id=table.id, row=it.row, pointer=it.pointer, rule=it.rule, severity=it.severity, value=it.value,
                detail=it.detail, hint=it.hint, column=heading_of(it.column),
            )
            for severity, problem in told
            for it in rows_of(row, [problem], severity=severity)
        )  # fmt: skip


def _finish(table: TableUpload, state: TableState, **change: None) -> None:
    TableUpload.objects.filter(id=table.id, state=table.state).update(state=state, **change)
