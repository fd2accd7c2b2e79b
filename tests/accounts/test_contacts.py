"""Changing what one signs in with: nothing takes effect before it is proven."""

import pytest
from django.core import mail
from django.test import Client

from firststop.accounts.models import Account
from firststop.core.models import Message
from tests import cast
from tests.accounts.conftest import Phones, is_signed_in, mailed_code
from tests.people import client_of, person, signed_in

pytestmark = pytest.mark.django_db

NEW = "+996555000777"
OLD = cast.ERMEK.phone or ""


def test_a_new_number_counts_after_its_code_and_the_old_one_is_told(phones: Phones) -> None:
    client = signed_in(cast.ERMEK)
    assert client.post("/en/account/number/", {"phone": "0555 000 777"})["Location"] == "/en/account/number/code/"
    assert person(cast.ERMEK).phone == OLD
    answer = client.post("/en/account/number/code/", {"action": "verify", "code": phones.code(NEW)})
    assert answer["Location"] == "/en/account/"
    account = Account.objects.get(phone=NEW)
    assert (account.given_name, account.phone_verified) == ("Эрмек", True)
    assert phones.texts(OLD)[-1] == "Firststop: your number was changed. Not you? Go to an office."


def test_a_new_number_ends_the_sessions_on_other_devices(phones: Phones) -> None:
    account = person(cast.ERMEK)
    here, there = client_of(account), client_of(account)
    here.post("/en/account/number/", {"phone": NEW})
    assert there.get("/en/account/").status_code == 200
    here.post("/en/account/number/code/", {"action": "verify", "code": phones.code(NEW)})
    assert (here.get("/en/account/").status_code, there.get("/en/account/").status_code) == (200, 302)


def test_a_new_address_ends_the_sessions_on_other_devices() -> None:
    account = person(cast.NURLAN)
    here, there = client_of(account), client_of(account)
    here.post("/en/account/address/", {"email": "nurlan@new.example", "action_add": "1"})
    assert there.get("/en/account/").status_code == 200
    here.post("/en/account/address/code/", {"action": "verify", "code": mailed_code()})
    assert (here.get("/en/account/").status_code, there.get("/en/account/").status_code) == (200, 302)


def test_a_wrong_code_leaves_the_old_number(phones: Phones) -> None:
    client = signed_in(cast.ERMEK)
    client.post("/en/account/number/", {"phone": NEW})
    wrong = "000000" if phones.code(NEW) != "000000" else "111111"
    client.post("/en/account/number/code/", {"action": "verify", "code": wrong})
    assert person(cast.ERMEK).phone == OLD
    assert phones.texts(OLD) == []


def test_anothers_number_stays_anothers(phones: Phones) -> None:
    person(cast.BAKYT)
    client = signed_in(cast.ERMEK)
    client.post("/en/account/number/", {"phone": cast.BAKYT.phone})
    code = phones.code(cast.BAKYT.phone or "")
    said = client.post("/en/account/number/code/", {"action": "verify", "code": code}).content.decode()
    assert "Another account has this number or address" in said
    assert Account.objects.get(phone=cast.BAKYT.phone).given_name == "Бакыт"
    assert person(cast.ERMEK).phone == OLD


def test_a_new_address_counts_after_its_code_and_the_old_one_is_told() -> None:
    client = signed_in(cast.NURLAN)
    new = "nurlan@new.example"
    answer = client.post("/en/account/address/", {"email": new, "action_add": "1"})
    assert answer["Location"] == "/en/account/address/code/"
    account = person(cast.NURLAN)
    assert account.email == cast.NURLAN.email
    client.post("/en/account/address/code/", {"action": "verify", "code": mailed_code()})
    account.refresh_from_db()
    assert account.email == new
    told = [letter for letter in mail.outbox if letter.to == [cast.NURLAN.email]]
    assert "we write to another address" in str(told[-1].body)
    stranger = Client()
    password = cast.NURLAN.password or ""
    stranger.post("/en/account/sign-in/", {"login": cast.NURLAN.email or "", "password": password, "way": "password"})
    assert not is_signed_in(stranger)
    stranger.post("/en/account/sign-in/", {"login": new, "password": password, "way": "password"})
    assert is_signed_in(stranger)


def test_whoever_has_only_a_phone_may_add_an_address_and_remove_it() -> None:
    client = signed_in(cast.ERMEK)
    client.post("/en/account/address/", {"email": "ermek@new.example", "action_add": "1"})
    client.post("/en/account/address/code/", {"action": "verify", "code": mailed_code()})
    account = person(cast.ERMEK)
    account.refresh_from_db()
    assert account.email == "ermek@new.example"
    client.post("/en/account/address/", {"email": "ermek@new.example", "action_remove": "1"})
    account.refresh_from_db()
    assert account.email is None


def test_two_people_may_do_without_an_address() -> None:
    for who in (cast.ERMEK, cast.BAKYT):
        account = person(who)
        account.email = ""
        account.save()
        account.refresh_from_db()
        assert account.email is None


def test_the_only_way_to_reach_somebody_stays() -> None:
    client = signed_in(cast.NURLAN)
    assert "Remove the address" not in client.get("/en/account/address/").content.decode()
    client.post("/en/account/address/", {"email": cast.NURLAN.email, "action_remove": "1"})
    assert Account.objects.filter(email=cast.NURLAN.email).exists()


def test_anothers_address_stays_anothers() -> None:
    person(cast.CHARLIE)
    client = signed_in(cast.NURLAN)
    client.post("/en/account/address/", {"email": cast.CHARLIE.email, "action_add": "1"})
    said = client.post("/en/account/address/code/", {"action": "verify", "code": mailed_code()}).content.decode()
    assert "Another account has this number or address" in said
    assert Account.objects.get(email=cast.CHARLIE.email).given_name == "Charlie"


def test_a_new_password_ends_the_other_sessions_and_is_told() -> None:
    account = person(cast.NURLAN)
    here, there = client_of(account), client_of(account)
    assert (
        here.post("/en/account/password/", {"password1": "nine yellow apricots"})["Location"] == "/en/account/settings/"
    )
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302
    account.refresh_from_db()
    assert account.check_password("nine yellow apricots")
    assert Message.objects.filter(person=account.id, kind="accounts.sign_in_changed").count() == 1


def test_a_forgotten_password_is_replaced_by_a_code_to_the_phone(phones: Phones) -> None:
    account = person(cast.AIDA)
    client = Client()
    answer = client.post("/en/account/password/forgotten/", {"login": cast.AIDA.phone or "", "way": "code"})
    assert answer["Location"] == "/en/account/sign-in/code/?next=%2Fen%2Faccount%2Fpassword%2F"
    code = {"action": "verify", "code": phones.code(cast.AIDA.phone or "")}
    assert client.post(answer["Location"], code)["Location"] == "/en/account/password/"
    client.post("/en/account/password/", {"password1": "nine yellow apricots"})
    account.refresh_from_db()
    assert account.check_password("nine yellow apricots")


def test_a_weak_new_password_changes_nothing() -> None:
    account = person(cast.NURLAN)
    said = client_of(account).post("/en/account/password/", {"password1": "short"}).content.decode()
    assert "Take 10 characters or more" in said
    account.refresh_from_db()
    assert account.check_password(cast.NURLAN.password or "")


def test_name_and_language_are_ones_own_to_change() -> None:
    client = signed_in(cast.AIGUL)
    client.post("/en/account/name/", {"given_name": "Айгүл", "family_name": "Асанова", "language": "ru"})
    account = person(cast.AIGUL)
    assert (account.family_name, account.language) == ("Асанова", "ru")
    said = client.post("/en/account/name/", {"given_name": "", "family_name": "", "language": "xx"}).content.decode()
    account.refresh_from_db()
    assert account.family_name == "Асанова"
    assert "error-summary" in said
