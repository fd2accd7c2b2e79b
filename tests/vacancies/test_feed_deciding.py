"""What becomes of a record: four outcomes that add up, a second run that changes nothing, reports that tell."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from firststop.vacancies.enums import UNANSWERED, AdStatus, IntakeResult
from firststop.vacancies.feeds import Decision, ExistingVersion, Summary, decide, line_of, report_of
from firststop.vacancies.feeds.deciding import REMOVED_AT_SOURCE
from firststop.vacancies.schemas import record_json_schema
from tests.cast import SHARED
from tests.vacancies.feed_records import NOW, ad, live, mapped, run, without

CREATED, UPDATED, UNCHANGED, REFUSED = (
    IntakeResult.CREATED,
    IntakeResult.UPDATED,
    IntakeResult.UNCHANGED,
    IntakeResult.REFUSED,
)
LATER = {"timestamp": 1793961600000 + 86_400_000}
REMOVAL = {"id": "22884504", "removed": True, "removed_date": "2026-11-20T12:00:00"}
NOWHERE: dict[str, Any] = {"workplace_address": None}
PAST = {"application_deadline": "2026-11-24T23:59:59"}


def decided(record: dict[str, Any], existing: ExistingVersion | None = None) -> Decision:
    return decide(existing, mapped("jobtech", record), at=NOW)


def known(record: dict[str, Any], status: AdStatus = AdStatus.ACTIVE, **more: Any) -> ExistingVersion:
    vacancy = mapped("jobtech", record).vacancy
    assert vacancy is not None
    return ExistingVersion(vacancy.digest(), status, moment=vacancy.modified_at, **more)


@pytest.mark.parametrize(
    ("record", "status"),
    [
        (ad(), AdStatus.ACTIVE),
        (ad(**PAST), AdStatus.EXPIRED),
        (ad(last_publication_date="2026-11-24T23:59:59"), AdStatus.EXPIRED),
        (ad(application_deadline="2026-11-25T23:59:59"), AdStatus.ACTIVE),
        (ad(application_deadline="2026-11-25T08:00:00"), AdStatus.EXPIRED),
        (ad(last_publication_date="2026-11-25T10:00:00"), AdStatus.EXPIRED),
        (ad(last_publication_date="2026-11-25T10:00:01"), AdStatus.ACTIVE),
        (ad(**NOWHERE), AdStatus.CHECKING),
        (ad(**NOWHERE, remote=True), AdStatus.ACTIVE),
        (without(ad(), "publication_date"), AdStatus.CHECKING),
        (ad(**NOWHERE, **PAST), AdStatus.EXPIRED),
        (ad(headline="IT"), AdStatus.CHECKING),
        (without(ad(), "occupation", "occupation_group"), AdStatus.ACTIVE),
    ],
)
def test_a_new_ad_is_published_checked_or_expired(record: dict[str, Any], status: AdStatus) -> None:
    decision = decided(record)
    assert (decision.outcome, decision.status, decision.version) == (CREATED, status, 1)


@pytest.mark.parametrize(
    ("day", "hour", "status"),
    [(25, 0, AdStatus.ACTIVE), (25, 22, AdStatus.ACTIVE), (25, 23, AdStatus.EXPIRED), (26, 9, AdStatus.EXPIRED)],
)
def test_a_last_day_without_an_hour_counts_whole_where_its_source_is(day: int, hour: int, status: AdStatus) -> None:
    at = datetime(2026, 11, day, hour, tzinfo=UTC)  # Stockholm is an hour ahead.
    assert decide(None, mapped("jobtech", ad(application_deadline="2026-11-25")), at=at).status is status


def test_an_ad_that_waits_says_what_it_lacks() -> None:
    assert [note.problem.rule for note in decided(ad(**NOWHERE)).notes] == ["missing.places"]


def test_an_ad_without_a_date_of_its_own_ends_90_days_after_its_last_sign_of_life() -> None:
    decision = decide(None, mapped("trudvsem", live()), at=NOW)
    assert decision.status is AdStatus.ACTIVE
    assert decision.ends_at is not None
    assert decision.ends_at.isoformat() == "2026-12-14T01:06:21+00:00"
    old = decide(None, mapped("trudvsem", live(date_modify="2026-08-01T00:00:00+0300")), at=NOW)
    assert old.status is AdStatus.EXPIRED


def test_equal_content_is_unchanged_and_other_content_a_new_version() -> None:
    before = known(ad())
    assert decided(ad(**LATER), before).outcome is UNCHANGED
    changed = decided(ad(headline="Annan titel", **LATER), before)
    assert (changed.outcome, changed.version, changed.status) == (UPDATED, 2, AdStatus.ACTIVE)


def test_what_is_older_than_what_we_know_changes_nothing() -> None:
    decision = decided(ad(headline="Gammal titel", timestamp=1700000000000), known(ad()))
    assert decision.outcome is UNCHANGED
    assert [note.problem.rule for note in decision.notes] == ["modified_at.older"]


@pytest.mark.parametrize(
    ("existing", "outcome"),
    [
        (None, UNCHANGED),
        (known(ad()), UPDATED),
        (known(ad(), AdStatus.CHECKING), UPDATED),
        (known(ad(), AdStatus.REJECTED), UPDATED),
        (known(ad(), AdStatus.STOPPED), UNCHANGED),
        (known(ad(), AdStatus.EXPIRED), UNCHANGED),
        (known(ad(), AdStatus.DELETED), UNCHANGED),
    ],
)
def test_a_removal_stops_what_is_open_and_nothing_else(existing: ExistingVersion | None, outcome: IntakeResult) -> None:
    decision = decided(REMOVAL, existing)
    assert decision.outcome is outcome
    if outcome is UPDATED:
        assert (decision.status, decision.status_reason) == (AdStatus.STOPPED, REMOVED_AT_SOURCE)


STOPPED_AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reason", "record", "outcome"),
    [
        (REMOVED_AT_SOURCE, ad(timestamp=1795824000000), UPDATED),
        (REMOVED_AT_SOURCE, ad(), UNCHANGED),
        (REMOVED_AT_SOURCE, without(ad(), "timestamp", "publication_date"), UNCHANGED),
        (UNANSWERED, ad(timestamp=1795824000000), UPDATED),
        (UNANSWERED, ad(), UNCHANGED),
        ("said_filled", ad(headline="Ny", timestamp=1795824000000), UNCHANGED),
    ],
)
def test_a_source_offers_again_what_it_took_back_or_what_nobody_answered_for(
    reason: str, record: dict[str, Any], outcome: IntakeResult
) -> None:
    existing = known(ad(), AdStatus.STOPPED, status_reason=reason, ended_at=STOPPED_AT)
    assert decided(record, existing).outcome is outcome


def test_an_ad_that_was_deleted_for_good_stays_so_and_is_told() -> None:
    decision = decided(ad(headline="Ny", **LATER), known(ad(), AdStatus.DELETED))
    assert (decision.outcome, decision.status) == (UNCHANGED, AdStatus.DELETED)
    assert [note.problem.rule for note in decision.notes] == ["reference.deleted"]


def test_a_new_version_of_a_refused_ad_is_looked_at_again() -> None:
    decision = decided(ad(headline="Ny", **LATER), known(ad(), AdStatus.REJECTED))
    assert (decision.outcome, decision.status) == (UPDATED, AdStatus.CHECKING)
    assert decided(ad(), known(ad(), AdStatus.REJECTED)).outcome is UNCHANGED


def write(folder: Path, *documents: Any) -> Path:
    for number, document in enumerate(documents):
        (folder / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def outcomes(decisions: list[Decision]) -> list[str]:
    return [decision.outcome.value for decision in decisions]


def test_a_stream_is_taken_in_order_and_ends_the_same_when_it_is_sent_again(tmp_path: Path) -> None:
    again = ad(headline="Tredje", timestamp=1795824000000)
    folder = write(tmp_path, [ad(), ad(), ad(headline="Andra", **LATER), REMOVAL], again, {"headline": "x"})
    first, left = run("jobtech", [folder])
    assert outcomes(first) == ["created", "unchanged", "updated", "updated", "updated", "refused"]
    again_left = run("jobtech", [folder], left)[1]
    assert again_left.all() == left.all()


def test_a_stream_that_ends_with_a_removal_ends_so_again(tmp_path: Path) -> None:
    folder = write(tmp_path, [ad(), ad(headline="Andra", **LATER), REMOVAL])
    first, left = run("jobtech", [folder])
    assert outcomes(first) == ["created", "updated", "updated"]
    assert outcomes(run("jobtech", [folder], left)[0]) == ["unchanged"] * 3


@pytest.mark.row("V-06")
def test_a_second_run_of_any_file_without_removals_is_all_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path, [ad(), ad(id=2, **NOWHERE), ad(id=3, **PAST)], ad(headline="Andra", **LATER))
    first, left = run("jobtech", [folder])
    assert outcomes(first) == ["created", "created", "created", "updated"]
    assert outcomes(run("jobtech", [folder], left)[0]) == ["unchanged"] * 4


def summary(decisions: list[Decision]) -> Summary:
    counted = Summary()
    for decision in decisions:
        counted.add(decision)
    return counted


def test_the_summary_counts_outcomes_that_add_up_and_refusals_by_rule(tmp_path: Path) -> None:
    folder = write(tmp_path, [ad(), ad(), ad(id=1, headline=None), {"id": 5, "removed": True}, 7])
    assert summary(run("jobtech", [folder])[0]).as_json() == {
        "read": 5,
        "created": 1,
        "updated": 0,
        "unchanged": 2,
        "refused": 2,
        "by_reason": {"missing.title": 1, "parse": 1},
    }


@pytest.mark.row("V-15")
@pytest.mark.skipif(SHARED is None, reason="shared data is not on this machine")
@pytest.mark.parametrize(("provider", "count"), [("trudvsem", 3), ("jobtech", 7)])
def test_real_files_are_all_created_and_then_all_unchanged(provider: str, count: int) -> None:
    assert SHARED is not None
    paths = [SHARED / "feeds" / provider]
    first, left = run(provider, paths)
    assert summary(first).as_json() | {"by_reason": {}} == {
        "read": count, "created": count, "updated": 0, "unchanged": 0, "refused": 0, "by_reason": {}
    }  # fmt: skip
    assert outcomes(run(provider, paths, left)[0]) == ["unchanged"] * count
    schema = jsonschema.Draft202012Validator(record_json_schema())
    for decision in first:
        line = line_of(decision, provider)
        assert line is not None
        schema.validate(json.loads(line))


@pytest.mark.row("V-13")
def test_a_line_has_null_for_what_is_unknown_and_never_0_or_an_empty_text() -> None:
    line = line_of(decide(None, mapped("trudvsem", live(salary_max=0, skills=[])), at=NOW), "trudvsem")
    assert line is not None
    said = json.loads(line)
    assert (said["pay_min"], said["pay_max"], said["contract"], said["skills"]) == ("101900.00", None, None, None)
    assert said["occupation_codes"][0]["code"] == "201294"
    assert said["employer_number_scheme"] == "ru-inn"
    assert not [name for name, value in said.items() if value == "" or (value == 0 and value is not False)]


def test_a_removal_has_a_line_and_a_refused_record_has_none() -> None:
    line = line_of(decided(REMOVAL, known(ad())), "jobtech")
    assert line is not None
    said = json.loads(line)
    assert (said["status"], said["title"], said["removed_at"]) == ("stopped", None, "2026-11-20T11:00:00Z")
    jsonschema.Draft202012Validator(record_json_schema()).validate(said)
    assert line_of(decided(ad(id=None)), "jobtech") is None


def test_a_report_names_every_field_that_was_not_understood() -> None:
    rows = list(report_of(decided(ad(access="Enligt överenskommelse", headline="IT"))))
    told = {(row.row, row.pointer, row.rule, row.severity, row.value) for row in rows}
    assert (1, "/access", "unmapped.start_date", "warning", "Enligt överenskommelse") in told
    assert (1, "/title", "title.too_short", "warning", None) in told


def test_a_report_on_a_refused_record_says_why_once() -> None:
    rows = [row for row in report_of(decided(ad(headline="", id=None))) if row.severity == "error"]
    assert [(row.rule, row.pointer) for row in rows] == [("missing.title", "/headline"), ("missing.id", "/id")]
    assert all(row.hint and row.detail for row in rows)
