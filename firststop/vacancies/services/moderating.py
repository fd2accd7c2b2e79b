"""Moderation: a person decides, with a code and a text; the employer may appeal, a reader may report."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import MODERATING
from firststop.accounts.services import hold_staff_right
from firststop.casework.enums import Clock
from firststop.casework.services import finish_task, open_task
from firststop.core.actor import Actor, system
from firststop.core.messages import send_message
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.row_security import beyond_reader
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.feeds import FEEDS
from firststop.vacancies.models import Appeal, Decision, ReaderReport, Vacancy
from firststop.vacancies.rules.wording import Finding
from firststop.vacancies.services.houses import hold_poster
from firststop.vacancies.services.judging import rules_version
from firststop.vacancies.services.life import locked, move, not_drawn
from firststop.vacancies.services.posters import who_answers_for
from firststop.vacancies.services.queues import APPEALS, QUEUE, REPORTS
from firststop.vacancies.services.settling import settle_open_appeals, settle_open_reports

RULES = system("vacancies.wording")


@contextmanager
def as_read(vacancy: uuid.UUID, version: int | None) -> Iterator[None]:
    """Decide, within, on the version of a vacancy that somebody read, and hold it; refuses to if there is a newer one.

    Its firm may correct it while it is read. No version is given where the page did not tell which one it showed.
    """
    with transaction.atomic():
        found = locked(vacancy)
        again = _("Nothing was decided. Read the vacancy as it is now.")
        if version is None:
            unknown = _("We cannot tell which version you read.")
            raise refuse(Code.INVALID_VALUE, "version.unreadable", unknown, pointer="/version", hint=again)
        if found.version != version:
            changed = _("This vacancy was changed. Read it again.")
            raise refuse(Code.CONFLICT, "version.changed", changed, pointer="/version", hint=again)
        yield


def accept_vacancy(vacancy: uuid.UUID, *, by: Actor, at: datetime) -> Vacancy:
    """Publish a vacancy; refuses while nobody has proven to speak for its employer, unless its source alone does."""
    with transaction.atomic():
        hold_staff_right(*MODERATING, by=by)
        found = locked(vacancy)
        _check_waits(found)
        _check_proven(found)
        move(found, AdStatus.ACTIVE, by=by, at=at)
        _decide(found, accepted=True, by=by, at=at)
        finish_task(QUEUE, found.id, outcome="accepted", at=at)
        _tell_poster(found, "vacancies.accepted", at)
    return found


def _check_waits(found: Vacancy) -> None:
    """Let a moderator publish only what waits: the other arrows to a public ad are its owner's, or an appeal's."""
    if found.status not in (AdStatus.RECEIVED, AdStatus.CHECKING):
        raise not_drawn(found, AdStatus.ACTIVE)


def _check_proven(found: Vacancy) -> None:
    """Refuse while nobody has proven to speak for the employer; of one that only a feed names nobody could."""
    has_a_source_alone = found.provider in FEEDS and found.establishment.organisation_id is None
    if not (found.establishment.is_verified or has_a_source_alone):
        raise refuse(
            Code.CONFLICT,
            "employer.unverified",
            _("Nobody has proven to speak for this employer yet."),
            hint=_("Check the employer first."),
        )


def reject_vacancy(vacancy: uuid.UUID, *, code: RejectionCode, text: str, by: Actor, at: datetime) -> Vacancy:
    """Refuse a vacancy with a code from the list and a text; code `other` needs the text.

    Also one that has ended, for those who applied: no firm escapes their warning by stopping its ad.
    """
    if code is RejectionCode.OTHER and not text.strip():
        raise refuse(Code.MISSING, "rejection.text", _("Say why, in words the employer understands."), pointer="/text")
    with transaction.atomic():
        hold_staff_right(*MODERATING, by=by)
        found = locked(vacancy)
        move(found, AdStatus.REJECTED, by=by, at=at, reason=code)
        _decide(found, accepted=False, code=code, text=text.strip(), by=by, at=at)
        finish_task(QUEUE, found.id, outcome="rejected", at=at)
        settle_open_reports(found.id, outcome="rejected", at=at)
        _tell_poster(found, "vacancies.rejected", at)
    return found


def reject_by_rules(vacancy: uuid.UUID, findings: Sequence[Finding], *, at: datetime) -> AdStatus:
    """Refuse a vacancy whose words surely break a rule, with what was found; the employer may appeal to a person."""
    with transaction.atomic():
        found = locked(vacancy)
        code = findings[0].code
        if found.status != AdStatus.REJECTED:
            move(found, AdStatus.REJECTED, by=RULES, at=at, reason=code)
        decision = _decide(found, accepted=False, code=code, by=RULES, at=at)
        decision.findings = [
            {"rule": it.rule, "field": it.field, "start": it.start, "end": it.end, "code": it.code} for it in findings
        ]
        decision.save(update_fields=["findings"])
        finish_task(QUEUE, found.id, outcome="rejected", at=at)
        _tell_poster(found, "vacancies.rejected", at)
    return AdStatus.REJECTED


def appeal(vacancy: uuid.UUID, *, organisation: uuid.UUID, text: str, by: Actor, at: datetime) -> Appeal:
    """Disagree with the last refusal; once a decision. Another moderator looks at it."""
    if not text.strip():
        raise refuse(Code.MISSING, "appeal.text", _("Say why the vacancy should be published."), pointer="/text")
    with transaction.atomic():
        hold_poster(organisation, by=by)
        found = locked(vacancy, organisation)
        last = _last_decision(found)
        if found.status != AdStatus.REJECTED or last is None or last.accepted:
            raise refuse(Code.CONFLICT, "appeal.nothing", _("There is no refusal to appeal against."))
        made, fresh = Appeal.objects.get_or_create(
            decision=last, defaults={"text": text.strip(), "by": by.id, "at": at}
        )
        if not fresh:
            raise refuse(Code.CONFLICT, "appeal.twice", _("Your appeal is with us already."))
        open_task(APPEALS, found.id, clock=Clock.MODERATION, at=at, urgency=1)
    return made


def decide_appeal(appeal_id: uuid.UUID, *, upheld: bool, by: Actor, at: datetime) -> Appeal:
    """Decide an appeal: upheld publishes the vacancy. Refuses whoever took the first decision.

    Upholding needs what accepting needs, and the refusal that the appeal is about to stand: nothing is published that
    was changed, ended or refused again since.
    """
    with transaction.atomic():
        hold_staff_right(*MODERATING, by=by)
        found = locked(_appealed(appeal_id))
        made = Appeal.objects.select_related("decision").filter(id=appeal_id, decided_at__isnull=True).first()
        if made is None:
            raise not_found(_("This appeal is decided already."))
        if made.decision.by == by.id:
            raise refuse(Code.FORBIDDEN, "appeal.two_people", _("Another moderator must decide this."))
        if upheld:
            _check_stands(found, made.decision)
            _check_proven(found)
        made.upheld, made.decided_by, made.decided_at = upheld, by.id, at
        made.save()
        settle_open_appeals(found.id, outcome="upheld" if upheld else "dismissed", at=at)
        if upheld:
            move(found, AdStatus.ACTIVE, by=by, at=at)
            _decide(found, accepted=True, by=by, at=at)
        _tell_poster(found, "vacancies.accepted" if upheld else "vacancies.appeal_dismissed", at)
    return made


def _appealed(appeal_id: uuid.UUID) -> uuid.UUID:
    """Return the vacancy of an appeal; it is locked before anything of it is read."""
    made = Appeal.objects.select_related("decision").filter(id=appeal_id).first()
    if made is None:
        raise not_found(_("There is no appeal to decide."))
    return made.decision.vacancy_id


def _last_decision(found: Vacancy) -> Decision | None:
    return Decision.objects.filter(vacancy=found).order_by("-at").first()


def _check_stands(found: Vacancy, refusal: Decision) -> None:
    if found.status != AdStatus.REJECTED or _last_decision(found) != refusal:
        raise refuse(Code.CONFLICT, "appeal.overtaken", _("The refusal of this appeal does not stand any more."))


def report_vacancy(vacancy: uuid.UUID, *, reason: RejectionCode, text: str, by: Actor, at: datetime) -> ReaderReport:
    """Let a reader say what is wrong with a public ad; a moderator looks within a working day.

    The same words of the same reader, while nobody has looked at them, are one report.
    """
    with transaction.atomic():
        found = Vacancy.objects.public().select_for_update(of=("self",)).filter(id=vacancy).first()
        if found is None:
            raise not_found(_("There is no such vacancy."))
        said = {"vacancy": found, "reason": reason, "text": text.strip(), "by": by.id}
        report = _same_report(said)
        if report is None:
            report = ReaderReport.objects.create(**said, at=at, delete_on=at.date() + timedelta(days=365))
        open_task(REPORTS, found.id, clock=Clock.MODERATION, at=at, urgency=2)
    return report


@beyond_reader()
def _same_report(said: dict[str, Any]) -> ReaderReport | None:
    return ReaderReport.objects.filter(**said, settled_at__isnull=True).first()


def settle_reports(vacancy: uuid.UUID, *, outcome: str, by: Actor, at: datetime) -> int:
    """Settle the open reports of a vacancy: nothing wrong, or it was stopped; return how many."""
    with transaction.atomic():
        hold_staff_right(*MODERATING, by=by)
        return settle_open_reports(locked(vacancy).id, outcome=outcome, at=at)


def _decide(
    vacancy: Vacancy, *, accepted: bool, by: Actor, at: datetime, code: str | None = None, text: str = ""
) -> Decision:
    return Decision.objects.create(
        vacancy=vacancy,
        version=vacancy.version,
        accepted=accepted,
        code=code,
        text=text,
        rules=rules_version(),
        by=by.id,
        by_kind=by.kind,
        at=at,
    )


def _tell_poster(vacancy: Vacancy, kind: str, at: datetime) -> None:
    person = who_answers_for(vacancy)
    if person is None:
        return
    effect = f"{kind}:{vacancy.id}:{vacancy.version}:{at.isoformat()}"
    send_message(person, kind, effect=effect, on=at.date(), subject=vacancy.id)
