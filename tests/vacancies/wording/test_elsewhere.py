"""Ordinary words about work, written by others, are not blocked."""

import csv

import pytest

from firststop.vacancies.rules.wording import AdFacts, Verdict, check_wording
from tests.cast import SHARED
from tests.counts import count

pytestmark = pytest.mark.row("SR-20")
#: Three texts name sexual services, which a person decides about anyway.
MOST_BLOCKED = 0.005


@pytest.mark.skipif(SHARED is None, reason="the shared data is not beside the checkout")
@pytest.mark.parametrize("name", ["occupations", "skills"])
def test_descriptions_of_work_are_not_blocked(name: str) -> None:
    assert SHARED
    with (SHARED / "esco" / f"{name}_en.csv").open(encoding="utf-8", newline="") as file:
        read = [f"{line['preferredLabel']}. {line['description']}" for line in csv.DictReader(file)]
    tried = read[:: max(1, len(read) // count(300, proof=len(read)))]
    blocked = [
        text
        for text in tried
        for finding in check_wording({"description": text}, language="en", facts=AdFacts())
        if finding.verdict is Verdict.SURE
    ]
    assert len(blocked) <= MOST_BLOCKED * len(tried), blocked
