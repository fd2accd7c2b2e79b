"""Row security: what the database shows each role though no view asks whose it is (SR-11)."""

import contextlib
import copy
import json
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from firststop.accounts import middleware
from firststop.accounts.enums import ConsentPurpose
from firststop.accounts.middleware import SecondFactorFirst
from firststop.accounts.queries import account_at
from firststop.accounts.services import give_consent
from firststop.casework.models import Assignment
from firststop.core.access import Access
from firststop.core.actor import Actor, ActorKind
from firststop.core.drafts import start_draft
from firststop.core.models import Draft
from firststop.core.reads import record_read
from firststop.core.row_security import ROLE, Reader, beyond_reader, rows_of
from firststop.jobseekers.models import Profile
from firststop.jobseekers.views import counselling
from firststop.vacancies.drafting import correction_form
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import SentAlert, Vacancy
from tests import cast, people
from tests.counts import count
from tests.scene import DESK, HALF_WAY, ROLES, Scene, undone
from tests.site.test_doors import PAGES, SAYS
from tests.site.test_doors import test_each_door_opens_for_whom_it_is_meant as opens_as_meant

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("SR-11")]

#: Whose rows there are.
PEOPLE = {
    who.key: who for who in (cast.AIGUL, cast.ERMEK, cast.AIDA, cast.NURLAN, cast.BAKYT, cast.CHARLIE, cast.SAMAT, DESK)
}
AIGUL, ERMEK, AIDA, NURLAN, BAKYT, CHARLIE, SAMAT, FRONT = PEOPLE
OF_PROFILE = "(SELECT person_id FROM jobseekers_profile p WHERE p.id = profile_id)"
#: Every walled table, and how a row's person is found.
WHOSE = {
    "accounts_consent": "account_id",
    "accounts_secondfactorreset": "account_id",
    "casework_client": "person_id",
    "core_draft": "owner",
    "core_message": "person",
    "core_recordread": "person",
    "employers_proof": "asked_by",
    "jobseekers_profile": "person_id",
    "jobseekers_profileskill": OF_PROFILE,
    "jobseekers_profileoccupation": OF_PROFILE,
    "jobseekers_nottoemployer": OF_PROFILE,
    "jobseekers_cvfile": OF_PROFILE,
    "placements_application": "person_id",
    "placements_invitation": "person_id",
    "vacancies_readerreport": "by",
    "vacancies_savedsearch": "person_id",
    "vacancies_sentalert": "(SELECT person_id FROM vacancies_savedsearch s WHERE s.id = search_id)",
    "vacancies_tablefault": "(SELECT by FROM vacancies_tableupload t WHERE t.id = table_id)",
    "vacancies_tableupload": "by",
}
HISTORY = ("jobseekers_profileevent", "placements_applicationevent", "placements_invitationevent")
OWN = {"core_draft", "core_message"}
PROFILE = {"jobseekers_profile", "jobseekers_profileskill", "jobseekers_profileoccupation"}
SEEKERS = OWN | PROFILE | {
    "accounts_consent", "casework_client", "core_recordread", "jobseekers_nottoemployer", "jobseekers_cvfile",
    "placements_application", "placements_invitation", "vacancies_savedsearch", "vacancies_sentalert",
}  # fmt: skip
APPLIED = {"placements_application", "placements_invitation"}
PROOF, REPORT, RESET = {"employers_proof"}, {"vacancies_readerreport"}, {"accounts_secondfactorreset"}
CLIENT = {"casework_client"}
TABLE = {"vacancies_tableupload", "vacancies_tablefault"}
PROOFS = {AIDA: PROOF, BAKYT: PROOF, FRONT: PROOF}
Rights = dict[str, set[str]]
#: Whose rows of which tables a role reads; what is not here it does not.
READS: dict[str, Rights] = {
    "seeker": {AIGUL: SEEKERS},
    "newcomer": {CHARLIE: REPORT},
    "owner": {AIGUL: PROFILE | APPLIED, AIDA: OWN | TABLE | PROOF, FRONT: PROOF},
    "recruiter": {AIGUL: PROFILE | APPLIED, AIDA: TABLE | PROOF, NURLAN: {"core_message"}, FRONT: PROOF},
    "rival": {BAKYT: OWN | TABLE | PROOF, FRONT: PROOF},
    "desk": {**PROOFS, BAKYT: PROOF | {"core_message"}},
    "counsellor": {AIGUL: PROFILE | APPLIED | {"casework_client", "core_recordread"}, SAMAT: RESET},
    "moderator": {CHARLIE: REPORT, SAMAT: RESET},
    "lead": {**PROOFS, BAKYT: PROOF | {"core_message"}, CHARLIE: REPORT, SAMAT: RESET, AIGUL: CLIENT, ERMEK: CLIENT},
    "keeper": {SAMAT: RESET},
    HALF_WAY: {SAMAT: RESET},
}
#: And changes.
CHANGES: dict[str, Rights] = {
    "seeker": {AIGUL: SEEKERS - {"casework_client", "core_recordread"}},
    "owner": {AIGUL: APPLIED, AIDA: OWN | TABLE | PROOF, FRONT: PROOF},
    "recruiter": {AIGUL: APPLIED, AIDA: TABLE | PROOF, NURLAN: {"core_message"}, FRONT: PROOF},
    "rival": {BAKYT: OWN | TABLE | PROOF, FRONT: PROOF},
    "desk": PROOFS,
    "counsellor": {AIGUL: PROFILE | {"casework_client"}, SAMAT: RESET},
    "moderator": {CHARLIE: REPORT},
    "lead": {**PROOFS, CHARLIE: REPORT, SAMAT: RESET, AIGUL: CLIENT, ERMEK: CLIENT},
    "keeper": {SAMAT: RESET},
}
#: And writes once, without changing it afterwards.
ADDS: dict[str, Rights] = {
    "counsellor": {AIGUL: {"core_recordread"}}, "newcomer": {CHARLIE: REPORT}, "desk": {AIGUL: CLIENT, ERMEK: CLIENT},
}  # fmt: skip
KNOWN_TO = {"seeker", "owner", "recruiter", "counsellor"}
#: Words that only walled tables hold, and who reads them somewhere.
WORDS = {
    "‹Я шью.›": KNOWN_TO,
    "‹Хочу к вам.›": KNOWN_TO,
    "‹Приходите›": KNOWN_TO,
    "‹I sew›": {"seeker"},
    "‹Моё›": {"seeker"},
    "‹Швея, черновик›": {"owner", "rival"},
    "‹table.csv›": {"owner", "recruiter", "rival"},
    "‹А. Сыдыкова›": {"owner", "recruiter", "rival", "desk", "lead"},
    "‹A1›": {"rival", "desk", "lead"},
    "‹Странно›": {"newcomer", "moderator", "lead"},
    "‹Голос›": {"counsellor", "moderator", "lead", "keeper", HALF_WAY},
}
#: What a letter's seal shows to whoever holds the letter.
BY_SEAL = ("vacancies:stop_sealed", "‹Моё›")


def reader_for(scene: Scene, role: str) -> Reader:
    """Return whom the database serves when a role asks for a page."""
    named: list[Reader] = []

    def note(who: Callable[[], Reader]) -> AbstractContextManager[None]:
        named.append(who())
        return rows_of(who)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "rows_of", note)
        scene.client(role).get("/en/about/")
    return named[0]


def asked(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def by_table(rights: Rights) -> dict[str, list[str]]:
    return {table: sorted(who for who, tables in rights.items() if table in tables) for table in WHOSE}


@cache
def names() -> dict[str, str]:
    accounts = {key: account_at(who.phone or who.email or "") for key, who in PEOPLE.items()}
    return {str(account.pk): key for key, account in accounts.items() if account}


def named(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted({names().get(str(row[0]), str(row[0])) for row in rows})


@pytest.fixture
def everything(scene: Scene) -> Scene:
    """Add the kinds of rows of hers that the scene lacks: a yes, a draft, a look, an ad that was sent to her."""
    who, at, on = people.actor(cast.AIGUL), timezone.now(), timezone.localdate()
    hers = uuid.UUID(who.id)
    give_consent(hers, ConsentPurpose.TERMS, data="terms", at=at, by=who)
    start_draft(hers, "vacancies.vacancy", on=on)
    gulnara = account_at(cast.GULNARA.email or "")
    assert gulnara is not None
    record_read(hers, by=Actor(str(gulnara.pk), ActorKind.STAFF), role="counsellor", purpose="test", what="test", on=on)
    SentAlert.objects.create(search_id=scene.ids["search"], vacancy_id=scene.ids["vacancy"], at=at)
    return scene


def test_there_are_rows_in_every_walled_table(everything: Scene) -> None:
    found = {table: named(asked(f"SELECT {whose} FROM {table}")) for table, whose in WHOSE.items()}
    assert [table for table, who in found.items() if not who] == []
    assert {who for names in found.values() for who in names} == set(PEOPLE)
    walled = asked("SELECT relname FROM pg_class WHERE relrowsecurity")
    assert {table for (table,) in walled} == {*WHOSE, *HISTORY}


@pytest.mark.parametrize("role", ROLES)
def test_the_database_shows_a_role_only_its_rows_whatever_a_view_forgets(everything: Scene, role: str) -> None:
    reader = reader_for(everything, role)
    with rows_of(lambda: reader):
        found = {table: asked(f"SELECT {whose} FROM {table}") for table, whose in WHOSE.items()}
        history = [asked(f"SELECT count(*) FROM {table}") for table in HISTORY]
    assert {table: named(rows) for table, rows in found.items()} == by_table(READS.get(role, {}))
    assert history == [[(0,)]] * len(HISTORY)


@pytest.mark.parametrize("role", ROLES)
def test_the_database_lets_a_role_change_only_its_rows_whatever_a_view_forgets(everything: Scene, role: str) -> None:
    reader, changed = reader_for(everything, role), {}
    for table, whose in WHOSE.items():
        key = "person_id" if table == "casework_client" else "id"
        with undone(), rows_of(lambda: reader):
            touched = asked(f"UPDATE {table} SET {key} = {key} RETURNING {key}")
            with beyond_reader():
                changed[table] = asked(
                    f"SELECT {whose} FROM {table} WHERE {key} = ANY(%s)", [row[0] for row in touched]
                )
    assert {table: named(rows) for table, rows in changed.items()} == by_table(CHANGES.get(role, {}))


@pytest.mark.parametrize("role", ROLES)
def test_the_database_lets_a_role_remove_only_its_rows_whatever_a_view_forgets(everything: Scene, role: str) -> None:
    reader, removed = reader_for(everything, role), {}
    for table, whose in WHOSE.items():
        with undone():
            before = asked(f"SELECT t.ctid, {whose} FROM {table} t")
            with rows_of(lambda: reader):
                gone = asked(f"DELETE FROM {table} t RETURNING t.ctid")
            removed[table] = [(who,) for key, who in before if (key,) in gone]
    assert {table: named(rows) for table, rows in removed.items()} == by_table(CHANGES.get(role, {}))


@pytest.mark.parametrize("role", ROLES)
def test_the_database_lets_nobody_write_a_row_in_the_name_of_another(everything: Scene, role: str) -> None:
    reader, taken = reader_for(everything, role), []
    for table, whose in WHOSE.items():
        rows = {names()[str(who)]: row for who, row in asked(f"SELECT {whose}, to_jsonb(t) FROM {table} t")}
        for person, row in rows.items():
            if any(table in rights.get(role, {}).get(person, ()) for rights in (CHANGES, ADDS)):
                continue
            with undone(), rows_of(lambda: reader), pytest.raises(DatabaseError, match="row-level security"), undone():
                asked(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)", row)
            taken.append(table)
    assert taken


@pytest.mark.parametrize("role", ROLES)
def test_with_every_view_open_no_page_shows_what_is_anothers(everything: Scene, role: str, monkeypatch: Any) -> None:
    client, leaks = everything.client(role), []
    cookies = copy.deepcopy(client.cookies)
    monkeypatch.setattr(Access, "admits", lambda *_: True)
    monkeypatch.setattr(SecondFactorFirst, "process_view", lambda *_: None)
    monkeypatch.setattr(counselling, "may_open", lambda *_, **__: True)
    client.raise_request_exception = False
    code = Profile.objects.get(person=people.person(cast.AIGUL)).code
    closed = [word for word, readers in {**WORDS, code: KNOWN_TO}.items() if role not in readers]
    # Every page is opened by some roles in each run, and by all of them when proving.
    step = count(4, proof=1)
    for door in PAGES[list(ROLES).index(role) % step :: step]:
        with undone():
            address = door.address(everything)
            page = client.post(address, SAYS) if door.how == "post" else client.get(address)
        client.cookies = copy.deepcopy(cookies)
        text = b"".join(page).decode(errors="replace")
        leaks += [(door.route, word) for word in closed if word in text]
    assert [leak for leak in leaks if leak != BY_SEAL] == []


def test_a_view_that_forgets_to_ask_is_caught_by_the_database(everything: Scene, monkeypatch: Any) -> None:
    monkeypatch.setattr(counselling, "may_open", lambda *_, **__: True)
    hers, others = (reverse("jobseekers:client", args=[people.person(who).id]) for who in (cast.AIGUL, cast.ERMEK))
    counsellor = everything.client("counsellor")
    assert "‹sew›" in counsellor.get(hers).content.decode()
    assert "‹sew›" not in counsellor.get(others).content.decode()


def test_a_counsellor_who_has_not_come_in_as_one_reads_no_client(everything: Scene) -> None:
    counsellor = reader_for(everything, "counsellor")
    count = "SELECT count(*) FROM casework_client"
    with rows_of(lambda: counsellor):
        assert asked(count) == [(1,)]
    with rows_of(lambda: Reader(person=counsellor.person)):
        assert asked(count) == [(0,)]


def test_the_desk_reads_of_others_only_the_questions_that_nobody_answered(everything: Scene) -> None:
    desk = reader_for(everything, "desk")
    with rows_of(lambda: desk):
        assert asked("SELECT id::text, answered_at FROM core_message") == [(everything.ids["message"], None)]


def test_an_ad_that_ends_takes_a_colleagues_correction_with_it(scene: Scene) -> None:
    ad, owner = uuid.UUID(scene.ids["vacancy"]), account_at(cast.AIDA.email or "")
    assert owner is not None
    kept = start_draft(owner.pk, correction_form(ad), on=timezone.localdate())
    scene.client("recruiter").post(reverse("vacancies:act", args=[ad, "stop"]), SAYS)
    assert Vacancy.objects.get(id=ad).status == AdStatus.STOPPED
    assert not Draft.objects.filter(id=kept.id).exists()


def test_a_substitute_reads_clients_until_the_day_of_the_country_ends(scene: Scene) -> None:
    counsellor, other, last = reader_for(scene, "counsellor"), people.person(cast.CHARLIE).id, date(2026, 11, 26)

    def clients(day: date | None) -> int:
        with rows_of(lambda: replace(counsellor, person=other, day=day)):
            return int(asked("SELECT count(*) FROM casework_client")[0][0])

    Assignment.objects.filter(account=counsellor.person).update(substitute=other, away_until=last)
    assert [clients(day) for day in (last, last + timedelta(days=1), None)] == [1, 0, 0]


@pytest.mark.parametrize("role", list(ROLES)[:: count(3, proof=1)])
def test_each_door_opens_as_well_without_row_security(scene: Scene, role: str, settings: Any) -> None:
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.endswith("OnlyOwnRows")]
    opens_as_meant(scene, role)


@pytest.mark.parametrize("inside", [True, False], ids=["in a transaction", "by itself"])
def test_every_statement_is_told_anew_whom_it_serves(scene: Scene, inside: bool) -> None:
    owner = uuid.UUID(scene.ids["person"])
    count = "SELECT count(*) FROM jobseekers_profile"
    with transaction.atomic() if inside else nullcontext():
        # More often than the line needs to prepare a statement: its plan must not outlive the reader.
        for _time in range(12):
            with rows_of(Reader):
                assert asked(count) == [(0,)]
                with beyond_reader():
                    assert asked(count) == [(2,)]
                assert asked(count) == [(0,)]
            with rows_of(lambda: Reader(person=owner)):
                assert asked(count) == [(1,)]
            assert asked(count) == [(2,)]


def test_a_savepoint_that_is_rolled_back_does_not_open_the_wall(scene: Scene) -> None:
    with rows_of(Reader), transaction.atomic():
        with contextlib.suppress(LookupError), transaction.atomic():
            asked("SELECT 1")
            raise LookupError
        assert asked("SELECT count(*) FROM jobseekers_profile") == [(0,)]


def test_a_line_that_is_used_again_without_a_reader_shows_nothing(everything: Scene) -> None:
    with undone():
        asked(f"SET LOCAL ROLE {ROLE}")
        assert {table for table in [*WHOSE, *HISTORY] if asked(f"SELECT FROM {table}")} == set()


def test_that_a_row_exists_is_told_by_no_error_of_keys(everything: Scene) -> None:
    """An insert that would break a unique or a foreign key is refused before the key is looked at."""
    rows = asked("SELECT to_jsonb(t) FROM jobseekers_profile t")
    for (row,) in rows:
        for changes in ({}, {"id": str(uuid.uuid4()), "code": "FRESH222"}, {"person_id": str(uuid.uuid4())}):
            said = json.dumps({**json.loads(row), **changes})
            with undone(), rows_of(Reader), pytest.raises(DatabaseError, match="row-level security"), undone():
                asked(
                    "INSERT INTO jobseekers_profile SELECT * FROM jsonb_populate_record(NULL::jobseekers_profile, %s)",
                    said,
                )
