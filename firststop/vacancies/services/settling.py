"""What waits for a moderator about an ad, settled: decided, or nothing is left to decide.

Whoever calls it holds the lock of the ad: reports and appeals are made under it, too.
"""

import uuid
from datetime import datetime

from firststop.casework.services import finish_task
from firststop.core.row_security import beyond_reader
from firststop.vacancies.models import Appeal, ReaderReport
from firststop.vacancies.services.queues import APPEALS, DOUBTS, REPORTS


def settle_open_reports(vacancy: uuid.UUID, *, outcome: str, at: datetime) -> int:
    """Settle what readers reported of an ad and what the rules doubt in it, with the tasks; return how many reports."""
    waiting = ReaderReport.objects.filter(vacancy=vacancy, settled_at__isnull=True)
    settled = waiting.update(settled_at=at, outcome=outcome)
    finish_task(REPORTS, vacancy, outcome=outcome, at=at)
    finish_task(DOUBTS, vacancy, outcome=outcome, at=at)
    return settled


def settle_open_appeals(vacancy: uuid.UUID, *, outcome: str, at: datetime) -> None:
    """Settle the appeals of an ad that nobody decides any more, with their task; they are neither upheld nor not."""
    Appeal.objects.filter(decision__vacancy=vacancy, decided_at__isnull=True).update(decided_at=at)
    finish_task(APPEALS, vacancy, outcome=outcome, at=at)


@beyond_reader()
def settle_deleted(vacancy: uuid.UUID, *, outcome: str, at: datetime) -> None:
    """Settle all that waits about an ad that is deleted for good; also by its firm, which sees no report."""
    settle_open_reports(vacancy, outcome=outcome, at=at)
    settle_open_appeals(vacancy, outcome=outcome, at=at)
