"""Signing in: by code, by password; what guessing costs, and what it tells."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from firststop.accounts import services
from firststop.accounts.enums import Means
from firststop.accounts.models import Account, SignedIn, WrongTries
from firststop.core.refusals import Refused
from tests import cast
from tests.accounts.conftest import Phones, is_signed_in, mailed_code
from tests.people import actor, client_of, person, signed_in

pytestmark = pytest.mark.django_db

NOBODY = "+996555000999"
ERMEK = cast.ERMEK.phone or ""


def ask_code(client: Client, contact: str, **more: str) -> str:
    answer = client.post("/en/account/sign-in/", {"login": contact, "way": "code", **more})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def enter(client: Client, code: str) -> str:
    answer = client.post("/en/account/sign-in/code/", {"action": "verify", "code": code})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def try_password(client: Client, contact: str, password: str) -> str:
    answer = client.post("/en/account/sign-in/", {"login": contact, "password": password, "way": "password"})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"


@pytest.mark.row("A-02")
def test_a_number_and_a_code_sign_in(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    assert ask_code(client, "0700 000 101") == "/en/account/sign-in/code/"
    assert enter(client, phones.code(ERMEK)) == "/en/me/"
    assert is_signed_in(client)


@pytest.mark.row("A-02")
def test_an_address_and_a_code_sign_in() -> None:
    person(cast.NURLAN)
    client = Client()
    ask_code(client, cast.NURLAN.email or "")
    assert enter(client, mailed_code()) == "/en/account/"


@pytest.mark.parametrize("contact", [cast.AIDA.phone, cast.AIDA.email, "0700000103", "AIDA@kumush-iyne.example"])
def test_a_password_goes_with_number_and_address(contact: str) -> None:
    person(cast.AIDA)
    client = Client()
    assert try_password(client, contact, cast.AIDA.password or "") == "/en/account/"
    assert is_signed_in(client)


def test_one_comes_back_to_the_page_one_wanted(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    wanted = client.get("/en/account/looks/")["Location"]
    answer = client.post(wanted, {"login": ERMEK, "way": "code", "next": "/en/account/looks/"})
    answer = client.post(answer["Location"], {"action": "verify", "code": phones.code(ERMEK)})
    assert answer["Location"] == "/en/account/looks/"


def test_another_host_is_no_page_to_come_back_to(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    answer = client.post("/en/account/sign-in/", {"login": ERMEK, "way": "code", "next": "https://evil.example/"})
    answer = client.post(answer["Location"], {"action": "verify", "code": phones.code(ERMEK)})
    assert answer["Location"] == "/en/me/"


@pytest.mark.row("A-02")
def test_a_code_works_once(phones: Phones) -> None:
    person(cast.ERMEK)
    first, second = Client(), Client()
    ask_code(first, ERMEK)
    code = phones.code(ERMEK)
    enter(first, code)
    first.post("/en/account/sign-out/")
    assert not is_signed_in(first)
    assert enter(first, code) == "/en/account/sign-in/"
    ask_code(second, NOBODY)
    enter(second, code)
    assert not is_signed_in(first)
    assert not is_signed_in(second)


def test_a_code_is_dead_after_a_quarter_of_an_hour(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    ask_code(client, ERMEK)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 901
    session.save()
    assert enter(client, phones.code(ERMEK)) == "/en/account/sign-in/"
    assert not is_signed_in(client)


def test_another_code_may_be_sent_twice(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    ask_code(client, ERMEK)
    for _again in range(3):
        client.post("/en/account/sign-in/code/", {"action": "resend"})
    assert len(phones.texts(ERMEK)) == 3
    assert enter(client, phones.code(ERMEK)) == "/en/me/"


def test_an_unknown_number_gets_the_same_answers(phones: Phones) -> None:
    person(cast.ERMEK)
    known, unknown = Client(), Client()
    assert ask_code(known, ERMEK) == ask_code(unknown, NOBODY) == "/en/account/sign-in/code/"
    assert phones.texts(NOBODY) == ["Firststop: no account has this number yet."]
    for client in (known, unknown):
        assert client.post("/en/account/sign-in/code/", {"action": "resend"}).status_code == 302
        assert "not the code we sent" in enter(client, other_than(phones.code(ERMEK)))
    words = [try_password(Client(), contact, "a wrong password") for contact in (cast.ERMEK.phone or "", NOBODY)]
    assert all("is not right" in said for said in words)


def test_an_unknown_address_gets_the_same_answers() -> None:
    person(cast.CHARLIE)
    answers = {ask_code(Client(), address) for address in (cast.CHARLIE.email or "", "who@nowhere.example")}
    assert answers == {"/en/account/sign-in/code/"}
    assert [letter.to[0] for letter in mail.outbox] == [cast.CHARLIE.email, "who@nowhere.example"]


def test_a_wrong_password_waits_longer_each_time() -> None:
    person(cast.CHARLIE)
    address = cast.CHARLIE.email or ""
    for _free in range(3):
        assert "is not right" in try_password(Client(), address, "a wrong password")
    time_passes(timedelta(minutes=-10))
    assert re.search(r"Wait \d+ minutes, then try again.", try_password(Client(), address, cast.CHARLIE.password or ""))
    time_passes(timedelta(minutes=11))
    client = Client()
    try_password(client, address, cast.CHARLIE.password or "")
    assert is_signed_in(client)
    assert "is not right" in try_password(Client(), address, "a wrong password")


@pytest.mark.row("SR-12")
@pytest.mark.parametrize("contact", [cast.CHARLIE.email, "who@nowhere.example"])
def test_ten_wrong_passwords_close_this_way_in_and_say_what_to_do(contact: str) -> None:
    person(cast.CHARLIE)
    for _wrong in range(10):
        assert "is not right" in try_password(Client(), contact, "a wrong password")
        time_passes(timedelta(minutes=6))
    said = try_password(Client(), contact, cast.CHARLIE.password or "")
    assert "ten wrong tries" in said
    assert "Sign in with a code instead" in said


def test_a_code_still_opens_when_guessers_have_closed_the_password(phones: Phones) -> None:
    person(cast.AIDA)
    for _wrong in range(10):
        try_password(Client(), cast.AIDA.phone or "", "a wrong password")
        time_passes(timedelta(minutes=6))
    client = Client()
    ask_code(client, cast.AIDA.phone or "")
    assert enter(client, phones.code(cast.AIDA.phone or "")) == "/en/account/"


@pytest.mark.row("SR-12")
def test_wrong_codes_are_counted_over_all_codes_that_are_sent(phones: Phones) -> None:
    person(cast.ERMEK)
    said = ""
    for _code in range(5):
        cache.clear()
        client = Client()
        ask_code(client, ERMEK)
        for _twice in range(2):
            said = enter(client, other_than(phones.code(ERMEK)))
            time_passes(timedelta(minutes=6))
    assert "not the code we sent" in said
    cache.clear()
    client = Client()
    ask_code(client, ERMEK)
    said = enter(client, phones.code(ERMEK))
    assert "employment office" in said
    assert not is_signed_in(client)


def test_whoever_has_to_wait_loses_no_try_of_the_code(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    ask_code(client, ERMEK)
    for _wrong in range(3):
        enter(client, other_than(phones.code(ERMEK)))
    time_passes(timedelta(minutes=-10))
    for _impatient in range(6):
        assert "Wait" in enter(client, phones.code(ERMEK))
    time_passes(timedelta(minutes=11))
    assert enter(client, phones.code(ERMEK)) == "/en/me/"


def test_who_asks_for_a_code_gets_one_whatever_password_the_browser_has_filled_in(phones: Phones) -> None:
    person(cast.ERMEK)
    client = Client()
    assert ask_code(client, ERMEK, password="an old one that the browser has kept") == "/en/account/sign-in/code/"
    assert enter(client, phones.code(ERMEK)) == "/en/me/"
    assert not WrongTries.objects.exists()


def test_a_password_way_without_a_password_asks_for_one() -> None:
    person(cast.CHARLIE)
    assert "Enter your password" in try_password(Client(), cast.CHARLIE.email or "", "")
    assert mail.outbox == []


def test_codes_cannot_be_asked_for_without_end() -> None:
    person(cast.CHARLIE)
    answers = [ask_code(Client(), cast.CHARLIE.email or "") for _again in range(4)]
    assert "Wait a few minutes" in answers[3]
    assert len(mail.outbox) == 3


def test_a_closed_account_is_told_so_and_let_in_nowhere(phones: Phones) -> None:
    account = person(cast.ERMEK)
    Account.objects.filter(id=account.id).update(is_active=False)
    client = Client()
    ask_code(client, ERMEK)
    assert enter(client, phones.code(ERMEK)) == "/en/account/closed/"
    assert not is_signed_in(client)
    assert "employment office" in client.get("/en/account/closed/").content.decode()


def test_closing_an_account_ends_its_session_at_the_next_request() -> None:
    client = signed_in(cast.ERMEK)
    assert client.get("/en/account/").status_code == 200
    Account.objects.filter(phone=ERMEK).update(is_active=False)
    assert client.get("/en/account/").status_code == 302


def test_a_form_without_its_token_is_not_taken(phones: Phones) -> None:
    person(cast.ERMEK)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/en/account/sign-in/", {"login": ERMEK, "way": "code"})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()
    assert phones.sent == []


def test_a_session_ends_after_its_time_whatever_one_does() -> None:
    client = signed_in(cast.NURLAN)
    client.post("/en/account/sign-out/")
    person(cast.NURLAN)
    try_password(client, cast.NURLAN.email or "", cast.NURLAN.password or "")
    ends = client.session.get_expiry_date()
    assert timedelta(days=13) < ends - timezone.now() <= timedelta(days=14)
    client.post("/en/account/hat/", {"hat": ""})
    assert client.session.get_expiry_date() == ends


def test_a_session_keeps_no_number_and_no_address(phones: Phones) -> None:
    person(cast.AIDA)
    client = Client()
    ask_code(client, cast.AIDA.phone or "")
    enter(client, phones.code(cast.AIDA.phone or ""))
    assert str(cast.AIDA.phone) not in str(dict(client.session.items()))


def test_signing_out_everywhere_leaves_only_this_device() -> None:
    account = person(cast.ERMEK)
    here, there = client_of(account), client_of(account)
    here.post("/en/account/sign-out/everywhere/")
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302
    assert SignedIn.objects.filter(account=account).count() == 1
    assert Session.objects.filter(session_key=there.cookies["sessionid"].value).count() == 0


def time_passes(by: timedelta) -> None:
    """Let time pass for whoever has to wait."""
    for known in WrongTries.objects.all():
        known.last_at, known.wait_until = known.last_at - by, known.wait_until - by
        known.save()


def test_the_count_of_wrong_tries_tells_nobody_who_has_an_account() -> None:
    person(cast.CHARLIE)
    for contact in (cast.CHARLIE.email or "", "who@nowhere.example"):
        try_password(Client(), contact, "a wrong password")
    kept = [str(value) for row in WrongTries.objects.values() for value in row.values()]
    assert len(kept) == 10
    assert not any("example" in value or str(person(cast.CHARLIE).id) in value for value in kept)


def test_a_day_of_silence_forgets_wrong_tries() -> None:
    at = timezone.now()
    for _wrong in range(10):
        services.take_try(Means.PASSWORD, "somebody", at=at)
        at += timedelta(minutes=6)
    with pytest.raises(Refused) as no:
        services.take_try(Means.PASSWORD, "somebody", at=at)
    assert no.value.retry_after is not None
    services.take_try(Means.PASSWORD, "somebody", at=at + timedelta(days=1))


def test_somebody_whom_the_desk_entered_signs_in_by_code_and_has_proven_the_number(phones: Phones) -> None:
    services.create_account(by=actor(cast.GULNARA), phone=NOBODY, given_name="Saltanat", language="ky")
    client = Client()
    ask_code(client, NOBODY)
    assert enter(client, phones.code(NOBODY)) == "/en/me/"
    assert Account.objects.get(phone=NOBODY).phone_verified


def test_somebody_whom_the_desk_entered_with_an_address_proves_it_once() -> None:
    services.create_account(by=actor(cast.GULNARA), email="desk@new.example", given_name="Saltanat")
    client = Client()
    ask_code(client, "desk@new.example")
    assert enter(client, mailed_code()) == "/en/me/"


def test_nobody_enters_an_account_for_another_but_staff() -> None:
    with pytest.raises(Refused) as no:
        services.create_account(by=actor(cast.AIDA), phone=NOBODY)
    assert no.value.first.rule == "account.by"
    assert not Account.objects.filter(phone=NOBODY).exists()


def test_whoever_asks_too_often_reads_when_to_come_back(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    ask_code(Client(), NOBODY)
    answer = Client().post("/en/account/sign-in/", {"login": NOBODY, "way": "code"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "That was a lot at once" in answer.content.decode()


@pytest.mark.row("C-09")
@pytest.mark.parametrize(
    ("page", "facts"),
    [
        ("sign-up/", {"phone": "", "given_name": ""}),
        ("sign-in/", {"login": "", "way": "code"}),
        ("sign-in/", {"login": cast.NURLAN.email or "", "password": "wrong", "way": "password"}),
        ("password/forgotten/", {"login": "", "way": "code"}),
    ],
)
def test_a_form_that_comes_back_with_what_is_wrong_is_no_success(page: str, facts: dict[str, str]) -> None:
    person(cast.NURLAN)
    answer = Client().post(f"/en/account/{page}", facts)
    assert (answer.status_code, "govuk-error-summary" in answer.content.decode()) == (400, True)
