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
