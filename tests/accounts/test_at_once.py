"""What happens at the same moment: real commits, many threads, one truth (SR-12, SR-15, features A-04)."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from firststop.accounts import services
from firststop.accounts.enums import ConsentPurpose, KeyScope, Means, OrganisationKind, Role
from firststop.accounts.models import Account, ApiKey, Membership
from firststop.accounts.queries import key_holder
from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.models import Change
from tests import cast
from tests.counts import count
from tests.people import BY, actor, client_of, organisation_of, person
from tests.races import at_once, quietly, revoked_meanwhile, wait_for

pytestmark = [pytest.mark.sql, pytest.mark.commits]
DONE = "done_by_right"


@pytest.mark.row("SR-12")
def test_fifty_guesses_at_once_are_no_more_than_the_allowed_ones(committed: str) -> None:
    at, allowed = timezone.now(), list[int]()

    def guess() -> None:
        quietly(lambda: services.take_try(Means.CODE, "somebody", at=at), allowed)

    with at_once([guess] * 50):
        pass
    assert len(allowed) == 3


@pytest.mark.row("A-04")
@pytest.mark.parametrize("deed", [services.end_membership, services.suspend_membership])
def test_of_two_last_administrators_who_leave_at_once_one_stays(committed: str, deed: Callable[..., object]) -> None:
    for _round in range(count(5, proof=100)):
        people = [Account.objects.create_user(email=f"{uuid.uuid4()}@random.example") for _one in range(2)]
        house = two_administrators(people)
        accepted: list[int] = []
        members = Membership.objects.filter(organisation=house)
        acts = [leaving(deed, member, accepted) for member in members]
        with at_once(acts):
            pass
        assert len(accepted) == 1
        assert Membership.objects.active().filter(organisation=house, role=Role.ADMINISTRATOR).count() == 1


def leaving(deed: Callable[..., object], member: Membership, accepted: list[int]) -> Callable[[], None]:
    by = Actor(str(member.account_id), ActorKind.PERSON)
    return lambda: quietly(lambda: deed(member.id, by=by, at=timezone.now()), accepted)


def two_administrators(people: list[Account]) -> uuid.UUID:
    at = timezone.now()
    house = services.register_organisation(
        kind=OrganisationKind.ENTERPRISE, name="Two", founder=people[0].id, at=at, by=BY
    )
    _member, code = services.invite_member(house.id, Role.ADMINISTRATOR, at=at, by=BY)
    services.accept_invitation(code, people[1].id, at=at, by=BY)
    return house.id


@pytest.mark.row("SR-15")
def test_nothing_is_accepted_after_a_role_was_taken_while_fifty_requests_run(committed: str) -> None:
    account, house = person(cast.AIDA), organisation_of(cast.KUMUSH_IYNE)
    services.invite_member(house.id, Role.ADMINISTRATOR, at=timezone.now(), by=BY)
    second = second_administrator(house.id)
    clients = [client_of(account) for _one in range(count(10, proof=50))]
    role = Membership.objects.get(account=account, organisation=house)

    def invite(client: Client) -> Callable[[], object]:
        def keep_inviting() -> None:
            for _again in range(6):
                client.post("/en/account/members/invite/", {"role": "recruiter", "contact": ""})

        return keep_inviting

    with at_once([invite(client) for client in clients]):
        accepted = revoke_and_count(role, second)
    assert Membership.objects.filter(organisation=house, state="invited").count() == accepted
    assert clients[0].get("/en/account/members/").status_code == 404


def revoke_and_count(role: Membership, by: Actor) -> int:
    """Take the role and return, from within the same transaction, how many invitations were accepted so far."""
    wait_for(lambda: Membership.objects.filter(organisation=role.organisation_id, state="invited").count() > 3)
    with transaction.atomic():
        services.suspend_membership(role.id, by=by, at=timezone.now())
        return Membership.objects.filter(organisation=role.organisation_id, state="invited").count()


def second_administrator(house: uuid.UUID) -> Actor:
    account = person(cast.CHARLIE)
    _member, code = services.invite_member(house, Role.ADMINISTRATOR, at=timezone.now(), by=BY)
    services.accept_invitation(code, account.id, at=timezone.now(), by=BY)
    return Actor(str(account.id), ActorKind.PERSON)


def act_by(hold: Callable[[], object]) -> Callable[[], None]:
    """Return a deed as packages above do it: in one transaction, the right is held and a change is written."""

    def deed() -> None:
        with transaction.atomic():
            hold()
            record_change("test", DONE, uuid.uuid4())

    return deed


def deeds() -> int:
    """Return how many of these deeds were done."""
    return Change.objects.filter(verb=DONE).count()


@pytest.mark.row("SR-15")
def test_nothing_is_accepted_after_a_right_was_taken(committed: str) -> None:
    person(cast.NURLAN)
    house, by, boss = organisation_of(cast.KUMUSH_IYNE), actor(cast.NURLAN), actor(cast.AIDA)
    role = Membership.objects.get(account=person(cast.NURLAN))
    then, finally_ = revoked_meanwhile(
        act_by(lambda: services.hold_right(house.id, Role.RECRUITER, by=by)),
        deeds,
        lambda: services.suspend_membership(role.id, by=boss, at=timezone.now()),
    )
    assert then == finally_ > 3


@pytest.mark.row("SR-15")
def test_nothing_is_accepted_after_a_yes_was_withdrawn(committed: str) -> None:
    account, by = person(cast.ERMEK), actor(cast.ERMEK)
    receipt = services.give_consent(account.id, ConsentPurpose.TERMS, data="terms", at=timezone.now(), by=by)
    then, finally_ = revoked_meanwhile(
        act_by(lambda: services.hold_consent(account.id, ConsentPurpose.TERMS)),
        deeds,
        lambda: services.withdraw_consent(account.id, receipt.id, at=timezone.now(), by=by),
    )
    assert then == finally_ > 3


@pytest.mark.row("SR-15")
def test_nothing_is_accepted_after_a_key_was_ended(committed: str) -> None:
    house, by = organisation_of(cast.KUMUSH_IYNE), actor(cast.AIDA)
    scopes = [KeyScope.VACANCIES_WRITE]
    key, secret = services.issue_key(house.id, name="program", scopes=scopes, by=by, at=timezone.now())
    holder = key_holder(secret)
    assert holder is not None
    then, finally_ = revoked_meanwhile(
        act_by(lambda: services.hold_key(holder, KeyScope.VACANCIES_WRITE, at=timezone.now())),
        deeds,
        lambda: services.revoke_key(house.id, key.id, by=by, at=timezone.now()),
    )
    assert then == finally_ > 3


@pytest.mark.row("A-16")
def test_two_keys_asked_for_at_once_are_not_three(committed: str) -> None:
    house, by = organisation_of(cast.KUMUSH_IYNE), actor(cast.AIDA)
    scopes, accepted = [KeyScope.VACANCIES_READ], list[int]()

    def issue() -> None:
        quietly(lambda: services.issue_key(house.id, name="p", scopes=scopes, by=by, at=timezone.now()), accepted)

    with at_once([issue] * 8):
        pass
    assert len(accepted) == ApiKey.objects.count() == 2


@pytest.mark.row("SR-27")
def test_one_invitation_is_taken_by_one(committed: str) -> None:
    house = organisation_of(cast.KUMUSH_IYNE)
    _member, code = services.invite_member(house.id, Role.RECRUITER, at=timezone.now(), by=BY)
    people = [Account.objects.create_user(email=f"{n}@random.example") for n in range(8)]
    accepted: list[int] = []

    def take(account: Account) -> Callable[[], None]:
        by = Actor(str(account.id), ActorKind.PERSON)
        return lambda: quietly(lambda: services.accept_invitation(code, account.id, at=timezone.now(), by=by), accepted)

    with at_once([take(account) for account in people]):
        pass
    assert len(accepted) == 1
    assert Membership.objects.active().filter(organisation=house, role=Role.RECRUITER).count() == 1
