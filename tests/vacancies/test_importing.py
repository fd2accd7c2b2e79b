"""A feed comes into the database: as its dry run said, once, and with what was taken back taken back."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from firststop.casework.models import Task
from firststop.core.actor import system
from firststop.core.models import Change
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Decision, Vacancy
from firststop.vacancies.services import expire_due, reject_vacancy
from firststop.vacancies.services.importing import Import, import_feed
from firststop.vacancies.services.queues import QUEUE
from tests import people
from tests.vacancies.feed_records import ad
from tests.vacancies.test_life import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-15")]


def outcomes(folder: Path, *, writes: bool = True, at: datetime = AT) -> Counter[str]:
    job = Import("jobtech", system("vacancies.feeds.jobtech"), at, writes=writes)
    return Counter(decision.outcome.value for decision in import_feed(job, [folder]))


def sent(folder: Path, *records: dict[str, object], at: datetime = AT) -> AdStatus:
    """Import records of one ad, and return how the ad stands then, as a dry run has foretold it."""
    (folder / "ads.json").write_text(json.dumps(records), encoding="utf-8")
    job = Import("jobtech", system("vacancies.feeds.jobtech"), at, writes=False)
    *_before, last = import_feed(job, [folder])
    outcomes(folder, at=at)
    status = AdStatus(Vacancy.objects.get().status)
    assert last.status is status
    return status


def test_the_real_run_does_what_the_dry_run_said_and_a_second_one_nothing(tmp_path: Path) -> None:
    records = [ad(id="1"), ad(id="2", headline=None), ad(id="3"), {"id": "3", "removed": True}]
    (tmp_path / "ads.json").write_text(json.dumps(records), encoding="utf-8")
    said = outcomes(tmp_path, writes=False)
    assert (said, Vacancy.objects.count()) == ({"created": 2, "refused": 1, "updated": 1}, 0)
    assert outcomes(tmp_path) == said
    stopped = {vacancy.reference: vacancy.status == AdStatus.STOPPED for vacancy in Vacancy.objects.all()}
    assert stopped == {"1": False, "3": True}
    assert outcomes(tmp_path) == {"unchanged": 3, "refused": 1}


T1, T2, T3 = 1795824000000, 1795910400000, 1795996800000  # 28, 29 and 30 November 2026
TAKEN_BACK = {"id": "1", "removed": True, "removed_date": "2026-11-29T00:00:00"}
#: A stream of one ad, and the title that everybody sees in the end; None where it is taken back.
STREAMS: dict[str, tuple[list[dict[str, object]], str | None]] = {
    "two versions of one moment": (
        [ad(id="1", headline="Ett", timestamp=T1), ad(id="1", headline="Två", timestamp=T1)],
        "Två",
    ),
    "three versions of one moment": (
        [ad(id="1", headline=title, timestamp=T1) for title in ("Ett", "Två", "Tre")],
        "Tre",
    ),
    "offered again": (
        [ad(id="1", headline="Ett", timestamp=T1), TAKEN_BACK, ad(id="1", headline="Tre", timestamp=T3)],
        "Tre",
    ),
    "taken back before it was changed": ([ad(id="1", headline="Tre", timestamp=T3), TAKEN_BACK], "Tre"),
    "taken back after it was changed": ([ad(id="1", headline="Ett", timestamp=T1), TAKEN_BACK], None),
}


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_stream_that_is_read_again_changes_nothing_and_ends_where_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: str, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr("firststop.vacancies.services.importing.BATCH", 1)
    records, title = STREAMS[stream]
    (tmp_path / "ads.json").write_text(json.dumps(records), encoding="utf-8")
    said = outcomes(tmp_path, writes=False)
    assert outcomes(tmp_path) == said
    for _run in range(2):
        vacancy = Vacancy.objects.get()
        assert (vacancy.title if vacancy.status == AdStatus.ACTIVE else None) == title
        assert outcomes(tmp_path) == {"unchanged": len(records)}
        assert outcomes(tmp_path, writes=False) == {"unchanged": len(records)}


def refused(folder: Path) -> Vacancy:
    """Return an ad of a source that was public until a moderator refused it."""
    assert sent(folder, ad(id="1", headline="Ett", timestamp=T1)) is AdStatus.ACTIVE
    vacancy = Vacancy.objects.get()
    reject_vacancy(vacancy.id, code=RejectionCode.FEE_ASKED, text="", by=people.moderator(), at=AT)
    return vacancy


OFFERED_AGAIN = ad(id="1", headline="Tre", timestamp=T3)


@pytest.mark.row("V-10")
@pytest.mark.parametrize("at_once", [True, False])
def test_a_source_that_takes_a_refused_ad_back_and_offers_it_again_does_not_get_round_its_moderator(
    tmp_path: Path, at_once: bool
) -> None:
    refused(tmp_path)
    stream = (ad(id="1", headline="Två", timestamp=T2), {**TAKEN_BACK, "removed_date": "2026-11-29T12:00:00"})
    if at_once:
        assert sent(tmp_path, *stream, OFFERED_AGAIN) is AdStatus.CHECKING
    else:
        steps = [sent(tmp_path, record) for record in (*stream, OFFERED_AGAIN)]
        assert steps == [AdStatus.CHECKING, AdStatus.STOPPED, AdStatus.CHECKING]
    assert Task.objects.waiting().filter(queue=QUEUE).count() == 1


@pytest.mark.row("V-20", "SR-22")
def test_a_source_that_takes_a_refused_ad_back_takes_its_contacts_with_it(tmp_path: Path) -> None:
    person = {"headline": "Ett", "application_contacts": [{"name": "Lars Testsson", "telephone": "0700987654"}]}
    sent(tmp_path, ad(id="1", timestamp=T1, **person))
    vacancy = Vacancy.objects.get()
    assert vacancy.contacts.exists()
    reject_vacancy(vacancy.id, code=RejectionCode.FEE_ASKED, text="", by=people.moderator(), at=AT)
    (tmp_path / "ads.json").write_text(json.dumps([TAKEN_BACK]), encoding="utf-8")
    assert outcomes(tmp_path) == {"updated": 1}
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.contacts.count()) == (AdStatus.STOPPED, 0)
    assert outcomes(tmp_path) == {"unchanged": 1}


@pytest.mark.row("V-17", "V-20")
@pytest.mark.parametrize(
    "kind", ["came ended", "taken back before it was read", "refused before it was read", "public"]
)
def test_only_what_everybody_could_find_here_is_told_as_ended(tmp_path: Path, kind: str) -> None:
    nowhere = {"workplace_address": None}
    known = {"came ended": {"application_deadline": "2026-11-24T23:59:59"}, "public": {}}.get(kind, nowhere)
    sent(tmp_path, ad(id="1", **known))
    vacancy = Vacancy.objects.get()
    if kind.startswith("refused"):
        reject_vacancy(vacancy.id, code=RejectionCode.FEE_ASKED, text="", by=people.moderator(), at=AT)
    if kind != "came ended":
        sent(tmp_path, TAKEN_BACK)
    Change.objects.update(at=AT - timedelta(days=1))
    window = {"modified_since": (AT - timedelta(days=2)).isoformat(), "modified_until": AT.isoformat()}
    page = Client().get("/api/v1/vacancies", window).json()
    was_public = kind == "public"
    assert [each["id"] for each in page["removed"]] == [str(vacancy.id)] * was_public
    assert page["total"] == was_public
    for address in (f"/api/v1/vacancies/{vacancy.id}", f"/en/vacancies/{vacancy.id}"):
        assert Client().get(address).status_code == (410 if was_public else 404)


@pytest.mark.row("V-17")
def test_a_public_ad_that_a_moderator_refuses_is_told_to_whoever_keeps_a_copy(tmp_path: Path) -> None:
    vacancy = refused(tmp_path)
    Change.objects.update(at=AT - timedelta(days=1))
    page = Client().get("/api/v1/vacancies", {"modified_since": (AT - timedelta(days=2)).isoformat()}).json()
    assert [each["id"] for each in page["removed"]] == [str(vacancy.id)]


@pytest.mark.row("V-10")
def test_a_refused_ad_whose_date_has_passed_is_read_again_when_its_source_prolongs_it(tmp_path: Path) -> None:
    vacancy, later = refused(tmp_path), AT + timedelta(days=30)
    assert expire_due(at=later) == 1
    prolonged = {"application_deadline": "2027-02-01T23:59:59", "last_publication_date": "2027-02-01T23:59:59"}
    assert sent(tmp_path, ad(id="1", timestamp=T3, **prolonged), at=later) is AdStatus.CHECKING
    vacancy.refresh_from_db()
    assert vacancy.public_since is None


@pytest.mark.row("V-10")
def test_a_refusal_that_was_lifted_since_keeps_no_new_version_back(tmp_path: Path) -> None:
    vacancy = refused(tmp_path)
    Decision.objects.create(vacancy=vacancy, version=1, accepted=True, by="x", by_kind="staff", at=AT + timedelta(1))
    Vacancy.objects.update(status=AdStatus.ACTIVE, status_reason=None)
    assert sent(tmp_path, OFFERED_AGAIN) is AdStatus.ACTIVE


@pytest.mark.row("V-08")
@pytest.mark.parametrize("name", ["application_deadline", "last_publication_date"])
def test_an_ad_whose_end_was_an_hour_ago_is_not_published_for_the_usual_time(tmp_path: Path, name: str) -> None:
    over = ad(id="1", **{name: "2026-11-25T09:00:00"})  # Stockholm's nine is eight in Greenwich, and it is nine there.
    assert sent(tmp_path, over) is AdStatus.EXPIRED
    vacancy = Vacancy.objects.get()
    assert (vacancy.public_since, vacancy.ended_at, vacancy.contacts.count()) == (None, AT, 0)
    assert outcomes(tmp_path) == {"unchanged": 1}
