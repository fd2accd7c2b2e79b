"""The second factor: staff cannot do without it, on no way in; everyone may have one."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from firststop.accounts.models import Account
from firststop.accounts.services.notices import SIGN_IN_CHANGED
from firststop.core.models import Message
from tests import cast
from tests.accounts.conftest import Phones, is_signed_in, mailed_code
from tests.people import app_code, client_of, organisation_of, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-13")]

FIRST = "firststop.accounts.middleware.SecondFactorFirst"
#: Pages that staff open before their second factor: its set-up, and proving who one is.
EARLY = ["second-factor/", "second-factor/app/", "prove/password/", "prove/second-factor/", "prove/code/"]


@pytest.fixture(autouse=True)
def _second_factor_first(settings: Settings) -> None:
    others = [name for name in settings.MIDDLEWARE if name != FIRST]
    door = others.index("firststop.core.middleware.ClosedByDefault")
    settings.MIDDLEWARE = [*others[:door], FIRST, *others[door:]]


def without_app(who: cast.Person) -> Account:
    """Return a member of staff who has not set anything up yet."""
    account = person(who)
    Authenticator.objects.filter(user=account).delete()
    return account


def by_password(who: cast.Person) -> Client:
    client = Client()
    facts = {"login": who.email or who.phone or "", "password": who.password or "", "way": "password"}
    client.post("/en/account/sign-in/", facts)
    return client


def by_code_to_address(who: cast.Person) -> Client:
    client = Client()
    client.post("/en/account/sign-in/", {"login": who.email or "", "way": "code"})
    client.post("/en/account/sign-in/code/", {"action": "verify", "code": mailed_code()})
    return client


def by_forgotten_password(who: cast.Person) -> Client:
    client = Client()
    client.post("/en/account/password/forgotten/", {"login": who.email or "", "way": "code"})
    code = {"action": "verify", "code": mailed_code()}
    client.post("/en/account/sign-in/code/?next=/en/account/password/", code)
    return client


WAYS_IN = [by_password, by_code_to_address, by_forgotten_password]


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_no_way_in_leads_past_the_second_factor(way_in: object) -> None:
    person(cast.SAMAT)
    client = way_in(cast.SAMAT)  # type: ignore[operator]
    assert not is_signed_in(client)
    assert client.get("/en/account/password/").status_code == 302
    answer = client.post("/en/account/sign-in/second-factor/", {"code": app_code(cast.SAMAT.secret or "")})
    assert answer["Location"] in ("/en/desk/", "/en/account/password/")
    assert is_signed_in(client)
    assert client.get("/en/account/staff/second-factors/").status_code == 200


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_staff_without_one_see_only_its_set_up(way_in: object) -> None:
    without_app(cast.SAMAT)
    client = way_in(cast.SAMAT)  # type: ignore[operator]
    assert is_signed_in(client)
    for address in ("/en/account/", "/en/account/staff/second-factors/", "/en/account/password/", "/en/account/keys/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/en/account/second-factor/")
    for address in EARLY:
        answer = client.get(f"/en/account/{address}")
        assert answer.get("Location", "") != "/en/account/second-factor/"
    assert "Your role needs it" in client.get("/en/account/second-factor/").content.decode()


def test_without_the_second_factor_the_staff_hat_does_not_exist_even_without_the_door_keeper(
    settings: Settings,
) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != FIRST]
    client = signed_in(cast.SAMAT, second_factor=False)
    assert client.get("/en/account/staff/second-factors/").status_code == 404
    service = str(organisation_of(cast.SERVICE).id)
    client.post("/en/account/hat/", {"hat": service})
    assert client.session.get("hat") is None
    assert "Employment service" not in client.get("/en/account/").content.decode()


@pytest.mark.parametrize(("hours", "opens"), [(11, True), (13, False)])
def test_nobody_stays_staff_for_longer_than_twelve_hours_in_however_long_a_session(hours: int, opens: bool) -> None:
    client = signed_in(cast.SAMAT)
    session = client.session
    session.set_expiry(14 * 86_400)
    for record in session["account_authentication_methods"]:
        record["at"] -= hours * 3_600
    session.save()
    assert (client.get("/en/vacancies/moderation").status_code == 200) is opens


def test_a_program_without_the_second_factor_is_refused() -> None:
    client = signed_in(cast.SAMAT, second_factor=False)
    answer = client.get("/en/account/data/firststop.json", headers={"Accept": "application/json"})
    assert (answer.status_code, json.loads(answer.content)["rule"]) == (403, "second_factor.first")


def test_a_role_given_meanwhile_asks_for_the_second_factor_at_the_next_request() -> None:
    client = signed_in(cast.CHARLIE)
    assert client.get("/en/account/").status_code == 200
    gives_role(person(cast.CHARLIE))
    assert client.get("/en/account/")["Location"] == "/en/account/second-factor/"


def gives_role(account: Account) -> None:
    from django.utils import timezone

    from firststop.accounts import services
    from firststop.accounts.enums import Role
    from tests.people import BY

    _member, code = services.invite_member(organisation_of(cast.SERVICE).id, Role.DESK, at=timezone.now(), by=BY)
    services.accept_invitation(code, account.id, at=timezone.now(), by=BY)


@pytest.mark.row("A-02")
def test_setting_it_up_shows_square_key_and_codes_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    account = without_app(cast.GULNARA)
    client = client_of(account)
    page = client.get("/en/account/second-factor/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    key = re.search(r"<strong>([A-Z2-7 ]{39})</strong>", page)
    assert key is not None
    number = app_code(key.group(1).replace(" ", ""))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/account/second-factor/app/", {"code": number})
    assert answer["Location"] == "/en/account/second-factor/codes/"
    codes = codes_on(client.get("/en/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    again = client.get("/en/account/second-factor/codes/").content.decode()
    assert not any(code in again for code in codes)
    assert client.get("/en/account/staff/second-factors/").status_code == 200
    assert Message.objects.filter(person=account.id, kind=SIGN_IN_CHANGED).exists()


def test_the_square_has_no_style_that_our_policy_would_refuse() -> None:
    from firststop.accounts.authenticators import SecondFactorAdapter

    drawn = SecondFactorAdapter().build_totp_svg("otpauth://totp/x?secret=ABC&issuer=Firststop")
    assert drawn.startswith("<svg")
    assert not any(word in drawn for word in ("style", "class", "script"))


def test_the_secret_is_not_in_the_database_as_it_is() -> None:
    person(cast.SAMAT)
    kept = Authenticator.objects.get(user__email=cast.SAMAT.email, type=Authenticator.Type.TOTP)
    assert str(cast.SAMAT.secret) not in json.dumps(kept.data)


def test_the_secret_survives_a_new_secret_key(settings: Settings) -> None:
    person(cast.SAMAT)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key of this installation", [settings.SECRET_KEY]
    client = by_password(cast.SAMAT)
    client.post("/en/account/sign-in/second-factor/", {"code": app_code(cast.SAMAT.secret or "")})
    assert is_signed_in(client)


@pytest.mark.row("A-02")
def test_a_recovery_code_works_once() -> None:
    person(cast.SAMAT)
    codes = Authenticator.objects.get(user__email=cast.SAMAT.email, type=Authenticator.Type.RECOVERY_CODES)
    code = codes.wrap().get_unused_codes()[3]
    for expected in (True, False):
        client = by_password(cast.SAMAT)
        client.post("/en/account/sign-in/second-factor/", {"code": code})
        assert is_signed_in(client) is expected


def test_the_apps_number_works_once() -> None:
    person(cast.SAMAT)
    number = app_code(cast.SAMAT.secret or "")
    for expected in (True, False):
        client = by_password(cast.SAMAT)
        client.post("/en/account/sign-in/second-factor/", {"code": number})
        assert is_signed_in(client) is expected


def test_wrong_numbers_of_the_app_are_counted_like_any_others() -> None:
    from datetime import timedelta

    from tests.accounts.test_signing_in import time_passes

    person(cast.SAMAT)
    client = by_password(cast.SAMAT)
    for _wrong in range(10):
        said = client.post("/en/account/sign-in/second-factor/", {"code": "000000"}).content.decode()
        assert "is not right" in said
        time_passes(timedelta(minutes=6))
    said = client.post(
        "/en/account/sign-in/second-factor/", {"code": app_code(cast.SAMAT.secret or "")}
    ).content.decode()
    assert "two members of staff can help you" in said
    assert not is_signed_in(client)


def test_a_second_step_without_a_number_is_asked_again() -> None:
    person(cast.SAMAT)
    client = by_password(cast.SAMAT)
    assert client.post("/en/account/sign-in/second-factor/", {"credential": "{}"}).status_code == 302
    assert not is_signed_in(client)


def test_staff_cannot_switch_it_off() -> None:
    client = signed_in(cast.SAMAT)
    client.post("/en/account/second-factor/give-up/")
    assert Authenticator.objects.filter(user__email=cast.SAMAT.email, type=Authenticator.Type.TOTP).exists()


def test_others_may_have_one_and_switch_it_off() -> None:
    account = person(cast.CHARLIE)
    client = client_of(account)
    page = client.get("/en/account/second-factor/app/").content.decode()
    key = re.search(r"<strong>([A-Z2-7 ]{39})</strong>", page)
    assert key is not None
    client.post("/en/account/second-factor/app/", {"code": app_code(key.group(1).replace(" ", ""))})
    assert not is_signed_in(by_password(cast.CHARLIE))
    assert client.post("/en/account/second-factor/give-up/").status_code == 302
    assert not Authenticator.objects.filter(user=account).exists()
    assert is_signed_in(by_password(cast.CHARLIE))


def test_new_recovery_codes_end_the_old_ones() -> None:
    client = signed_in(cast.SAMAT)
    codes = Authenticator.objects.get(user__email=cast.SAMAT.email, type=Authenticator.Type.RECOVERY_CODES)
    old = codes.wrap().get_unused_codes()
    answer = client.post("/en/account/second-factor/codes/new/")
    shown = codes_on(client.get(answer["Location"]).content.decode())
    assert len(shown) == 10
    assert not set(shown) & set(old)


@pytest.mark.parametrize(
    "address",
    [
        "number/",
        "address/",
        "password/",
        "second-factor/app/",
        "data/erase/",
        "data/firststop.json",
        "data/firststop.html",
    ],
)
def test_something_serious_asks_who_one_is_when_the_last_proof_is_old(address: str) -> None:
    old = signed_in(cast.ERMEK, fresh=False)
    assert old.get(f"/en/account/{address}")["Location"].startswith("/en/account/prove/code/?next=")
    assert signed_in(cast.ERMEK).get(f"/en/account/{address}").status_code == 200


def test_a_code_to_the_phone_proves_who_one_is(phones: Phones) -> None:
    client = signed_in(cast.ERMEK, fresh=False)
    prove = client.get("/en/account/number/")["Location"]
    assert "We send a code to +996" in client.get(prove).content.decode()
    client.post(prove, {"action": "send"})
    wrong = client.post(prove, {"action": "verify", "code": "12345"}).content.decode()
    assert "not the code we sent" in wrong
    code = phones.code(cast.ERMEK.phone or "")
    answer = client.post(prove, {"action": "verify", "code": code, "next": "/en/account/number/"})
    assert answer["Location"] == "/en/account/number/"
    assert client.get("/en/account/number/").status_code == 200


def test_a_password_or_the_app_prove_who_one_is() -> None:
    client = signed_in(cast.SAMAT, fresh=False)
    prove = client.get("/en/account/number/")["Location"]
    assert prove.startswith("/en/account/prove/password/")
    page = client.get(prove).content.decode()
    assert "Use your app" in page
    assert "Get a code" in page
    wrong = client.post(prove, {"password": "a wrong password"}).content.decode()
    assert "This is not your password" in wrong
    client.post("/en/account/prove/second-factor/", {"code": app_code(cast.SAMAT.secret or "")})
    assert client.get("/en/account/number/").status_code == 200


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page)
