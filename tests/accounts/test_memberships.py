"""Memberships: invited, accepted, suspended, handed over; no organisation loses its last administrator."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from firststop.accounts import services
from firststop.accounts.enums import MEMBERSHIP_ARROWS, MembershipState, OrganisationKind, Role
from firststop.accounts.models import Account, Membership, Organisation
from firststop.accounts.queries import accounts_with_role
from firststop.core.actor import Actor, ActorKind
from firststop.core.models import Change, Message
from firststop.core.refusals import Refused
from tests import cast
from tests.counts import count
from tests.people import BY, actor, organisation_of, person

AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Bishkek"))
pytestmark = [pytest.mark.django_db, pytest.mark.row("A-04")]


def membership(who: cast.Person, role: Role) -> Membership:
    return Membership.objects.get(account=person(who), role=role, organisation=organisation_of(who.parts[0].firm))


def join(house: uuid.UUID, account: Account, role: Role, *, by: Actor = BY) -> Membership:
    _member, code = services.invite_member(house, role, at=AT, by=by)
    return services.accept_invitation(code, account.id, at=AT, by=Actor(str(account.id), ActorKind.PERSON))


def refused(act: Callable[[], object]) -> str:
    """Return the rule that refuses `act`, and see that nothing was written."""
    before = (list(Membership.objects.order_by("id").values()), Change.objects.count(), Message.objects.count())
    with pytest.raises(Refused) as no:
        act()
    after = (list(Membership.objects.order_by("id").values()), Change.objects.count(), Message.objects.count())
    assert before == after
    return no.value.first.rule


def test_an_invitation_is_accepted_by_its_code_however_it_is_typed() -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    _member, code = services.invite_member(house.id, Role.RECRUITER, at=AT, by=actor(cast.AIDA))
    typed = f" {code.lower().replace('-', ' ')} "
    member = services.accept_invitation(typed, person(cast.CHARLIE).id, at=AT, by=actor(cast.CHARLIE))
    assert (member.state, member.role, member.organisation_id) == (MembershipState.ACTIVE, Role.RECRUITER, house.id)
    assert code not in str(list(Membership.objects.values()))


def test_a_code_is_used_once_and_dies_after_a_fortnight() -> None:
    house, charlie = organisation_of(cast.KUMUSH_IYNE), person(cast.CHARLIE)
    _member, code = services.invite_member(house.id, Role.RECRUITER, at=AT, by=actor(cast.AIDA))
    late = AT + services.memberships.INVITATION_LIFE + timedelta(seconds=1)
    assert refused(lambda: services.accept_invitation(code, charlie.id, at=late, by=actor(cast.CHARLIE))) == "not_found"
    services.accept_invitation(code, charlie.id, at=AT, by=actor(cast.CHARLIE))
    assert refused(lambda: services.accept_invitation(code, person(cast.ERMEK).id, at=AT, by=actor(cast.ERMEK)))


def test_a_role_is_worn_once() -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    person(cast.NURLAN)
    _member, code = services.invite_member(house.id, Role.RECRUITER, at=AT, by=actor(cast.AIDA))
    assert (
        refused(lambda: services.accept_invitation(code, person(cast.NURLAN).id, at=AT, by=actor(cast.NURLAN)))
        == "membership.twice"
    )


@pytest.mark.parametrize(
    ("firm", "role"),
    [(cast.KUMUSH_IYNE, Role.COUNSELLOR), (cast.KUMUSH_IYNE, Role.MODERATOR), (cast.SERVICE, Role.RECRUITER)],
)
def test_an_organisation_has_the_roles_of_its_kind(firm: cast.Firm, role: Role) -> None:
    house = organisation_of(firm)
    assert refused(lambda: services.invite_member(house.id, role, at=AT, by=BY)) == "membership.role"


@pytest.mark.parametrize("who", [cast.NURLAN, cast.CHARLIE, cast.BAKYT, cast.MEERIM])
def test_only_its_administrator_changes_an_organisation(who: cast.Person) -> None:
    house, by = organisation_of(cast.KUMUSH_IYNE), actor(who)
    other = membership(cast.AIDA, Role.ADMINISTRATOR)
    mine = membership(cast.NURLAN, Role.RECRUITER)
    acts: list[Callable[[], object]] = [
        lambda: services.invite_member(house.id, Role.RECRUITER, at=AT, by=by),
        lambda: services.suspend_membership(other.id, by=by, at=AT),
        lambda: services.resume_membership(mine.id, by=by, at=AT),
        lambda: services.end_membership(other.id, by=by, at=AT),
        lambda: services.hand_over(other.id, person(cast.NURLAN).id, by=by, at=AT),
    ]
    assert [refused(act) for act in acts] == ["right.missing"] * 5


def test_everyone_may_leave() -> None:
    services.end_membership(membership(cast.NURLAN, Role.RECRUITER).id, by=actor(cast.NURLAN), at=AT)
    assert membership(cast.NURLAN, Role.RECRUITER).state == MembershipState.ENDED


def test_a_member_is_told_what_an_administrator_changed() -> None:
    nurlan = membership(cast.NURLAN, Role.RECRUITER)
    services.suspend_membership(nurlan.id, by=actor(cast.AIDA), at=AT)
    services.resume_membership(nurlan.id, by=actor(cast.AIDA), at=AT)
    told = Message.objects.filter(person=person(cast.NURLAN).id, kind="accounts.membership_changed")
    assert told.count() == 2
    assert str(cast.NURLAN.name().family) not in str(list(told.values()))


@pytest.mark.parametrize("deed", [services.suspend_membership, services.end_membership])
def test_the_last_administrator_cannot_leave(deed: Callable[..., object]) -> None:
    aida = membership(cast.AIDA, Role.ADMINISTRATOR)
    rule = refused(lambda: deed(aida.id, by=actor(cast.AIDA), at=AT))
    assert rule == "membership.last_administrator"


def test_a_closed_account_is_no_administrator_who_could_stay() -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    join(house.id, person(cast.CHARLIE), Role.ADMINISTRATOR)
    Account.objects.filter(email=cast.CHARLIE.email).update(is_active=False)
    aida = membership(cast.AIDA, Role.ADMINISTRATOR)
    assert (
        refused(lambda: services.end_membership(aida.id, by=actor(cast.AIDA), at=AT)) == "membership.last_administrator"
    )


def test_the_role_is_handed_over_in_one_step() -> None:
    aida = membership(cast.AIDA, Role.ADMINISTRATOR)
    heir = services.hand_over(aida.id, person(cast.NURLAN).id, by=actor(cast.AIDA), at=AT)
    aida.refresh_from_db()
    assert (aida.state, heir.state, heir.role) == (MembershipState.ENDED, MembershipState.ACTIVE, Role.ADMINISTRATOR)


@pytest.mark.parametrize("successor", [cast.AIDA, cast.CHARLIE, cast.BAKYT])
def test_it_is_handed_only_to_another_active_member(successor: cast.Person) -> None:
    aida = membership(cast.AIDA, Role.ADMINISTRATOR)
    heir = person(successor).id
    assert refused(lambda: services.hand_over(aida.id, heir, by=actor(cast.AIDA), at=AT)) == "membership.successor"


def test_a_suspended_administrator_who_takes_over_has_the_rights_back() -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    person(cast.NURLAN)
    second = join(house.id, person(cast.NURLAN), Role.ADMINISTRATOR)
    services.suspend_membership(second.id, by=actor(cast.AIDA), at=AT)
    aida = membership(cast.AIDA, Role.ADMINISTRATOR)
    heir = services.hand_over(aida.id, person(cast.NURLAN).id, by=actor(cast.AIDA), at=AT)
    assert (heir.id, heir.state) == (second.id, MembershipState.ACTIVE)


def test_an_administrator_cannot_accept_an_invitation_for_nobody() -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    open_, _code = services.invite_member(house.id, Role.ADMINISTRATOR, at=AT, by=actor(cast.AIDA))
    assert refused(lambda: services.resume_membership(open_.id, by=actor(cast.AIDA), at=AT)) == "membership.arrow"


STATES = [(start, to) for start in MembershipState for to in (MembershipState.SUSPENDED, MembershipState.ACTIVE)]


@pytest.mark.parametrize(("start", "to"), STATES)
def test_only_drawn_arrows_are_steps(start: MembershipState, to: MembershipState) -> None:
    nurlan = membership(cast.NURLAN, Role.RECRUITER)
    Membership.objects.filter(id=nurlan.id).update(state=start)
    deed = {MembershipState.SUSPENDED: services.suspend_membership, MembershipState.ACTIVE: services.resume_membership}
    if to in MEMBERSHIP_ARROWS[start]:
        assert deed[to](nurlan.id, by=actor(cast.AIDA), at=AT).state == to
    else:
        assert refused(lambda: deed[to](nurlan.id, by=actor(cast.AIDA), at=AT)) == "membership.arrow"


def orphans() -> int:
    """Return how many organisations have no active administrator."""
    kept = Membership.objects.active().filter(role=Role.ADMINISTRATOR).values("organisation")
    return Organisation.objects.exclude(id__in=kept).count()


def random_step(draw: random.Random, people: list[uuid.UUID], houses: list[uuid.UUID]) -> None:
    """Do one thing that somebody might try, allowed or not."""
    house, other = draw.choice(houses), draw.choice(people)
    administrators = accounts_with_role(house, Role.ADMINISTRATOR)
    by = Actor(str(draw.choice(administrators if draw.random() < 0.8 else people)), ActorKind.PERSON)
    known = sorted(
        Membership.objects.filter(organisation=house).exclude(state=MembershipState.ENDED),
        key=lambda it: (it.role, it.state, people.index(it.account_id) if it.account_id else -1),
    )
    target = draw.choice(known).id if known else uuid.uuid4()
    match draw.randrange(6):
        case 0:
            role = draw.choice([Role.ADMINISTRATOR, Role.RECRUITER])
            _member, code = services.invite_member(house, role, at=AT, by=by)
            services.accept_invitation(code, other, at=AT, by=Actor(str(other), ActorKind.PERSON))
        case 1:
            services.suspend_membership(target, by=by, at=AT)
        case 2:
            services.resume_membership(target, by=by, at=AT)
        case 3 | 4:
            services.end_membership(target, by=by, at=AT)
        case _:
            services.hand_over(target, other, by=by, at=AT)


def test_no_organisation_is_orphaned_by_random_steps() -> None:
    draw = random.Random(20261125)
    people = [Account.objects.create_user(email=f"p{n}@random.example").id for n in range(5)]
    houses = [
        services.register_organisation(
            kind=OrganisationKind.ENTERPRISE, name=f"House {n}", founder=people[n], at=AT, by=BY
        ).id
        for n in range(3)
    ]
    done = 0
    for step in range(count(300, proof=10_000)):
        try:
            random_step(draw, people, houses)
            done += 1
        except Refused:
            pass
        if step % 10 == 0:
            assert orphans() == 0
    assert orphans() == 0
    assert done > 60
