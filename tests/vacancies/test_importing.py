"""A feed comes into the database: as its dry run said, once, and with what was taken back taken back."""

import json
from collections import Counter
from pathlib import Path

import pytest

from firststop.core.actor import system
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services.importing import Import, import_feed
from tests.vacancies.feed_records import ad
from tests.vacancies.test_life import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-15")]


def outcomes(folder: Path, *, writes: bool = True) -> Counter[str]:
    job = Import("jobtech", system("vacancies.feeds.jobtech"), AT, writes=writes)
    return Counter(decision.outcome.value for decision in import_feed(job, [folder]))


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
