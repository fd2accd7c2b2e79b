"""The match index of a running process follows the relations between enterprises."""

import pytest

from firststop.employers.models import Establishment
from firststop.employers.services import begin_acting
from firststop.matching import indexing, queries
from tests.core.test_changes import wait_until_settled
from tests.matching.test_not_to_employer import scene
from tests.placements.stage import AT, MODERATOR


def test_an_agency_that_begins_later_stops_seeing_the_person(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "live", indexing.LiveIndex())
    told = scene("stranger")
    wait_until_settled()
    assert [match.id for match in queries.people_for(told.vacancy.id, on=AT.date())] == [told.who.id]
    named = Establishment.objects.exclude(id=told.vacancy.establishment_id).get()
    begin_acting(told.vacancy.establishment_id, named.id, by=MODERATOR, at=AT)
    wait_until_settled()
    assert queries.people_for(told.vacancy.id, on=AT.date()) == []
