"""What becomes of a record of a source: created, updated, unchanged or refused, and in which state (pure).

A second run of the same files changes nothing: equal content is unchanged, and what is older than what we know stays
out, so that a stream replayed from its start ends where it ended before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from firststop.core.refusals import Code, Problem
from firststop.core.tables import Severity
from firststop.core.words import _
from firststop.vacancies.enums import UNANSWERED, AdStatus, IntakeResult
from firststop.vacancies.feeds.mapping import Mapped
from firststop.vacancies.feeds.notes import Note, Notebook
from firststop.vacancies.rules.expiry import LifeAt, ends_at, usual_life
from firststop.vacancies.rules.publishing import advice, missing_to_publish
from firststop.vacancies.rules.wording import Finding, Verdict, texts_of, told
from firststop.vacancies.schemas import VacancyIn

#: The source took the ad back; only the source can offer it again. So it can what its firm did not answer for.
REMOVED_AT_SOURCE = "removed_at_source"
IN_REVIEW = Note(
    Problem(
        Code.UNKNOWN,
        "source.in_review",
        _("Moderators have refused many ads of this source lately."),
        "",
        _("This ad waits until a moderator has read it."),
    ),
    Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class ExistingVersion:
    """What we have of an ad already.

    `moment` is when the source last changed or published it; `ended_at` when it was stopped, in the source's time
    where it told one. `earlier` holds the digests that it had before at the same moment. `was_refused` says that the
    last decision about it was a refusal, whatever became of the ad since.
    """

    digest: str
    status: AdStatus
    version: int = 1
    status_reason: str | None = None
    moment: datetime | None = None
    ended_at: datetime | None = None
    earlier: frozenset[str] = frozenset()
    was_refused: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with one record. `status` is None where there is no ad; `ends_at` when a public one ends.

    `findings` are what the rules of wording found in an ad that everybody is to read.
    """

    outcome: IntakeResult
    mapped: Mapped
    status: AdStatus | None = None
    status_reason: str | None = None
    digest: str | None = None
    version: int | None = None
    ends_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refused_by(self) -> str | None:
        """The rule that refused the record; None where none did."""
        return self.mapped.refusals[0].rule if self.outcome is IntakeResult.REFUSED else None


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an import takes the ads of a source.

    `finds` returns what the rules of wording find in an ad. What is not public yet waits while its source is
    `in_review`.
    """

    life_at: LifeAt = usual_life
    finds: Callable[[VacancyIn], Sequence[Finding]] = lambda _record: ()
    in_review: bool = False


USUAL = Terms()


@dataclass
class Expected:
    """What will be known after the records so far: a dry run decides each on top of those before it."""

    known: Mapping[str, ExistingVersion]
    _later: dict[str, ExistingVersion] = field(default_factory=dict)

    def get(self, reference: str | None) -> ExistingVersion | None:
        """Return what is known of an ad by now."""
        if reference is None:
            return None
        return self._later.get(reference) or self.known.get(reference)

    def all(self) -> dict[str, ExistingVersion]:
        """Return everything that is known by now, by reference."""
        return {**self.known, **self._later}

    def add(self, decision: Decision) -> None:
        """Take note of what a decision changes."""
        mapped = decision.mapped
        if decision.outcome in (IntakeResult.CREATED, IntakeResult.UPDATED) and mapped.reference and decision.status:
            before = self.get(mapped.reference)
            was = before.moment if before else None
            moment = moment_of(mapped.vacancy) if mapped.vacancy else was
            self._later[mapped.reference] = ExistingVersion(
                digest=decision.digest or "",
                status=decision.status,
                version=decision.version or 1,
                status_reason=decision.status_reason,
                moment=moment,
                ended_at=mapped.removed_at,
                earlier=before.earlier | {before.digest} if before and was == moment else frozenset(),
                was_refused=before is not None and before.was_refused,
            )


def decide(existing: ExistingVersion | None, mapped: Mapped, *, at: datetime, terms: Terms = USUAL) -> Decision:
    """Decide on one record of a trusted source at the moment `at`.

    Refused is what cannot be an ad. A new ad past its end is expired, one that lacks a place or a date is to be
    checked, and so is one whose words surely break a rule. An ad that we deleted, or that its employer stopped, stays
    so. A source's day without an hour was read as the end of that day where the source is.
    """
    if mapped.refusals:
        return Decision(IntakeResult.REFUSED, mapped)
    if mapped.kind == "removal":
        return _remove(existing, mapped)
    if mapped.vacancy is None:
        raise ValueError("an ad that was not refused has a vacancy")
    return _publish(existing, mapped, mapped.vacancy, at, terms)


def moment_of(vacancy: VacancyIn) -> datetime | None:
    """Return when a source last changed or published an ad."""
    return vacancy.modified_at or vacancy.published_at


def _remove(existing: ExistingVersion | None, mapped: Mapped) -> Decision:
    if existing is None or existing.status.has_ended or _is_older(mapped.removed_at, existing):
        return _unchanged(existing, mapped)
    return Decision(
        IntakeResult.UPDATED, mapped, AdStatus.STOPPED, REMOVED_AT_SOURCE, existing.digest, existing.version
    )


def _publish(
    existing: ExistingVersion | None, mapped: Mapped, vacancy: VacancyIn, at: datetime, terms: Terms
) -> Decision:
    digest = vacancy.digest()
    if existing is not None:
        kept = _kept(existing, vacancy, digest)
        if kept is not None:
            return _unchanged(existing, mapped, kept)
    life_at = terms.life_at
    over = ends_at(vacancy.published_at, vacancy.modified_at, vacancy.apply_by, vacancy.expires_at, life_at=life_at)
    lacking = missing_to_publish(vacancy, trusted=True)
    is_over = over is not None and over <= at
    findings = () if is_over else tuple(terms.finds(vacancy))
    is_sure = any(it.verdict is Verdict.SURE for it in findings)
    is_held = terms.in_review and not is_over and (existing is None or existing.status is not AdStatus.ACTIVE)
    if is_over:
        status = AdStatus.EXPIRED
    else:
        waits = lacking or is_sure or is_held or _is_read_again(existing)
        status = AdStatus.CHECKING if waits else AdStatus.ACTIVE
    # No source tells how many people a firm has: only what binds the smallest, too, is held against its ad.
    advised = advice(vacancy, staff=0, on=at.date())
    found = told(texts_of(vacancy), ((it.rule, it.field, it.start, it.end) for it in findings))
    warned = (Note(it, Severity.WARNING) for it in (*lacking, *found))
    notes = (*((IN_REVIEW,) if is_held else ()), *warned, *(Note(it, Severity.INFO) for it in advised))
    outcome = IntakeResult.CREATED if existing is None else IntakeResult.UPDATED
    version = 1 if existing is None else existing.version + (existing.digest != digest)
    return Decision(outcome, mapped, status, None, digest, version, over, notes, findings)


def _kept(existing: ExistingVersion, vacancy: VacancyIn, digest: str) -> tuple[Note, ...] | None:
    """Return the notes with which an ad stays as it is, or None where it changes."""
    book = Notebook()
    if existing.status is AdStatus.DELETED:
        book.warn("reference.deleted", ("reference",), vacancy.reference, _("This vacancy was deleted for good."))
        return tuple(book.notes)
    moment = moment_of(vacancy)
    if existing.status is AdStatus.STOPPED:
        came_back = existing.ended_at is not None and moment is not None and moment > existing.ended_at
        return None if existing.status_reason in (REMOVED_AT_SOURCE, UNANSWERED) and came_back else ()
    if existing.digest == digest or (moment == existing.moment is not None and digest in existing.earlier):
        return ()
    if moment is not None and _is_older(moment, existing):
        book.inform("modified_at.older", ("modified_at",), moment.isoformat(), _("We have a newer version of this ad."))
        return tuple(book.notes)
    return None


def _is_older(moment: datetime | None, existing: ExistingVersion) -> bool:
    return moment is not None and existing.moment is not None and moment < existing.moment


def _is_read_again(existing: ExistingVersion | None) -> bool:
    """Whether a moderator reads the new version: the ad waits already, or was refused and nobody has accepted it since.

    Neither its end nor its removal by the source lifts a refusal.
    """
    waits = (AdStatus.REJECTED, AdStatus.CHECKING)
    return existing is not None and (existing.was_refused or existing.status in waits)


def _unchanged(existing: ExistingVersion | None, mapped: Mapped, notes: tuple[Note, ...] = ()) -> Decision:
    if existing is None:
        return Decision(IntakeResult.UNCHANGED, mapped, notes=notes)
    return Decision(
        IntakeResult.UNCHANGED,
        mapped,
        existing.status,
        existing.status_reason,
        existing.digest,
        existing.version,
        None,
        notes,
    )
