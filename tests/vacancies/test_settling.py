"""What waits for a moderator about an ad waits no longer than there is something to decide."""

from datetime import timedelta
from typing import Any

import pytest

from firststop.casework.enums import Clock
from firststop.casework.models import Task
from firststop.casework.services import open_task
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Appeal, ReaderReport, Vacancy
from firststop.vacancies.services import appeal, delete_vacancy, reject_vacancy, report_vacancy
from firststop.vacancies.services.queues import APPEALS, QUEUE, QUEUES, REPORTS
from tests import cast, people
from tests.vacancies.test_life import AT, MODERATOR, Firm
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
    reject_vacancy(posted.id, code=RejectionCode.MISLEADING, text="", by=MODERATOR, at=AT)
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
