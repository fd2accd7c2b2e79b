"""A lost second factor comes back through two members of staff, never through one."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils import timezone

from firststop.accounts import services
from firststop.accounts.enums import Means
from firststop.accounts.models import SecondFactorReset, WrongTries
from firststop.core.actor import Actor
from firststop.core.models import Change, Message, RecordRead
from firststop.core.refusals import Code, Refused
from tests import cast
from tests.people import actor, client_of, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-13")]

PAGE = "/en/account/staff/second-factors/"


def ask(by: Actor, who: cast.Person = cast.SAMAT) -> SecondFactorReset:
    return services.ask_second_factor_reset(person(who).id, reason="Passport shown", by=by, at=timezone.now())


def decide(reset: SecondFactorReset, by: Actor, *, granted: bool = True) -> SecondFactorReset:
    return services.decide_second_factor_reset(reset.id, granted=granted, by=by, at=timezone.now())


def has_app(who: cast.Person) -> bool:
    return bool(Authenticator.objects.filter(user=person(who), type=Authenticator.Type.TOTP).exists())


def test_one_asks_another_decides_and_everything_old_ends() -> None:
    account = person(cast.SAMAT)
    thief = client_of(account)
    services.take_try(Means.SECOND_FACTOR, str(account.id), at=timezone.now())
    decide(ask(actor(cast.GULNARA)), actor(cast.MEERIM))
    assert not Authenticator.objects.filter(user=account).exists()
    assert not Session.objects.filter(session_key=thief.cookies["sessionid"].value).exists()
    assert WrongTries.objects.count() == 0
    assert Message.objects.filter(person=account.id, kind="accounts.second_factor_removed").count() == 1
    assert Change.objects.filter(verb="second_factor_reset").count() == 1


def test_a_no_leaves_everything_as_it_was() -> None:
    decide(ask(actor(cast.GULNARA)), actor(cast.MEERIM), granted=False)
    assert has_app(cast.SAMAT)
    assert Message.objects.filter(person=person(cast.SAMAT).id, kind="accounts.second_factor_removed").count() == 0


@pytest.mark.parametrize(
    ("asks", "decides", "rule"),
    [
        (cast.MEERIM, cast.MEERIM, "second_factor.two_people"),
        (cast.GULNARA, cast.SAMAT, "second_factor.two_people"),
        (cast.GULNARA, cast.AIDA, "right.staff"),
    ],
)
def test_nobody_decides_alone_or_for_themselves(asks: cast.Person, decides: cast.Person, rule: str) -> None:
    reset = ask(actor(asks))
    with pytest.raises(Refused) as no:
        decide(reset, actor(decides))
    assert (no.value.first.code, no.value.first.rule) == (Code.FORBIDDEN, rule)
    reset.refresh_from_db()
    assert reset.decided_at is None
    assert has_app(cast.SAMAT)


def test_a_colleague_without_a_leading_role_does_not_decide() -> None:
    reset = ask(actor(cast.MEERIM), cast.CHARLIE)
    with pytest.raises(Refused) as no:
        decide(reset, actor(cast.GULNARA))
    assert no.value.first.rule == "right.missing"


@pytest.mark.parametrize("who", [cast.ERMEK, cast.AIDA, cast.CHARLIE])
def test_only_staff_ask(who: cast.Person) -> None:
    with pytest.raises(Refused) as no:
        ask(actor(who))
    assert no.value.first.rule == "right.staff"
    assert SecondFactorReset.objects.count() == 0


def test_nobody_asks_for_themselves() -> None:
    with pytest.raises(Refused):
        ask(actor(cast.SAMAT))
    assert SecondFactorReset.objects.count() == 0


def test_a_request_is_decided_once_and_asked_once_at_a_time() -> None:
    reset = ask(actor(cast.GULNARA))
    with pytest.raises(Refused) as twice:
        ask(actor(cast.MEERIM))
    assert twice.value.first.rule == "second_factor.asked"
    decide(reset, actor(cast.MEERIM))
    with pytest.raises(Refused) as again:
        decide(reset, actor(cast.MEERIM))
    assert again.value.first.code is Code.NOT_FOUND


def test_the_pages_lead_through_it_and_the_person_sees_who_looked() -> None:
    person(cast.CHARLIE)
    asking, deciding = signed_in(cast.GULNARA), signed_in(cast.MEERIM)
    asking.post(PAGE, {"contact": cast.CHARLIE.email, "reason": "Passport shown at the counter"})
    seen = deciding.get(PAGE).content.decode()
    assert "Novak Charlie" in seen
    assert "Passport shown at the counter" in seen
    assert "Remove the second factor" not in asking.get(PAGE).content.decode()
    reset = SecondFactorReset.objects.get()
    deciding.post(f"{PAGE}{reset.id}/", {"deed": "grant"})
    reset.refresh_from_db()
    assert reset.granted is True
    assert RecordRead.objects.filter(person=person(cast.CHARLIE).id).count() >= 2
    looks = signed_in(cast.CHARLIE).get("/en/account/looks/").content.decode()
    assert "To give you back your second factor" in looks
    assert "Employment service" in looks


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    client = signed_in(cast.GULNARA)
    said = client.post(PAGE, {"contact": "0555 000 999", "reason": "Passport"}).content.decode()
    assert "No account has this number or address" in said
    assert 'value="Passport"' in said
    assert SecondFactorReset.objects.count() == 0


def test_a_colleague_sees_only_the_own_requests() -> None:
    ask(actor(cast.MEERIM), cast.CHARLIE)
    assert "Novak" not in signed_in(cast.GULNARA).get(PAGE).content.decode()
    assert "Novak" in signed_in(cast.MEERIM).get(PAGE).content.decode()
