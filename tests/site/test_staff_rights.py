"""Who has lost a role in the service does nothing more by it, also in a request that runs already (SR-15)."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from firststop.accounts.enums import MembershipState, Role
from firststop.accounts.models import Membership
from firststop.accounts.services import ask_second_factor_reset, decide_second_factor_reset
from firststop.casework.services import give_back_task, note_call, open_call, plan_next_action, take_task
from firststop.core.actor import Actor
from firststop.core.messages import YES
from firststop.core.refusals import Refused
from firststop.employers.enums import Verification
from firststop.employers.services import (
    answer_request,
    begin_acting,
    decide_proof,
    end_acting,
    note_register_facts,
    trust_establishment,
    write_letter,
)
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import open_call_code, open_code_to_give, set_visibility
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Appeal, Vacancy
from firststop.vacancies.services import accept_vacancy, decide_appeal, reject_vacancy, settle_reports
from tests import cast, people
from tests.scene import DESK, Scene, fingerprint, undone

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.row("SR-15")]

#: A deed of staff on the scene, and what must have been done before it.
Deed = Callable[[Mapping[str, uuid.UUID], Actor], object]
AT = timezone.now() + timedelta(minutes=1)
DEEDS: dict[str, tuple[cast.Person, Deed]] = {
    "accept": (cast.SAMAT, lambda its, by: accept_vacancy(its["waiting"], by=by, at=AT)),
    "reject": (
        cast.SAMAT,
        lambda its, by: reject_vacancy(its["vacancy"], code=RejectionCode.MISLEADING, text="", by=by, at=AT),
    ),
    "settle reports": (cast.SAMAT, lambda its, by: settle_reports(its["vacancy"], outcome="fine", by=by, at=AT)),
    "decide an appeal": (cast.MEERIM, lambda its, by: decide_appeal(its["appeal"], upheld=True, by=by, at=AT)),
    "decide a proof": (DESK, lambda its, by: decide_proof(its["proof"], granted=True, note="Seen", by=by, at=AT)),
    "write a letter": (DESK, lambda its, by: write_letter(its["letter"], address="Ош", by=by, at=AT)),
    "trust a firm": (
        DESK,
        lambda its, by: trust_establishment(its["employer"], way=Verification.COUNTER, by=by, at=AT),
    ),
    "note what the register says": (
        DESK,
        lambda its, by: note_register_facts(its["employer"], phone="+996312000001", site=None, by=by),
    ),
    "answer a firm": (cast.GULNARA, lambda its, by: answer_request(its["asked"], answer="Yes", by=by, at=AT)),
    "name an agency": (
        DESK,
        lambda its, by: begin_acting(its["employer"], its["rival_employer"], by=by, at=AT),
    ),
    "end an agency": (DESK, lambda its, by: end_acting(its["rival_employer"], its["employer"], by=by, at=AT)),
    "take a task": (cast.SAMAT, lambda its, by: take_task(its["task"], by=by, at=AT)),
    "give a task back": (DESK, lambda its, by: give_back_task(its["taken"], by=by)),
    "open a call": (DESK, lambda its, by: open_call(its["message"], by=by, on=AT.date(), at=AT)),
    "note a call": (DESK, lambda its, by: note_call(its["message"], YES, by=by, at=AT)),
    "plan the next step": (
        cast.GULNARA,
        lambda its, by: plan_next_action(its["person"], action="Call", on=AT.date(), by=by),
    ),
    "write a client's profile": (
        cast.GULNARA,
        lambda its, by: set_visibility(its["profile"], Visibility.HIDDEN, by=by),
    ),
    "open a code": (DESK, lambda its, by: open_call_code(code_of(its), role=Role.DESK, by=by, at=AT)),
    "give a client": (DESK, lambda its, by: open_code_to_give(code_of(its), role=Role.DESK, by=by, at=AT)),
    "ask for a lost second factor": (
        DESK,
        lambda its, by: ask_second_factor_reset(its["newcomer"], reason="Voice", by=by, at=AT),
    ),
    "decide about a lost second factor": (
        cast.MEERIM,
        lambda its, by: decide_second_factor_reset(its["reset"], granted=True, by=by, at=AT),
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_staff_may_do_they_may_not_once_the_role_has_ended(scene: Scene, deed: str) -> None:
    who, act = DEEDS[deed]
    its, by = ready(scene), people.actor(who)
    do = partial(act, its, by)
    before = fingerprint()
    with undone():
        do()
        assert fingerprint() != before
    Membership.objects.filter(account=people.person(who)).update(state=MembershipState.ENDED)
    before = fingerprint()
    with pytest.raises(Refused) as no:
        do()
    assert no.value.first.rule == "right.missing"
    assert fingerprint() == before


def ready(scene: Scene) -> dict[str, uuid.UUID]:
    """Return the scene's ids, with what some deeds need besides."""
    its = {name: uuid.UUID(key) for name, key in scene.ids.items() if len(key) == len(str(uuid.uuid4()))}
    at = timezone.now()
    begin_acting(its["rival_employer"], its["employer"], by=people.BY, at=at)
    Vacancy.objects.filter(id=its["rival_vacancy"]).update(status=AdStatus.CHECKING)
    take_task(its["task"], by=people.actor(DESK), at=at)
    its |= {
        "waiting": its["rival_vacancy"],
        "taken": its["task"],
        "appeal": Appeal.objects.get(decision__vacancy=its["rejected"]).id,
        "profile": Profile.objects.get(person=its["person"]).id,
        "newcomer": people.person(cast.CHARLIE).id,
    }
    return its


def code_of(its: Mapping[str, uuid.UUID]) -> str:
    """Return the code that the scene's jobseeker gives away."""
    return Profile.objects.get(id=its["profile"]).code
