"""All journeys share one instance, in whichever order they run: none takes a number that another may have."""

import re
from pathlib import Path

from tests import cast
from tests.journeys.visitor import own_firm_number, own_number

#: A phone number, or the number of an enterprise.
WRITTEN = re.compile(r"\+996\d{9}|\b\d{14}\b")


def test_numbers_are_given_out_once() -> None:
    given = [make() for make in (own_number, own_firm_number) for _time in range(50)]
    assert len(set(given)) == len(given)
    assert set(given).isdisjoint(who.phone for who in cast.CAST)
    assert [one for one in given if not WRITTEN.fullmatch(one)] == []


def test_no_journey_writes_a_number_down() -> None:
    here = Path(__file__).parent.glob("*.py")
    assert {path.name: found for path in here if (found := WRITTEN.findall(path.read_text(encoding="utf-8")))} == {}
