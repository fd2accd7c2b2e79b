"""The words of a feed's ads are read by the same rules as those of a form, and a source that is refused often waits."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from firststop.casework.models import Task
from firststop.core.actor import system
from firststop.core.tables import ReportRow
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.feeds import Decision, Summary, report_of
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import public_vacancy
from firststop.vacancies.services import accept_vacancy, expire_due, reject_vacancy
from firststop.vacancies.services.importing import Import, import_feed
from firststop.vacancies.services.queues import DOUBTS, QUEUE
from tests import people
from tests.cast import SHARED
from tests.orders import order
from tests.vacancies.feed_records import live
from tests.vacancies.test_life import AT
from tests.vacancies.test_moderating import PAGE, press, read, samat

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-20", "V-10")]

DOUBTFUL, SURE = "Справка об отсутствии судимости.", "Требуется только девушка до 30 лет."


def imported(folder: Path, *records: dict[str, object], source: str = "trudvsem") -> list[Decision]:
    """Import records and return what was decided, as a dry run has foretold it."""
    if records:
        document = {"status": "200", "results": {"vacancies": [{"vacancy": record} for record in records]}}
        (folder / "ads.json").write_text(json.dumps(document), encoding="utf-8")
    job = Import(source, system(f"vacancies.feeds.{source}"), AT, writes=False)
    foretold = list(import_feed(job, [folder]))
    decisions = list(import_feed(Import(job.provider, job.by, job.at), [folder]))
    assert decisions == foretold
    return decisions


def offered(duty: str, number: int = 1) -> dict[str, object]:
    return live(id=f"{number}", duty=duty, date_modify="2026-11-24T00:00:00+0300")


def waits_in() -> list[str]:
    return list(Task.objects.waiting().order_by("queue").values_list("queue", flat=True))


def found_in(decision: Decision) -> list[tuple[str, str, str, str | None]]:
    rows: list[ReportRow] = [row for row in report_of(decision) if row.rule.startswith("wording.")]
    return [(row.rule, row.pointer, str(row.severity), row.value) for row in rows]


@pytest.mark.parametrize(
    ("words", "status", "queues", "found"),
    [
        ("Разработка проектов.", AdStatus.ACTIVE, [], []),
        (DOUBTFUL, AdStatus.ACTIVE, [DOUBTS], ["wording.record"]),
        (SURE, AdStatus.CHECKING, [QUEUE], ["wording.sex", "wording.age"]),
    ],
)
def test_words_in_doubt_are_public_before_a_moderator_and_a_sure_breach_waits_for_one(
    tmp_path: Path, words: str, status: AdStatus, queues: list[str], found: list[str]
) -> None:
    (decision,) = imported(tmp_path, offered(words))
    vacancy = Vacancy.objects.get()
    assert (decision.status, vacancy.status, waits_in()) == (status, status, queues)
    assert (public_vacancy(vacancy.id) is not None) is (status is AdStatus.ACTIVE)
    told = found_in(decision)
    assert {rule for rule, *_rest in told} == set(found)
    assert all(
        (severity, bool(value)) == ("warning", True) and value in words for *_at, severity, value in told if value
    )
    assert imported(tmp_path)[0].outcome == "unchanged"
    assert waits_in() == queues


def test_a_moderator_reads_the_words_and_the_ad_stays_where_nothing_is_wrong(tmp_path: Path) -> None:
    imported(tmp_path, offered(DOUBTFUL))
    vacancy, client = Vacancy.objects.get(), samat()
    page = read(client)
    assert "Published, with doubtful words" in page
    assert "<mark" in page
    assert "A clean criminal record may be asked for only where a law says so." in page
    assert press(client, vacancy.id, "nothing").status_code == 302
    assert (waits_in(), public_vacancy(vacancy.id) is not None) == ([], True)
    assert "Published, with doubtful words" not in read(client, PAGE)
    imported(tmp_path)
    assert waits_in() == [], "what was read is not read again"


def test_a_moderator_takes_it_off_the_pages(tmp_path: Path) -> None:
    imported(tmp_path, offered(DOUBTFUL))
    vacancy = Vacancy.objects.get()
    assert press(samat(), vacancy.id, "reject", code="discriminatory", text="").status_code == 302
    assert (waits_in(), public_vacancy(vacancy.id)) == ([], None)


@pytest.mark.parametrize("happens", ["corrected", "still doubtful", "ended", "surely wrong"])
def test_what_waits_is_always_about_the_present_version(tmp_path: Path, happens: str) -> None:
    imported(tmp_path, offered(DOUBTFUL))
    later = {"date_modify": "2026-11-25T00:00:00+0300"}
    words = {"corrected": "Разработка.", "still doubtful": f"Разработка. {DOUBTFUL}", "surely wrong": SURE}
    if happens == "ended":
        assert expire_due(at=AT + timedelta(days=200)) == 1
    else:
        imported(tmp_path, offered(words[happens]) | later)
    assert waits_in() == {"still doubtful": [DOUBTS], "surely wrong": [QUEUE]}.get(happens, [])


@pytest.mark.skipif(SHARED is None, reason="shared data is not on this machine")
@pytest.mark.parametrize("source", ["trudvsem", "jobtech"])
def test_nothing_is_found_in_the_real_files(source: str) -> None:
    assert SHARED is not None
    decisions = imported(SHARED / "feeds" / source, source=source)
    assert [found for decision in decisions for found in found_in(decision)] == []
    assert DOUBTS not in waits_in()


def refused_of(folder: Path, *, sent: int, refused: int) -> None:
    """Let a source send ads, some of which a moderator refuses."""
    imported(folder, *(offered("Разработка.", number) for number in range(sent)))
    for vacancy in Vacancy.objects.all()[:refused]:
        reject_vacancy(vacancy.id, code=RejectionCode.NOT_A_JOB, text="", by=people.moderator(), at=AT)
    Vacancy.objects.update(created_at=AT - timedelta(days=1))


def next_one(folder: Path) -> Decision:
    (decision,) = imported(folder, offered("Разработка.", 999))
    assert Vacancy.objects.get(reference="999").status == decision.status
    return decision


@pytest.mark.parametrize(
    ("sent", "refused", "status"),
    [
        (20, 1, AdStatus.ACTIVE),
        (20, 2, AdStatus.CHECKING),
        (19, 2, AdStatus.ACTIVE),
        (40, 2, AdStatus.ACTIVE),
        (39, 2, AdStatus.CHECKING),
    ],
)
def test_the_new_ads_of_a_source_wait_where_moderators_refused_more_than_5_in_a_hundred_of_20_or_more(
    tmp_path: Path, sent: int, refused: int, status: AdStatus
) -> None:
    refused_of(tmp_path, sent=sent, refused=refused)
    decision = next_one(tmp_path)
    summary = Summary()
    summary.add(decision)
    held = status is AdStatus.CHECKING
    assert (decision.status, summary.held, waits_in()) == (status, held, [QUEUE] * held)
    assert ("source.in_review" in {row.rule for row in report_of(decision)}) is held
    assert set(summary.as_json()) == {"read", "created", "updated", "unchanged", "refused", "by_reason"}


@pytest.mark.parametrize("happens", ["time", "order", "acceptance"])
def test_the_next_ones_are_public_again_when_the_share_has_fallen_or_an_office_orders_another(
    tmp_path: Path, happens: str
) -> None:
    refused_of(tmp_path, sent=20, refused=2)
    if happens == "time":
        Vacancy.objects.update(created_at=AT - timedelta(days=31))
    elif happens == "order":
        order("vacancies.source_refused_percent", 10, since=AT.date())
    else:
        vacancy = Vacancy.objects.filter(status=AdStatus.REJECTED).first()
        assert vacancy is not None
        Vacancy.objects.filter(id=vacancy.id).update(status=AdStatus.CHECKING)
        accept_vacancy(vacancy.id, by=people.moderator(), at=AT + timedelta(hours=1))
    assert next_one(tmp_path).status is AdStatus.ACTIVE


def test_what_is_public_already_stays_so_while_its_source_waits(tmp_path: Path) -> None:
    refused_of(tmp_path, sent=20, refused=2)
    public = Vacancy.objects.public().first()
    assert public is not None
    later = {"date_modify": "2026-11-25T00:00:00+0300"}
    (decision,) = imported(tmp_path, offered("Другая разработка.", int(public.reference)) | later)
    assert (decision.outcome, decision.status) == ("updated", AdStatus.ACTIVE)
