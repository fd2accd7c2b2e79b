"""The pages of an organisation: members, invitations, keys."""

import json
import re
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from firststop.accounts import services
from firststop.accounts.enums import KeyScope, MembershipState, Role
from firststop.accounts.models import Account, ApiKey, Membership
from firststop.accounts.queries import key_holder
from firststop.core.refusals import Code, Refused
from firststop.core.sms import checked
from tests import cast
from tests.accounts.conftest import Phones
from tests.people import BY, actor, client_of, organisation_of, person, signed_in

pytestmark = pytest.mark.django_db


def of(who: cast.Person) -> Membership:
    return Membership.objects.get(account=person(who))


def invite(client: Client, contact: str = "", role: str = "recruiter", language: str = "en") -> str:
    return client.post(f"/{language}/account/members/invite/", {"role": role, "contact": contact}).content.decode()


def code_on(page: str) -> str:
    found = re.search(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", page)
    assert found is not None
    return found.group()


def test_an_invitation_by_phone_shows_its_code_once_and_leads_in(phones: Phones) -> None:
    aida, charlie = signed_in(cast.AIDA), signed_in(cast.CHARLIE)
    code = code_on(invite(aida, "0555 000 777"))
    assert phones.texts("+996555000777") == [f"Firststop: you are invited. Sign in, enter code {code}"]
    assert code not in aida.get("/en/account/members/").content.decode()
    answer = charlie.post("/en/account/invitation/", {"code": code.lower()})
    assert answer["Location"] == "/en/account/"
    assert "Kumush Iyne" in charlie.get("/en/account/").content.decode()
    assert "Charlie" in aida.get("/en/account/members/").content.decode()


def test_an_invitation_by_letter_has_no_link_and_no_name() -> None:
    code = code_on(invite(signed_in(cast.AIDA), "somebody@new.example"))
    letter = mail.outbox[-1]
    assert letter.to == ["somebody@new.example"]
    assert code in str(letter.body)
    assert "http" not in str(letter.body)
    assert "Kumush" not in str(letter.body) + letter.subject


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_an_invitation_fits_one_text_message(phones: Phones, language: str) -> None:
    invite(signed_in(cast.AIDA), "0555 000 777", language=language)
    text = phones.texts("+996555000777")[-1]
    assert checked(text) == text


def test_a_phone_that_cannot_be_reached_loses_no_invitation(settings: Settings) -> None:
    settings.SMS_ADAPTER = "tests.accounts.test_organisation_pages.DeadSms"
    page = invite(signed_in(cast.AIDA), "0555 000 777")
    assert code_on(page)
    assert "could not reach" in page


class DeadSms:
    """A gateway that does not answer."""

    def send(self, number: str, text: str) -> None:
        raise OSError(f"no line for {len(text)} letters to {len(number)} digits")


def test_codes_of_invitations_cannot_be_guessed_on_and_on() -> None:
    client = signed_in(cast.CHARLIE)
    said = [client.post("/en/account/invitation/", {"code": "BBBB"}).content.decode() for _guess in range(4)]
    assert ["not valid any more" in page for page in said] == [True, True, True, False]
    assert "Wait" in said[3]


def test_an_administrator_suspends_resumes_and_ends() -> None:
    client, nurlan = signed_in(cast.AIDA), of(cast.NURLAN)
    for deed, state in (("suspend", "suspended"), ("resume", "active"), ("end", "ended")):
        assert client.post(f"/en/account/members/{nurlan.id}/", {"deed": deed}).status_code == 302
        nurlan.refresh_from_db()
        assert nurlan.state == state
    assert client.get(f"/en/account/members/{nurlan.id}/").status_code == 404


def test_the_last_administrator_reads_why_not() -> None:
    client, aida = signed_in(cast.AIDA), of(cast.AIDA)
    answer = client.post(f"/en/account/members/{aida.id}/", {"deed": "end"})
    assert answer.status_code == 409
    assert "The last administrator cannot leave" in answer.content.decode()
    aida.refresh_from_db()
    assert aida.state == MembershipState.ACTIVE


def test_the_role_is_handed_over_on_its_page() -> None:
    person(cast.NURLAN)
    client, aida = signed_in(cast.AIDA), of(cast.AIDA)
    page = client.get(f"/en/account/members/{aida.id}/").content.decode()
    assert "Жумабаев Нурлан" in page
    for chosen in ({}, {"successor": str(aida.account_id)}, {"successor": "nobody"}):
        answer = client.post(f"/en/account/members/{aida.id}/", {"deed": "hand_over", **chosen})
        assert answer.status_code == 400
        assert 'href="#id_successor"' in answer.content.decode()
        aida.refresh_from_db()
        assert aida.state == MembershipState.ACTIVE
    client.post(f"/en/account/members/{aida.id}/", {"deed": "hand_over", "successor": str(person(cast.NURLAN).id)})
    roles = Membership.objects.active().filter(account=person(cast.NURLAN)).values_list("role", flat=True)
    assert sorted(roles) == [Role.ADMINISTRATOR, Role.RECRUITER]


def test_a_member_sees_colleagues_and_may_leave_but_changes_nobody() -> None:
    client, aida, nurlan = signed_in(cast.NURLAN), of(cast.AIDA), of(cast.NURLAN)
    assert "Sydykova Aida" in client.get("/en/account/members/").content.decode()
    assert client.get(f"/en/account/members/{aida.id}/").status_code == 404
    assert client.post(f"/en/account/members/{aida.id}/", {"deed": "end"}).status_code == 404
    assert client.post(f"/en/account/members/{nurlan.id}/", {"deed": "end"})["Location"] == "/en/account/"
    assert client.get("/en/account/members/").status_code == 404


def test_another_houses_member_does_not_exist_here() -> None:
    other = of(cast.BAKYT)
    client = signed_in(cast.AIDA)
    assert client.get(f"/en/account/members/{other.id}/").status_code == 404
    assert client.post(f"/en/account/members/{other.id}/", {"deed": "suspend"}).status_code == 404


def test_a_list_of_many_members_asks_as_often_as_a_list_of_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, house = signed_in(cast.AIDA), organisation_of(cast.KUMUSH_IYNE)
    for number in range(20):
        _member, code = services.invite_member(house.id, Role.RECRUITER, at=timezone.now(), by=BY)
        account = Account.objects.create_user(email=f"m{number}@many.example", given_name="Many")
        services.accept_invitation(code, account.id, at=timezone.now(), by=BY)
    with django_assert_max_num_queries(5):
        assert client.get("/en/account/members/").content.decode().count("Many") == 20


KEY = {"name": "Our website", "scopes": ["vacancies:write"]}


def with_app(who: cast.Person) -> Client:
    """Return a client that has used a second factor, which an enterprise need not have for anything else."""
    from allauth.mfa.totp.internal.auth import TOTP

    account = person(who)
    TOTP.activate(account, cast.SAMAT.secret)
    return client_of(account)


def secret_on(page: str) -> str:
    found = re.search(r"fs_[\w-]{43}", page)
    assert found is not None
    return found.group()


@pytest.mark.row("A-02", "A-16")
def test_a_key_is_shown_once_and_kept_as_a_digest() -> None:
    client = with_app(cast.AIDA)
    page = client.post("/en/account/keys/", KEY).content.decode()
    secret = secret_on(page)
    assert secret not in client.get("/en/account/keys/").content.decode()
    assert secret not in json.dumps(list(ApiKey.objects.values()), default=str)
    holder = key_holder(secret)
    assert holder is not None
    assert holder.organisation == organisation_of(cast.KUMUSH_IYNE).id
    assert client.post("/en/account/keys/", KEY).headers["Cache-Control"].count("no-store") == 1


@pytest.mark.row("SR-13")
def test_a_key_needs_a_second_factor() -> None:
    client = signed_in(cast.AIDA)
    assert "So first use your second factor" in client.get("/en/account/keys/").content.decode()
    assert client.post("/en/account/keys/", KEY).status_code == 403
    assert ApiKey.objects.count() == 0


def test_a_key_without_a_name_or_a_purpose_is_not_made() -> None:
    client = with_app(cast.AIDA)
    for facts in ({**KEY, "name": ""}, {"name": "x"}, {**KEY, "scopes": ["everything"]}):
        assert "error-summary" in client.post("/en/account/keys/", facts).content.decode()
    assert ApiKey.objects.count() == 0


def test_a_key_to_try_things_out_can_do_nothing_else() -> None:
    client = with_app(cast.AIDA)
    both = client.post("/en/account/keys/", {**KEY, "scopes": ["vacancies:test", "vacancies:write"]})
    assert "can do nothing else" in both.content.decode()
    assert ApiKey.objects.count() == 0


@pytest.mark.row("A-16")
def test_a_second_key_gives_the_first_thirty_days_and_a_third_is_refused() -> None:
    client = with_app(cast.AIDA)
    first = secret_on(client.post("/en/account/keys/", KEY).content.decode())
    second = secret_on(client.post("/en/account/keys/", KEY).content.decode())
    assert client.post("/en/account/keys/", KEY).status_code == 409
    assert ApiKey.objects.count() == 2
    now = timezone.now()
    for secret, days, works in ((first, 29, True), (first, 31, False), (second, 364, True), (second, 366, False)):
        assert (key_holder(secret, at=now + timedelta(days=days)) is not None) is works
    assert "End one before you make another" in client.get("/en/account/keys/").content.decode()


LIVE, READ, TRIAL = KeyScope.VACANCIES_WRITE, KeyScope.VACANCIES_READ, KeyScope.VACANCIES_TEST


@pytest.mark.row("A-16")
@pytest.mark.parametrize(
    ("asked_for", "days"),
    [
        ([LIVE, TRIAL], [365, 365]),
        ([TRIAL, LIVE], [365, 365]),
        ([LIVE, READ], [30, 365]),
        ([TRIAL, TRIAL], [30, 365]),
        ([LIVE, LIVE, TRIAL], [30, 365, 365]),
        ([LIVE, TRIAL, LIVE, TRIAL], [30, 30, 365, 365]),
        ([LIVE, READ, LIVE], [30, 365, "refused"]),
        ([TRIAL, LIVE, TRIAL, TRIAL], [30, 365, 365, "refused"]),
        ([TRIAL, TRIAL, LIVE, LIVE, READ], [30, 365, 30, 365, "refused"]),
    ],
)
def test_two_keys_of_a_kind_overlap_and_a_trial_key_touches_no_real_one(
    asked_for: list[KeyScope], days: list[int | str]
) -> None:
    house, by, at = organisation_of(cast.KUMUSH_IYNE), actor(cast.AIDA), timezone.now()
    for number, scope in enumerate(asked_for):
        refused = pytest.raises(Refused, match=r"key\.two") if days[number] == "refused" else nullcontext()
        with refused:
            services.issue_key(house.id, name=str(number), scopes=[scope], by=by, at=at)
    lives = ApiKey.objects.order_by("name").values_list("ends_at", flat=True)
    assert [(ends_at - at).days for ends_at in lives] == [count for count in days if count != "refused"]


@pytest.mark.row("A-16")
def test_an_ended_key_opens_nothing_from_this_moment_on() -> None:
    client = with_app(cast.AIDA)
    secret = secret_on(client.post("/en/account/keys/", KEY).content.decode())
    client.post("/en/account/keys/", {"end": str(ApiKey.objects.get().id)})
    assert key_holder(secret) is None
    assert "Keys that have ended" in client.get("/en/account/keys/").content.decode()


def test_anothers_key_cannot_be_ended() -> None:
    house, by = organisation_of(cast.CHUY_METALL), actor(cast.BAKYT)
    scopes = [KeyScope.VACANCIES_READ]
    key, secret = services.issue_key(house.id, name="x", scopes=scopes, by=by, at=timezone.now())
    with_app(cast.AIDA).post("/en/account/keys/", {"end": str(key.id)})
    assert key_holder(secret) is not None


@pytest.mark.row("A-16")
def test_a_key_may_only_what_it_was_given_for() -> None:
    house, by, at = organisation_of(cast.CHUY_METALL), actor(cast.BAKYT), timezone.now()
    _key, secret = services.issue_key(house.id, name="x", scopes=[KeyScope.VACANCIES_READ], by=by, at=at)
    holder = key_holder(secret)
    assert holder is not None
    assert holder.may(KeyScope.VACANCIES_READ)
    services.hold_key(holder, KeyScope.VACANCIES_READ, at=at)
    with pytest.raises(Refused) as no:
        services.hold_key(holder, KeyScope.VACANCIES_WRITE, at=at)
    assert (no.value.first.code, no.value.first.rule) == (Code.FORBIDDEN, "key.scope")


@pytest.mark.parametrize("who", [cast.NURLAN, cast.CHARLIE, cast.AIDA])
def test_only_the_administrator_makes_keys(who: cast.Person) -> None:
    house, scopes = organisation_of(cast.CHUY_METALL), [KeyScope.VACANCIES_READ]
    with pytest.raises(Refused) as no:
        services.issue_key(house.id, name="x", scopes=scopes, by=actor(who), at=timezone.now())
    assert no.value.first.rule == "right.missing"
    assert ApiKey.objects.count() == 0


@pytest.mark.parametrize("secret", ["", "fs_", "fs_" + "A" * 43, "' OR 1=1 --"])
def test_what_is_no_key_opens_nothing(secret: str) -> None:
    assert key_holder(secret) is None


def test_every_page_speaks_each_language() -> None:
    client = signed_in(cast.AIDA)
    for language in ("ru", "ky"):
        with translation.override(language):
            assert "Members" not in client.get(f"/{language}/account/members/").content.decode()
