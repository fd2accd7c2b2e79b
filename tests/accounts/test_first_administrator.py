"""The first administrator of the service: invited from the machine, by a code that is shown once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from firststop.accounts import cli
from firststop.accounts.enums import MembershipState, OrganisationKind, Role
from firststop.accounts.models import Membership, Organisation
from firststop.accounts.services import invite_first_administrator
from firststop.core.refusals import Refused
from tests import cast, people

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("A-04")]
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{4}\b")


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work in the test's database."""

    @contextmanager
    def here() -> Iterator[None]:
        yield

    monkeypatch.setattr(cli, "with_database", here)


def command(*words: str) -> Result:
    return CliRunner().invoke(cli.app, ["make-administrator", *words])


def code_in(said: Result) -> str:
    found = CODE.search(said.output)
    assert found is not None
    return found.group()


def test_the_code_of_the_command_makes_one_administrator_who_is_asked_for_a_second_factor() -> None:
    said = command("--name", "Service of Somewhere")
    assert (said.exit_code, "/account/invitation/" in said.output) == (0, True)
    client = people.signed_in(cast.CHARLIE)
    taken = client.post("/en/account/invitation/", {"code": code_in(said)})
    assert taken.status_code == 302
    member = Membership.objects.get()
    assert (member.role, member.state, member.organisation.kind) == ("administrator", "active", "service")
    assert "/second-factor/" in client.get("/en/account/members/", follow=False)["Location"]
    again = people.signed_in(cast.ERMEK).post("/en/account/invitation/", {"code": code_in(said)})
    assert (again.status_code, Membership.objects.filter(state=MembershipState.ACTIVE).count()) == (400, 1)


def test_a_second_run_ends_the_code_that_nobody_used() -> None:
    first, second = command("--name", "Service"), command()
    assert code_in(first) != code_in(second)
    states = list(Membership.objects.order_by("id").values_list("state", flat=True))
    assert sorted(states) == ["ended", "invited"]
    assert Organisation.objects.filter(kind=OrganisationKind.SERVICE).count() == 1


@pytest.mark.parametrize("state", [MembershipState.ACTIVE, MembershipState.SUSPENDED])
def test_where_there_is_an_administrator_the_command_refuses(state: MembershipState) -> None:
    people.person(cast.MEERIM)
    Membership.objects.filter(role=Role.ADMINISTRATOR).update(state=state)
    before = Membership.objects.count()
    said = command()
    assert isinstance(said.exception, Refused)
    assert (said.exception.first.rule, Membership.objects.count()) == ("service.administrator", before)
    assert CODE.search(said.output) is None


def test_a_service_without_a_name_is_not_founded() -> None:
    said = command()
    assert isinstance(said.exception, Refused)
    assert (said.exception.first.rule, Organisation.objects.count()) == ("service.name", 0)


@pytest.mark.parametrize("who", [cast.CHARLIE, cast.AIDA])
def test_nobody_but_the_machine_invites_the_first_administrator(who: cast.Person) -> None:
    by = people.actor(who)
    before = Membership.objects.count()
    with pytest.raises(Refused):
        invite_first_administrator("Mine", by=by, at=timezone.now())
    assert (Membership.objects.count(), Organisation.objects.filter(kind="service").count()) == (before, 0)
