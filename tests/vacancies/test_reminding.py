"""Reminding a firm a week before its ad ends: once for each end, and anew when the end moves."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from firststop.core.models import Message
from firststop.employers.models import Establishment
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import accept_vacancy, expire_due, reopen_vacancy
from firststop.vacancies.services.asking import ENDS_SOON, remind_of_end
from tests import cast, people
from tests.vacancies.feed_records import ad
from tests.vacancies.test_importing import sent
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-08")]
DAY = timedelta(days=1)


#: A day after the first end.
LATER = AT + 91 * DAY


def send_next_version(firm: Firm) -> None:
    expire_due(at=LATER)
    accept_vacancy(firm.post(reference="A-1", openings=3, at=LATER).id, by=people.moderator(), at=LATER)


def send_next_version_in_time(firm: Firm) -> None:
    firm.post(reference="A-1", openings=3, at=AT + 86 * DAY)


def open_again(firm: Firm) -> None:
    expire_due(at=LATER)
    reopen_vacancy(Vacancy.objects.get().id, organisation=firm.house.id, by=firm.by, at=LATER)


@pytest.mark.parametrize("prolong", [send_next_version, send_next_version_in_time, open_again])
def test_an_ad_that_ends_later_now_is_reminded_of_a_week_before_its_new_end(
    prolong: Callable[[Firm], None],
) -> None:
    firm = Firm()
    vacancy = firm.published(reference="A-1")
    assert [remind_of_end(at=AT + days * DAY) for days in (82, 83, 84)] == [0, 1, 0]
    prolong(firm)
    vacancy.refresh_from_db()
    assert vacancy.status == AdStatus.ACTIVE
    assert vacancy.expires_at is not None
    assert [remind_of_end(at=vacancy.expires_at - days * DAY) for days in (80, 8, 7, 6)] == [0, 0, 1, 0]
    assert Message.objects.filter(kind=ENDS_SOON).count() == 2


def test_a_new_version_with_the_same_near_end_reminds_of_it_no_second_time() -> None:
    firm, last_day = Firm(), (AT + 20 * DAY).isoformat()
    firm.published(reference="A-1", apply_by=last_day)
    assert remind_of_end(at=AT + 14 * DAY) == 1
    firm.post(reference="A-1", apply_by=last_day, openings=3, at=AT + 15 * DAY)
    assert remind_of_end(at=AT + 16 * DAY) == 0


def test_an_ad_that_its_source_prolongs_is_reminded_of_before_its_new_end_too(tmp_path: Path) -> None:
    first = ad(id="1", application_deadline="2026-12-05T23:59:59", timestamp=1795824000000)
    assert sent(tmp_path, first) is AdStatus.ACTIVE
    Firm()
    Establishment.objects.update(organisation=people.organisation_of(cast.KUMUSH_IYNE))
    assert remind_of_end(at=AT + 5 * DAY) == 1
    longer = ad(id="1", last_publication_date="2027-02-20T23:59:59", timestamp=1795996800000)
    prolonged = {**longer, "application_deadline": "2027-02-20T23:59:59"}
    assert sent(tmp_path, prolonged, at=AT + 6 * DAY) is AdStatus.ACTIVE
    assert [remind_of_end(at=AT + days * DAY) for days in (7, 79, 81)] == [0, 0, 1]
