"""A saved search tells of a feed's new ads, and not of old ones that the feed has changed."""

import pytest

from firststop.core.models import Change
from firststop.vacancies.enums import AdStatus, SourceType
from firststop.vacancies.events import TOPIC
from firststop.vacancies.services import Item, receive_batch
from tests.vacancies.test_alerts import DAY, catch_up, index, kept, run, told
from tests.vacancies.test_life import AT, Firm, record

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("J-07")]
__all__ = ["index"]


def imported(firm: Firm, reference: str, day: int, status: AdStatus = AdStatus.ACTIVE, **changes: object) -> None:
    item = Item(reference, record(**changes), firm.firm.id, SourceType.PARTNER_BOARD, status)
    receive_batch([item], provider="test", by=firm.by, at=AT + day * DAY)


@pytest.mark.usefixtures("index")
def test_an_old_ad_that_a_feed_changes_is_not_new_and_a_new_one_is() -> None:
    firm = Firm()
    imported(firm, "old", -40)
    catch_up()
    search = kept()
    imported(firm, "old", 1, openings=7)
    assert (run(AT + DAY), told(search)) == (0, [])
    imported(firm, "new", 2)
    assert (run(AT + 2 * DAY), told(search)) == (1, [(1, 1)])


@pytest.mark.usefixtures("index")
def test_an_ad_that_waited_or_had_ended_is_told_as_published_and_one_that_was_public_as_changed() -> None:
    firm = Firm()
    for reference, status in (("waited", AdStatus.CHECKING), ("ended", AdStatus.EXPIRED), ("public", AdStatus.ACTIVE)):
        imported(firm, reference, 0, status)
    Change.objects.all().delete()
    for reference in ("waited", "ended", "public"):
        imported(firm, reference, 1, openings=7)
    verbs = Change.objects.filter(topic=TOPIC).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["vacancy_published", "vacancy_published", "vacancy_changed"]
