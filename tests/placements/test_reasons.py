"""A firm may say no for a reason that can be true of it, and for no other."""

import pytest

from firststop.core.refusals import Refused
from firststop.placements import services
from firststop.placements.enums import RefusalReason
from firststop.placements.models import Application
from firststop.placements.reasons import open_reasons
from firststop.vacancies.queries import vacancy_card
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT, Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("P-03")]

_PLACE = {RefusalReason.POSITION_FILLED, RefusalReason.POSITION_WITHDRAWN}
_LAW = {RefusalReason.NOT_ELIGIBLE}


@pytest.mark.parametrize(
    ("stated", "closed"),
    [
        (None, _PLACE | _LAW),
        ({}, _LAW),
        ({"quota": False, "licences": []}, _LAW),
        ({"quota": True}, set()),
        ({"protected_groups": ["people with a disability"]}, set()),
        ({"lawful_grounds": [{"rule": "age", "text": "Night work"}]}, set()),
        ({"licences": ["C"]}, set()),
    ],
    ids=["without a vacancy", "an ordinary place", "nothing stated", "quota", "group", "ground", "licence"],
)
def test_what_a_firm_is_to_an_application_decides_its_reasons(
    stated: dict[str, object] | None, closed: set[RefusalReason]
) -> None:
    card = None
    if stated is not None:
        vacancy = stage.sewing().vacancy()
        vacancy.record |= stated
        vacancy.save()
        card = vacancy_card(vacancy.id)
    assert open_reasons(card) == [reason for reason in RefusalReason if reason not in closed]


def test_a_reason_that_cannot_be_true_is_not_offered_and_not_taken() -> None:
    house = stage.sewing()
    application = stage.sent(house.vacancy(), people.person(cast.AIGUL))
    client, address = people.signed_in(cast.AIDA), f"/en/applications/{application.id}"
    html = client.get(address).content.decode()
    assert 'value="language"' in html
    assert 'value="not_eligible"' not in html
    assert client.post(f"{address}/refuse", {"reason": "not_eligible"}).status_code == 400
    with pytest.raises(Refused) as no:
        services.refuse_application(
            application.id,
            reason=RefusalReason.NOT_ELIGIBLE,
            note="",
            **Firm(organisation=house.organisation, by=house.by, at=AT),
        )
    assert (no.value.first.rule, no.value.first.pointer) == ("application.reason", "/reason")
    assert Application.objects.get().state == "new"
