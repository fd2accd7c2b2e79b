"""Opening an account: by phone with a code, by e-mail with a password and a code."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone

from firststop.accounts.models import Account
from firststop.accounts.queries import account_at
from firststop.core import retention
from tests import cast
from tests.accounts.conftest import Phones, is_signed_in, mailed_code
from tests.people import person

pytestmark = pytest.mark.django_db

NUMBER = "+996555000777"
ADDRESS = "new@somewhere.example"
PASSWORD = "seven tall poplars"


def sign_up(client: Client, contact: str, *, language: str = "en", password: str = "", given: str = "Nur") -> str:
    """Send the form and return where it leads."""
    facts = {"contact": contact, "given_name": given, "family_name": "Tashev", "password": password}
    answer = client.post(f"/{language}/account/sign-up/", facts)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "0555 000 777", "Firststop: your code is"),
        ("ru", "+996 (555) 00-07-77", "Firststop: ваш код"),
        ("ky", "996555000777", "Firststop: сиздин код"),
    ],
)
def test_a_phone_number_and_a_name_are_enough(phones: Phones, language: str, written: str, said: str) -> None:
    client = Client()
    assert sign_up(client, written, language=language) == f"/{language}/account/number/code/"
    assert phones.texts(NUMBER)[-1].startswith(said)
    answer = client.post(f"/{language}/account/number/code/", {"action": "verify", "code": phones.code(NUMBER)})
    assert answer["Location"] == f"/{language}/me/"
    account = Account.objects.get(phone=NUMBER)
    assert is_signed_in(client)
    assert (account.phone_verified, account.language, account.email) == (True, language, None)
    assert (account.given_name, account.family_name) == ("Nur", "Tashev")
    assert account.unfinished_until is None
    assert not account.has_usable_password()
    assert client.get(f"/{language}/account/second-factor/app/").status_code == 200, "the code was proof enough"


def test_an_address_needs_a_password_and_a_code() -> None:
    client = Client()
    refused = sign_up(client, ADDRESS)
    assert "Choose a password" in refused
    assert account_at(ADDRESS) is None
    assert sign_up(client, ADDRESS.upper(), password=PASSWORD) == "/en/account/address/code/"
    assert not is_signed_in(client)
    client.post("/en/account/address/code/", {"action": "verify", "code": mailed_code()})
    assert is_signed_in(client)
    account = Account.objects.get(email=ADDRESS)
    assert account.check_password(PASSWORD)
    assert account.phone is None


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "Take 10 characters"), ("12345678901", "Digits alone"), ("password123", "Many people use")],
)
def test_a_weak_password_is_refused_before_anything_is_made(password: str, said: str) -> None:
    assert said in sign_up(Client(), ADDRESS, password=password)
    assert account_at(ADDRESS) is None
    assert mail.outbox == []


@pytest.mark.parametrize("contact", ["", "12", "nobody", "a@b", "+996 000"])
def test_what_reaches_nobody_is_refused(phones: Phones, contact: str) -> None:
    before = Account.objects.count()
    assert "contact-error" in sign_up(Client(), contact)
    assert Account.objects.count() == before
    assert phones.sent == []


def test_a_wrong_code_does_not_open_the_account(phones: Phones) -> None:
    client = Client()
    sign_up(client, NUMBER)
    wrong = "000000" if phones.code(NUMBER) != "000000" else "111111"
    answer = client.post("/en/account/number/code/", {"action": "verify", "code": wrong})
    assert "not the code we sent" in answer.content.decode()
    assert not is_signed_in(client)
    assert not Account.objects.get(phone=NUMBER).phone_verified


def test_a_number_that_has_an_account_gets_the_same_answer(phones: Phones) -> None:
    person(cast.ERMEK)
    known, unknown = Client(), Client()
    assert sign_up(known, cast.ERMEK.phone or "") == sign_up(unknown, NUMBER)
    pages = [client.get("/en/account/number/code/").content.decode() for client in (known, unknown)]
    assert without_numbers(pages[0]) == without_numbers(pages[1])
    assert phones.texts(cast.ERMEK.phone or "") == ["Firststop: you have an account. Sign in."]
    assert Account.objects.get(phone=cast.ERMEK.phone).given_name == "Эрмек"


def test_an_address_that_has_an_account_gets_the_same_answer() -> None:
    person(cast.CHARLIE)
    answers = {sign_up(Client(), address or "", password=PASSWORD) for address in (cast.CHARLIE.email, ADDRESS)}
    assert answers == {"/en/account/address/code/"}
    letters = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert "You have one already" in letters[cast.CHARLIE.email or ""]
    charlie = Account.objects.get(email=cast.CHARLIE.email)
    assert charlie.check_password(cast.CHARLIE.password or "")


def test_whoever_takes_my_address_first_does_not_keep_a_password_to_it() -> None:
    sign_up(Client(), ADDRESS, password="chosen by a stranger")
    owner = Client()
    owner.post("/en/account/sign-in/", {"login": ADDRESS, "way": "code"})
    owner.post("/en/account/sign-in/code/", {"action": "verify", "code": mailed_code()})
    assert is_signed_in(owner)
    stranger = Client()
    stranger.post("/en/account/sign-in/", {"login": ADDRESS, "password": "chosen by a stranger", "way": "password"})
    assert not is_signed_in(stranger)


def test_a_sign_up_that_nobody_finishes_is_forgotten_after_a_week() -> None:
    sign_up(Client(), NUMBER)
    retention.delete_due(at=timezone.now() + timedelta(days=6))
    assert account_at(NUMBER) is not None
    retention.delete_due(at=timezone.now() + timedelta(days=9))
    assert account_at(NUMBER) is None
    history = apps.get_model("accounts", "AccountEvent")._default_manager
    assert not history.filter(phone=NUMBER).exists()


def test_a_slip_in_the_number_is_mended_by_starting_again(phones: Phones) -> None:
    client = Client()
    sign_up(client, "+996555000778")
    assert client.get("/en/account/sign-up/").status_code == 302
    client.post("/en/account/start-over/")
    assert sign_up(client, NUMBER) == "/en/account/number/code/"
    assert phones.texts(NUMBER) != []


def without_numbers(page: str) -> list[str]:
    """Return a page's lines without what differs at each request: tokens, and the number itself."""
    return [re.sub(r"\d", "", line) for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
