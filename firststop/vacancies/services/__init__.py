"""Writing vacancies: receiving them by any door, and their life afterwards."""

from firststop.vacancies.services.admitting import admit_readers, is_admitted
from firststop.vacancies.services.alerts import leave_out, send_alerts
from firststop.vacancies.services.batches import Item, receive_batch
from firststop.vacancies.services.judging import findings_in, reasons_of
from firststop.vacancies.services.life import delete_vacancy, expire_due, reopen_vacancy, stop_vacancy
from firststop.vacancies.services.moderating import (
    accept_vacancy,
    appeal,
    as_read,
    decide_appeal,
    reject_vacancy,
    report_vacancy,
    settle_reports,
)
from firststop.vacancies.services.receiving import (
    Receipt,
    correct_vacancy,
    post_vacancy,
    provider_of,
    release_verified,
)
from firststop.vacancies.services.searches import (
    change_search,
    delete_search,
    save_search,
    seal_of,
    start_search,
    stop_sealed,
    stop_search,
)
from firststop.vacancies.services.tables import apply_table, keep_table

__all__ = [
    "Item",
    "Receipt",
    "accept_vacancy",
    "admit_readers",
    "appeal",
    "apply_table",
    "as_read",
    "change_search",
    "correct_vacancy",
    "decide_appeal",
    "delete_search",
    "delete_vacancy",
    "expire_due",
    "findings_in",
    "is_admitted",
    "keep_table",
    "leave_out",
    "post_vacancy",
    "provider_of",
    "reasons_of",
    "receive_batch",
    "reject_vacancy",
    "release_verified",
    "reopen_vacancy",
    "report_vacancy",
    "save_search",
    "seal_of",
    "send_alerts",
    "settle_reports",
    "start_search",
    "stop_sealed",
    "stop_search",
    "stop_vacancy",
]
