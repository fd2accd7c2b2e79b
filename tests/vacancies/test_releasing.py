"""A held ad goes before a moderator as soon as somebody has proven to speak for its employer."""

import pytest

from firststop.employers.enums import Verification
from firststop.employers.services import trust_establishment
from firststop.vacancies import releasing
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from tests.core.test_changes import wait_until_settled
from tests.vacancies.test_life import AT, MODERATOR, Firm

pytestmark = pytest.mark.commits


def test_a_proof_brings_the_held_ads_of_its_employer_before_a_moderator(committed: str) -> None:
    firm, other = Firm(verified=False), Firm(verified=False)
    held, waits = firm.post(), other.post()
    trust_establishment(firm.firm.id, way=Verification.COUNTER, by=MODERATOR, at=AT)
    wait_until_settled()
    while releasing.step():
        pass
    assert Vacancy.objects.get(id=held.id).status == AdStatus.CHECKING
    assert Vacancy.objects.get(id=waits.id).status == AdStatus.RECEIVED
