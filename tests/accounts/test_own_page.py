"""What a person sees and decides: consent receipts, who looked, data to take away or erase."""

import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from firststop.accounts import services
from firststop.accounts.enums import ConsentPurpose, Role
from firststop.accounts.models import Account, Consent, Membership
from firststop.accounts.queries import has_consented, looks_at
from firststop.accounts.queries.own_record import looks_record
from firststop.accounts.services import notices, own_data
from firststop.casework.enums import Clock
from firststop.casework.services import open_task
from firststop.core.actor import Actor, ActorKind
from firststop.core.drafts import start_draft
from firststop.core.models import Change, RecordRead
from firststop.core.reads import record_reads
from firststop.core.refusals import Code, Refused, refuse
from tests import cast
from tests.people import BY, actor, client_of, organisation_of, person, signed_in

pytestmark = pytest.mark.django_db
AGREED = "/en/account/agreed/"


@pytest.mark.row("A-07")
def test_a_yes_leaves_a_receipt_and_is_taken_back_with_one_click() -> None:
    client, account, house = signed_in(cast.ERMEK), person(cast.ERMEK), organisation_of(cast.CHUY_METALL)
    show, firm, by = ConsentPurpose.SHOW_TO_EMPLOYER, str(house.id), actor(cast.ERMEK)
    for _click in range(2):
        receipt = services.give_consent(account.id, show, data="Name", at=timezone.now(), by=by, recipient=firm)
    assert Consent.objects.get() == receipt
    assert (receipt.data, receipt.version, receipt.recipient) == ("Name", "2026-11", firm)
    assert f'value="{receipt.id}"' in client.get(AGREED).content.decode()
    client.post(AGREED, {"withdraw": str(receipt.id)})
    assert not has_consented(account.id, show, firm)
    services.give_consent(account.id, show, data="Name", at=timezone.now(), by=by, recipient=firm)
    assert Consent.objects.count() == 2
    verbs = list(Change.objects.filter(detail__account=str(account.id)).order_by("id").values_list("verb", flat=True))
    assert verbs == ["consent_given", "consent_withdrawn", "consent_given"]


@pytest.mark.row("A-07")
@pytest.mark.parametrize("purpose", [ConsentPurpose.KEEP_CV, ConsentPurpose.SMS_NEWS])
def test_what_nothing_obeys_is_not_offered_but_an_old_receipt_of_it_is_read_and_ended(purpose: ConsentPurpose) -> None:
    client, account = signed_in(cast.ERMEK), person(cast.ERMEK)
    page = client.get(AGREED).content.decode()
    assert (str(purpose.label) in page, "You have agreed to nothing yet" in page) == (False, True)
    client.post(AGREED, {"give": purpose.value})
    assert not Consent.objects.exists()
    at = timezone.now()
    old = Consent.objects.create(account=account, purpose=purpose, data="Your CV", version="2026-11", given_at=at)
    page = client.get(AGREED).content.decode()
    assert (str(purpose.label) in page, "Your CV" in page) == (True, True)
    client.post(AGREED, {"withdraw": str(old.id)})
    assert not has_consented(account.id, purpose)


@pytest.mark.parametrize(
    "facts",
    [{"give": "everything"}, {"give": "terms"}, {"withdraw": "x"},
     {"withdraw": "6d3c1a52-0b1f-4c1e-9d2a-1f2e3d4c5b6a"}, {}],
)  # fmt: skip
def test_what_is_not_offered_is_not_agreed(facts: dict[str, str]) -> None:
    assert signed_in(cast.ERMEK).post(AGREED, facts).status_code == 302
    assert Consent.objects.count() == 0


@pytest.mark.row("A-07")
def test_nobody_agrees_or_withdraws_for_another() -> None:
    account, at = person(cast.ERMEK), timezone.now()
    mine = services.give_consent(account.id, ConsentPurpose.TERMS, data="terms", at=at, by=actor(cast.ERMEK))
    signed_in(cast.CHARLIE).post(AGREED, {"withdraw": str(mine.id)})
    assert has_consented(account.id, ConsentPurpose.TERMS)
    with pytest.raises(Refused):
        services.give_consent(account.id, ConsentPurpose.TERMS, data="x", at=at, by=actor(cast.GULNARA))
    with pytest.raises(Refused):
        services.withdraw_consent(account.id, mine.id, at=at, by=actor(cast.GULNARA))
    assert Consent.objects.filter(withdrawn_at__isnull=True).count() == 1


@pytest.mark.row("A-07")
def test_a_receipt_for_a_firm_says_its_name_and_can_be_withdrawn_there() -> None:
    account, house = person(cast.ERMEK), organisation_of(cast.CHUY_METALL)
    show = ConsentPurpose.SHOW_TO_EMPLOYER
    by, at = actor(cast.ERMEK), timezone.now()
    receipt = services.give_consent(account.id, show, data="Name", at=at, by=by, recipient=str(house.id))
    client = signed_in(cast.ERMEK)
    assert "Chuy-Metall" in client.get(AGREED).content.decode()
    client.post(AGREED, {"withdraw": str(receipt.id)})
    assert not has_consented(account.id, show, str(house.id))


def test_many_receipts_ask_as_often_as_few(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    account, at = person(cast.ERMEK), timezone.now()
    for number in range(20):
        Consent.objects.create(
            account=account, purpose="keep_cv", data="CV", recipient=f"r{number}", version="1", given_at=at
        )
    client = signed_in(cast.ERMEK)
    with django_assert_max_num_queries(7):
        assert client.get(AGREED).content.decode().count("words of 1") == 20


def look(reader: cast.Person, *, role: str, purpose: str = "meeting", what: str = "profile") -> None:
    on = timezone.localdate()
    record_reads([person(cast.ERMEK).id], by=actor(reader), role=role, purpose=purpose, what=what, on=on)


@pytest.mark.row("A-08")
def test_a_person_sees_who_looked_in_which_role_at_what_and_why() -> None:
    services.name_purposes({"test.meeting": "To prepare a meeting"})
    services.name_records({"test.profile": "Your profile"})
    look(cast.GULNARA, role="counsellor", purpose="test.meeting", what="test.profile")
    look(cast.NURLAN, role="recruiter")
    newest, first = looks_at(person(cast.ERMEK).id)
    assert (newest.organisation, str(newest.role), newest.purpose) == ("Kumush Iyne", "Recruiter", "meeting")
    assert (first.organisation, str(first.role), first.what, first.purpose) == (
        "Employment service",
        "Counsellor",
        "Your profile",
        "To prepare a meeting",
    )
    page = signed_in(cast.ERMEK).get("/en/account/looks/").content.decode()
    assert "To prepare a meeting" in page
    assert "Абдылдаева" not in page


@pytest.mark.row("A-08")
def test_who_loads_a_page_again_and_again_pushes_no_other_look_out_of_sight() -> None:
    look(cast.GULNARA, role="counsellor", what="letter")
    for _time in range(60):
        look(cast.NURLAN, role="recruiter")
    list_, letter = looks_at(person(cast.ERMEK).id)
    assert (list_.organisation, list_.times, letter.what, letter.times) == ("Kumush Iyne", 60, "letter", 1)
    page = signed_in(cast.ERMEK).get("/en/account/looks/").content.decode()
    assert ("letter. meeting" in page, "60 times on this day" in page) == (True, True)
    assert len(looks_record(person(cast.ERMEK).id)) == 61


def test_equal_looks_of_two_days_are_two_lines() -> None:
    look(cast.GULNARA, role="counsellor")
    RecordRead.objects.update(at=timezone.now() - timedelta(days=1))
    look(cast.GULNARA, role="counsellor")
    assert [each.times for each in looks_at(person(cast.ERMEK).id)] == [1, 1]


@pytest.mark.row("A-08")
def test_older_looks_stand_on_the_next_page() -> None:
    for number in range(51):
        look(cast.GULNARA, role="counsellor", purpose=f"reason {number:02}.")
    client = signed_in(cast.ERMEK)
    first, second = (client.get(f"/en/account/looks/{page}").content.decode() for page in ("", "?page=2"))
    assert ("?page=2" in first, "reason 00." in first, "reason 50." in first) == (True, False, True)
    assert ("?page=1" in second, "reason 00." in second, "reason 50." in second) == (True, True, False)
    assert client.get("/en/account/looks/?page=x").status_code == 400


def test_before_anybody_looked_the_page_says_so() -> None:
    assert "Nobody yet" in signed_in(cast.ERMEK).get("/en/account/looks/").content.decode()


@pytest.mark.row("A-08")
def test_looks_at_others_are_not_mine_to_see() -> None:
    look(cast.GULNARA, role="counsellor")
    assert "Counsellor" not in signed_in(cast.CHARLIE).get("/en/account/looks/").content.decode()


def test_many_looks_ask_as_often_as_few(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        look(cast.GULNARA, role="counsellor", purpose=f"reason {number}")
    client = signed_in(cast.ERMEK)
    with django_assert_max_num_queries(6):
        assert client.get("/en/account/looks/").content.decode().count("Counsellor") == 30


MARK = "Zzmarkerzz"


def planted() -> Account:
    """Return an account with a marker in everything that accounts and core keep about a person."""
    at, on = timezone.now(), timezone.localdate()
    account = services.create_account(
        by=BY,
        phone="+996555000777",
        email=f"{MARK}@erase.example",
        given_name=f"{MARK} given",
        family_name=f"{MARK} family",
        password=f"{MARK} password",
        phone_verified=True,
        email_verified=True,
    )
    me = own(account)
    services.set_name(account.id, given_name=f"{MARK} newer", family_name=f"{MARK} newest", by=me)
    services.give_consent(account.id, ConsentPurpose.TERMS, data=f"{MARK} data", at=at, by=me)
    house = organisation_of(cast.KUMUSH_IYNE)
    _member, code = services.invite_member(house.id, Role.RECRUITER, at=at, by=BY)
    services.accept_invitation(code, account.id, at=at, by=me)
    start_draft(account.id, "test", on=on, values={"typed": f"{MARK} draft"})
    record_reads([account.id], by=actor(cast.GULNARA), role="counsellor", purpose=MARK, what=MARK, on=on)
    services.ask_second_factor_reset(account.id, reason=f"{MARK} passport", by=actor(cast.GULNARA), at=at)
    return account


def own(account: Account) -> Actor:
    return Actor(str(account.id), ActorKind.PERSON)


def found_in_tables(*words: str) -> set[str]:
    """Return the tables in which one of the words stands, whatever the column; sessions are opened first."""
    opened = str([session.get_decoded() for session in Session.objects.all()])
    found = {"django_session"} if any(word in opened for word in words) else set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for word in words:
                cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE t::text ILIKE %s LIMIT 1', [f"%{word}%"])
                if cursor.fetchone():
                    found.add(table)
    return found


@pytest.mark.row("A-11")
def test_erasing_leaves_no_marker_in_any_table_and_no_session() -> None:
    account = planted()
    here, there = client_of(account), client_of(account)
    before = found_in_tables(MARK)
    assert {"accounts_account", "accounts_accountevent", "accounts_consent", "core_draft", "core_recordread"} <= before
    answer = here.post("/en/account/data/erase/")
    assert answer.status_code == 302
    assert found_in_tables(MARK, "+996555000777") == set()
    assert {here.get("/en/account/").status_code, there.get("/en/account/").status_code} == {302}
    assert services.was_erased(account.id)


@pytest.mark.row("A-11")
def test_what_stays_after_erasing_are_ids_and_a_digest() -> None:
    account = planted()
    services.erase_account(account.id, by=own(account), at=timezone.now())
    kept = found_in_tables(str(account.id))
    assert kept <= {"core_change", "pghistory_context"}
    assert Change.objects.filter(subject=account.id, verb="account_erased").count() == 1


@pytest.mark.row("A-11")
def test_packages_above_are_asked_to_erase_and_may_refuse_the_whole() -> None:
    account, asked = planted(), list[uuid.UUID]()

    def held(person_id: uuid.UUID, _at: object) -> None:
        asked.append(person_id)
        raise refuse(Code.CONFLICT, "test.held", "Held by law")

    before = dict(own_data._erasers)
    own_data._erasers["test"] = held
    try:
        with pytest.raises(Refused):
            services.erase_account(account.id, by=own(account), at=timezone.now())
    finally:
        own_data._erasers.clear()
        own_data._erasers.update(before)
    assert asked == [account.id]
    assert Account.objects.filter(id=account.id).exists()
    assert Membership.objects.active().filter(account=account).exists()


def test_the_last_administrator_hands_over_before_erasing() -> None:
    client = signed_in(cast.BAKYT)
    answer = client.post("/en/account/data/erase/")
    assert answer.status_code == 409
    assert "Hand the role over" in answer.content.decode()
    assert Account.objects.filter(phone=cast.BAKYT.phone).exists()


@pytest.mark.row("A-11")
def test_only_oneself_takes_or_erases_ones_data() -> None:
    account = person(cast.ERMEK)
    for who in (cast.CHARLIE, cast.GULNARA, cast.MEERIM):
        with pytest.raises(Refused):
            services.erase_account(account.id, by=actor(who), at=timezone.now())
        with pytest.raises(Refused):
            services.export_own_data(account.id, by=actor(who))
    assert Account.objects.filter(id=account.id).exists()


@pytest.mark.row("A-11")
def test_the_file_holds_all_of_mine_and_nothing_of_others() -> None:
    account = planted()
    notices.tell_sign_in_changed(account.id, on=timezone.localdate())
    client = client_of(account)
    answer = client.get("/en/account/data/firststop.json")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    held = json.loads(answer.content)
    assert held["account"]["given_name"] == f"{MARK} newer"
    assert held["account"]["phone"] == "+996555000777"
    assert [role["organisation"] for role in held["account"]["roles"]] == ["Kumush Iyne"]
    assert [consent["data"] for consent in held["account"]["consents"]] == [f"{MARK} data"]
    assert [each["organisation"] for each in held["looks"]] == ["Employment service"]
    assert [each["text"][:19] for each in held["messages"]] == ["Your number, addres"]
    assert [draft["values"] for draft in held["drafts"]] == [{"typed": f"{MARK} draft"}]
    assert "Абдылдаева" not in answer.content.decode()


@pytest.mark.row("A-11")
def test_the_file_to_read_says_the_same_and_hides_no_script() -> None:
    account = planted()
    services.set_name(account.id, given_name="<script>alert(1)</script>", family_name="X", by=own(account))
    page = client_of(account).get("/en/account/data/firststop.html").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert f"{MARK} draft" in page
    assert "undefined" not in page


@pytest.mark.row("A-11")
def test_a_package_above_adds_its_part() -> None:
    before = dict(own_data._exporters)
    services.register_export("test", lambda person_id: {"hobby": f"knitting {person_id}"})
    try:
        held = json.loads(signed_in(cast.ERMEK).get("/en/account/data/firststop.json").content)
    finally:
        own_data._exporters.clear()
        own_data._exporters.update(before)
    assert held["test"] == {"hobby": f"knitting {person(cast.ERMEK).id}"}


def test_history_that_only_forgets_who_it_was_stays() -> None:
    account, subject = planted(), uuid.uuid4()
    task = open_task("test", subject, clock=Clock.MODERATION, at=timezone.now())
    type(task)._default_manager.filter(id=task.id).update(owner=account.id)
    history = apps.get_model("casework", "TaskEvent")._default_manager.filter(subject=subject)
    written = history.count()
    assert history.filter(owner=account.id).exists()
    services.erase_account(account.id, by=own(account), at=timezone.now())
    assert not history.filter(owner=account.id).exists()
    assert history.count() >= written


@pytest.mark.parametrize(
    ("page", "way_on"),
    [("messages", "/en/account/reached-by/"), ("looks", "/en/account/agreed/"), ("agreed", "/en/account/looks/")],
)
def test_an_empty_page_leads_on(page: str, way_on: str) -> None:
    html = signed_in(cast.ERMEK).get(f"/en/account/{page}/").content.decode()
    assert f'href="{way_on}"' in html.partition('class="fs-empty"')[2].partition("</div>")[0]
