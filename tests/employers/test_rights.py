"""Who has lost the right to speak for an enterprise does nothing more in its name, also in a request that runs."""

from collections.abc import Callable

import pytest

from firststop.accounts.enums import MembershipState, Role
from firststop.accounts.models import Membership
from firststop.accounts.services import end_membership
from firststop.core.models import Change
from firststop.core.refusals import Refused
from firststop.employers.enums import RequestKind, Verification
from firststop.employers.events import REGISTER_FACTS_NOTED
from firststop.employers.models import Establishment, Proof, ServiceRequest
from firststop.employers.services import (
    ask_proof,
    ask_service,
    close_request,
    confirm_code,
    note_register_facts,
    register_establishment,
    register_unit,
    state_size,
)
from tests import cast
from tests.employers.firms import NOW, OTHER_INN, PHONE, aidas_firm
from tests.people import BY, actor, lead, organisation_of, person
from tests.races import revoked_meanwhile

pytestmark = [pytest.mark.sql, pytest.mark.row("SR-15")]


@pytest.mark.django_db
def test_who_has_left_registers_proves_and_asks_nothing() -> None:
    firm, aida = aidas_firm(), actor(cast.AIDA)
    proof, code = ask_proof(firm.id, Verification.LETTER, by=aida, at=NOW)
    asked = ask_service(firm.id, RequestKind.SHORTLIST, by=aida, at=NOW)
    house = organisation_of(cast.KUMUSH_IYNE).id
    Membership.objects.filter(account=person(cast.AIDA)).update(state=MembershipState.ENDED)
    before = state_of_all()
    deeds: dict[str, Callable[[], object]] = {
        "register": lambda: register_establishment(
            organisation=house, name="Экинчи", number=OTHER_INN, scheme="kg-inn", by=aida
        ),
        "unit": lambda: register_unit(firm.id, name="Цех", place=str(firm.place_id), by=aida),
        "size": lambda: state_size(firm.id, staff=3, by=aida),
        "ask for a proof": lambda: ask_proof(firm.id, Verification.COUNTER, by=aida, at=NOW),
        "enter a code": lambda: confirm_code(proof.id, code or "", by=aida, at=NOW),
        "ask the service": lambda: ask_service(firm.id, RequestKind.CALL, by=aida, at=NOW),
        "close a request": lambda: close_request(asked.id, by=aida, at=NOW),
    }
    for name, deed in deeds.items():
        with pytest.raises(Refused) as no:
            deed()
        assert (name, no.value.first.rule) == (name, "right.missing")
    assert state_of_all() == before


@pytest.mark.commits
def test_nothing_is_written_after_a_clerk_lost_the_desk_while_fifty_requests_run(committed: str) -> None:
    firm, clerk = aidas_firm(), lead()
    role = Membership.objects.get(account=person(cast.MEERIM), role=Role.LEAD)
    noted = Change.objects.filter(verb=REGISTER_FACTS_NOTED)
    then, finally_ = revoked_meanwhile(
        lambda: note_register_facts(firm.id, phone=PHONE, site=None, by=clerk),
        noted.count,
        lambda: end_membership(role.id, by=BY, at=NOW),
    )
    assert then == finally_ > 3


def state_of_all() -> tuple[object, ...]:
    """Return what the deeds would change."""
    firms = sorted(Establishment.objects.values_list("number", "name", "size", "verified_by"))
    proofs = sorted(Proof.objects.values_list("way", "state", "tries"))
    asked = sorted(ServiceRequest.objects.values_list("kind", "closed_at"))
    return firms, proofs, asked, Change.objects.count()
