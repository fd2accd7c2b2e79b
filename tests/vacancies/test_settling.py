"""What waits for a moderator about an ad waits no longer than there is something to decide."""

from datetime import timedelta
from typing import Any

import pytest

from firststop.casework.enums import Clock
from firststop.casework.models import Task
from firststop.casework.services import open_task
from firststop.core.refusals import Refused
from firststop.employers.enums import Verification
from firststop.employers.services import trust_establishment
from firststop.vacancies.enums import AdStatus, RejectionCode, SourceType
from firststop.vacancies.models import Appeal, Decision, ReaderReport, Vacancy
from firststop.vacancies.queries import public_vacancy
from firststop.vacancies.services import (
    accept_vacancy,
    appeal,
    decide_appeal,
    delete_vacancy,
    expire_due,
    receive_batch,
    reject_vacancy,
    report_vacancy,
)
from firststop.vacancies.services.batches import Item
from firststop.vacancies.services.queues import APPEALS, QUEUE, QUEUES, REPORTS
from tests import cast, people
from tests.vacancies.test_life import AT, Firm, record
from tests.vacancies.test_moderating import DOUBT, PAGE, read, samat, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-10")]
LATER = AT + timedelta(hours=1)


def reported(firm: Firm, **changes: Any) -> Vacancy:
    """Return a public ad that a reader has reported."""
    vacancy = firm.published(**changes)
    report_vacancy(vacancy.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.AIGUL), at=AT)
    return vacancy


def appealed(firm: Firm, **changes: Any) -> Appeal:
    """Return the appeal of an ad that was refused."""
    posted = firm.post(reference="A-1", **changes)
    reject_vacancy(posted.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=AT)
    return appeal(posted.id, organisation=firm.house.id, text="Our pay is right.", by=firm.by, at=AT)


def test_a_reported_ad_that_its_firm_deletes_waits_for_nobody_and_the_moderators_page_opens() -> None:
    vacancy = reported(Firm())
    deleted = people.signed_in(cast.AIDA).post(f"/en/vacancies/{vacancy.id}/delete")
    assert (deleted.status_code, Vacancy.objects.get().status) == (302, AdStatus.DELETED)
    report = ReaderReport.objects.get()
    assert (report.outcome, report.settled_at is None, waiting(REPORTS)) == ("deleted", False, 0)
    assert "Nothing waits" in read(samat())


def test_an_appealed_ad_that_its_firm_deletes_waits_for_nobody_and_the_moderators_page_opens() -> None:
    firm = Firm()
    made = appealed(firm)
    delete_vacancy(made.decision.vacancy_id, organisation=firm.house.id, by=firm.by, at=LATER)
    made.refresh_from_db()
    assert (made.decided_at, made.decided_by, made.upheld, waiting(APPEALS)) == (LATER, None, None, 0)
    assert "Nothing waits" in read(samat())


def test_what_another_ad_waits_for_is_left_alone_by_a_deletion() -> None:
    firm = Firm()
    gone, stays = reported(firm), reported(firm, requirements_text=DOUBT)
    delete_vacancy(gone.id, organisation=firm.house.id, by=firm.by, at=LATER)
    assert waiting(REPORTS) == 1
    assert ReaderReport.objects.get(settled_at__isnull=True).vacancy_id == stays.id


def test_tasks_that_a_deleted_ad_left_behind_break_no_page_of_the_moderator() -> None:
    firm = Firm()
    gone, stays = firm.post(), firm.post(title="Закройщик")
    delete_vacancy(gone.id, organisation=firm.house.id, by=firm.by, at=AT)
    for queue in QUEUES:
        open_task(queue, gone.id, clock=Clock.MODERATION, at=AT - timedelta(days=9))
    html = read(samat())
    assert "Закройщик" in html
    assert str(gone.id) not in html
    assert samat().get(f"{PAGE}/{gone.id}").status_code == 404
    assert Task.objects.waiting().filter(queue=QUEUE, subject=stays.id).count() == 1


def upheld(made: Appeal) -> str:
    """Return the rule that keeps an appeal from publishing its ad; nothing has happened."""
    before = Decision.objects.count()
    with pytest.raises(Refused) as refused:
        decide_appeal(made.id, upheld=True, by=people.lead(), at=LATER)
    assert (Decision.objects.count(), public_vacancy(made.decision.vacancy_id)) == (before, None)
    return refused.value.first.rule


@pytest.mark.row("E-02")
def test_an_appeal_does_not_publish_the_ad_of_a_firm_that_nobody_has_proven_to_speak_for() -> None:
    firm = Firm(verified=False)
    made = appealed(firm)
    assert upheld(made) == "employer.unverified"
    made.refresh_from_db()
    assert (made.decided_at, waiting(APPEALS), Vacancy.objects.get().status) == (None, 1, AdStatus.REJECTED)
    trust_establishment(firm.firm.id, way=Verification.COUNTER, by=people.BY, at=AT)
    decide_appeal(made.id, upheld=True, by=people.lead(), at=LATER)
    assert (Vacancy.objects.get().status, waiting(APPEALS)) == (AdStatus.ACTIVE, 0)


def test_a_new_version_settles_the_appeal_for_the_old_one_and_is_read_for_itself() -> None:
    firm = Firm()
    made = appealed(firm)
    assert firm.post(reference="A-1", title="Швея на дом").status is AdStatus.CHECKING
    made.refresh_from_db()
    assert (made.decided_at is None, made.decided_by, made.upheld) == (False, None, None)
    assert (waiting(APPEALS), waiting(QUEUE)) == (0, 1)
    assert upheld(made) == "not_found"
    assert Vacancy.objects.get().status == AdStatus.CHECKING


def test_the_next_refusal_is_appealed_with_a_task_of_its_own() -> None:
    firm = Firm()
    first = appealed(firm)
    posted = firm.post(reference="A-1", title="Швея на дом")
    reject_vacancy(posted.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=LATER)
    second = appeal(posted.id, organisation=firm.house.id, text="It is right now.", by=firm.by, at=LATER)
    assert (Appeal.objects.get(decided_at__isnull=True), waiting(APPEALS)) == (second, 1)
    assert upheld(first) == "not_found"
    decide_appeal(second.id, upheld=True, by=people.lead(), at=LATER + timedelta(hours=1))
    assert (Vacancy.objects.get().status, waiting(APPEALS), waiting(QUEUE)) == (AdStatus.ACTIVE, 0, 0)


def test_an_ad_whose_time_is_over_takes_its_appeal_with_it() -> None:
    made = appealed(Firm())
    Vacancy.objects.update(changed_at=AT - timedelta(days=180))
    assert expire_due(at=AT) == 1
    assert waiting(APPEALS) == 0
    assert upheld(made) == "not_found"
    assert Vacancy.objects.get().status == AdStatus.EXPIRED


def test_a_new_version_from_its_source_settles_an_appeal_too() -> None:
    firm = Firm()
    made = appealed(firm)
    provider = Vacancy.objects.get().provider
    sent = Item("A-1", record(title="Швея на дом"), firm.firm.id, SourceType.PARTNER_BOARD, AdStatus.CHECKING)
    receive_batch([sent], provider=provider, by=firm.by, at=LATER)
    assert (waiting(APPEALS), waiting(QUEUE)) == (0, 1)
    assert upheld(made) == "not_found"


def left_open(made: Appeal) -> Appeal:
    """Return an appeal that waits on although its ad went on without it."""
    Appeal.objects.filter(id=made.id).update(decided_at=None)
    open_task(APPEALS, made.decision.vacancy_id, clock=Clock.MODERATION, at=AT)
    return made


def test_an_appeal_that_was_left_open_publishes_nothing_and_can_be_dismissed() -> None:
    firm = Firm()
    made = appealed(firm)
    posted = firm.post(reference="A-1", title="Швея на дом")
    assert upheld(left_open(made)) == "appeal.overtaken"
    html = read(people.signed_in(cast.MEERIM), f"{PAGE}/{posted.id}")
    assert f"{posted.id}/uphold" not in html
    assert f"{posted.id}/dismiss" in html
    decide_appeal(made.id, upheld=False, by=people.lead(), at=LATER)
    assert (waiting(APPEALS), waiting(QUEUE), Vacancy.objects.get().status) == (0, 1, AdStatus.CHECKING)
    accept_vacancy(posted.id, by=people.moderator(), at=LATER)
    assert waiting(QUEUE) == 0


def test_an_appeal_against_an_earlier_refusal_publishes_nothing_that_was_refused_again() -> None:
    firm = Firm()
    made = appealed(firm)
    posted = firm.post(reference="A-1", title="Швея на дом")
    reject_vacancy(posted.id, code=RejectionCode.FEE_ASKED, text="", by=people.moderator(), at=LATER)
    assert upheld(left_open(made)) == "appeal.overtaken"
    assert Vacancy.objects.get().status == AdStatus.REJECTED
