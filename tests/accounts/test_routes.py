"""Every route of accounts with every role: who finds a page there, and for whom it does not exist (SR-11, SR-13)."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import translation
from pytest_django import Settings

from firststop.accounts import urls
from firststop.accounts.models import Membership
from tests import cast
from tests.people import everybody, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-11")]

PEOPLE = {
    "visitor": None,
    "jobseeker": cast.ERMEK,
    "owner": cast.AIDA,
    "recruiter": cast.NURLAN,
    "counsellor": cast.GULNARA,
    "moderator": cast.SAMAT,
    "lead": cast.MEERIM,
    "nobody": cast.CHARLIE,
}
#: Staff who have not used their second factor in this session.
HALF_WAY = "half-way"
EVERYBODY = {*PEOPLE, HALF_WAY}
SIGNED_IN = set(PEOPLE) - {"visitor"}
EARLY = SIGNED_IN | {HALF_WAY}
MEMBERS = {"owner", "recruiter", "counsellor", "moderator", "lead"}
#: Who finds a page, by route. Pages that show each only what is theirs are open to all who have signed in.
OPEN: dict[str, set[str]] = {
    "account_signup": EVERYBODY,
    "account_login": EVERYBODY,
    "account_request_login_code": EVERYBODY,
    "account_confirm_login_code": EVERYBODY,
    "mfa_authenticate": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_verify_phone": EVERYBODY,
    "account_email_verification_sent": EVERYBODY,
    "account_reset_password": EVERYBODY,
    "accounts:start_over": EVERYBODY,
    "account_reauthenticate": EARLY,
    "mfa_reauthenticate": EARLY,
    "account_reauthenticate_code": EARLY,
    "mfa_index": EARLY,
    "mfa_activate_totp": EARLY,
    "account_change_phone": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    # Only who has a second factor finds something to give up or to look at.
    "mfa_deactivate_totp": {"counsellor", "moderator", "lead"},
    "mfa_view_recovery_codes": {"counsellor", "moderator", "lead"},
    "mfa_generate_recovery_codes": SIGNED_IN,
    "accounts:home": SIGNED_IN,
    "accounts:wear_hat": SIGNED_IN,
    "accounts:name": SIGNED_IN,
    "accounts:sign_out_everywhere": SIGNED_IN,
    "accounts:consents": SIGNED_IN,
    "accounts:looks": SIGNED_IN,
    "accounts:own_data": SIGNED_IN,
    "accounts:own_data_json": SIGNED_IN,
    "accounts:own_data_html": SIGNED_IN,
    "accounts:erase": SIGNED_IN,
    "accounts:invitation": SIGNED_IN,
    "accounts:members": MEMBERS,
    "accounts:invite": {"owner", "lead"},
    # The recruiter's own role: an administrator of the firm and the recruiter.
    "accounts:member": {"owner", "recruiter"},
    "accounts:keys": {"owner", "lead"},
    "accounts:lost_second_factors": {"counsellor", "moderator", "lead"},
    "accounts:decide_reset": {"lead"},
}


def names(entries: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name}"


def test_every_route_stands_in_the_table() -> None:
    assert sorted(names(urls.urlpatterns)) == sorted(OPEN)


@pytest.fixture(autouse=True)
def _second_factor_first(settings: Settings) -> None:
    first = "firststop.accounts.middleware.SecondFactorFirst"
    others = [name for name in settings.MIDDLEWARE if name != first]
    door = others.index("firststop.core.middleware.ClosedByDefault")
    settings.MIDDLEWARE = [*others[:door], first, *others[door:]]


def address_of(name: str) -> str:
    arguments: list[uuid.UUID] = []
    if name == "accounts:member":
        arguments = [Membership.objects.get(account=person(cast.NURLAN)).id]
    if name == "accounts:decide_reset":
        arguments = [uuid.uuid4()]
    with translation.override("en"):
        return reverse(name, args=arguments)


def client_as(role: str) -> Client:
    if role == HALF_WAY:
        return signed_in(cast.SAMAT, second_factor=False)
    who = PEOPLE[role]
    return signed_in(who) if who else Client()


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_page_is_there_for_whom_it_is_meant_and_for_nobody_else(role: str) -> None:
    everybody()
    found: dict[str, str] = {}
    for name in OPEN:
        if name != "account_logout":
            found[name] = answer(client_as(role), name)
    expected = {name: expected_answer(role, who) for name, who in OPEN.items() if name in found}
    assert found == expected


def expected_answer(role: str, who: set[str]) -> str:
    if role in who:
        return "open"
    return {"visitor": "sign in", HALF_WAY: "set up"}.get(role, "nothing there")


def answer(client: Client, name: str) -> str:
    """Return what a GET says. A page for POST alone answers 405 to whom it is meant for."""
    got = client.get(address_of(name))
    there = got.get("Location", "")
    if got.status_code == 404:
        return "nothing there"
    if there.startswith("/en/account/sign-in/?next="):
        return "sign in"
    if there == "/en/account/second-factor/":
        return "set up"
    assert got.status_code in (200, 302, 405), (name, got.status_code)
    return "open"


@pytest.mark.parametrize("role", sorted(EVERYBODY - {"visitor"}))
def test_posting_past_the_pages_changes_nothing_for_whom_they_are_not_meant(role: str) -> None:
    everybody()
    client, before = client_as(role), list(Membership.objects.order_by("id").values())
    closed = [name for name, who in OPEN.items() if role not in who]
    for name in closed:
        got = client.post(
            address_of(name), {"deed": "end", "role": "recruiter", "name": "x", "scopes": "vacancies:read"}
        )
        refused = got.status_code in (404, 405) or got["Location"] == "/en/account/second-factor/"
        assert refused, name
    assert list(Membership.objects.order_by("id").values()) == before
