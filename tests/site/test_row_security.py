"""Row security: what the database shows each role though no view asks whose it is (SR-11)."""

import contextlib
import json
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from firststop.accounts import middleware
from firststop.accounts.enums import ConsentPurpose
from firststop.accounts.middleware import SecondFactorFirst
from firststop.accounts.services import give_consent
from firststop.core.access import Access
from firststop.core.row_security import ROLE, Reader, beyond_reader, rows_of
from firststop.jobseekers.models import Profile
from firststop.jobseekers.views import counselling
from tests import cast, people
from tests.scene import ROLES, Scene, undone
from tests.site.test_doors import OF_A_RECORD, SAYS, test_each_door_opens_for_whom_it_is_meant

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-11")]

AIGUL, ERMEK = "AIGUL", "ERMEK"
#: Every walled table, and how a row's person is found.
WHOSE = {
    "accounts_consent": "account_id",
    "casework_client": "person_id",
    "jobseekers_profile": "person_id",
    "jobseekers_profileskill": "(SELECT person_id FROM jobseekers_profile p WHERE p.id = profile_id)",
    "jobseekers_profileoccupation": "(SELECT person_id FROM jobseekers_profile p WHERE p.id = profile_id)",
    "jobseekers_nottoemployer": "(SELECT person_id FROM jobseekers_profile p WHERE p.id = profile_id)",
    "jobseekers_cvfile": "(SELECT person_id FROM jobseekers_profile p WHERE p.id = profile_id)",
    "placements_application": "person_id",
    "placements_invitation": "person_id",
}
HISTORY = ("jobseekers_profileevent", "placements_applicationevent", "placements_invitationevent")
PROFILE = {"jobseekers_profile", "jobseekers_profileskill", "jobseekers_profileoccupation"}
APPLIED = {"placements_application", "placements_invitation"}
#: Whose rows of which tables a role reads; what is not here it does not.
READS = {
    "seeker": {AIGUL: set(WHOSE)},
    "owner": {AIGUL: PROFILE | APPLIED},
    "recruiter": {AIGUL: PROFILE | APPLIED},
    "counsellor": {AIGUL: PROFILE | APPLIED | {"casework_client"}},
}
#: And changes.
CHANGES = {
    "seeker": {AIGUL: set(WHOSE) - {"casework_client"}},
    "owner": {AIGUL: APPLIED},
    "recruiter": {AIGUL: APPLIED},
    "counsellor": {AIGUL: PROFILE | {"casework_client"}},
}
#: What only the walled tables hold of her.
HERS = ("‹Я шью.›", "‹Хочу к вам.›", "‹Приходите›", "‹I sew›")


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


def by_table(rights: dict[str, set[str]]) -> dict[str, list[str]]:
    return {table: sorted(who for who, tables in rights.items() if table in tables) for table in WHOSE}


def named(rows: list[tuple[uuid.UUID]]) -> list[str]:
    names = {people.person(cast.AIGUL).id: AIGUL, people.person(cast.ERMEK).id: ERMEK}
    return sorted({names.get(person, str(person)) for (person,) in rows})


@pytest.fixture
def everything(scene: Scene) -> Scene:
    """Add the one kind of row that the scene lacks: a yes of hers."""
    who = people.actor(cast.AIGUL)
    give_consent(uuid.UUID(who.id), ConsentPurpose.SMS_NEWS, data="phone", at=timezone.now(), by=who)
    return scene


def test_there_is_a_row_of_hers_in_every_walled_table(everything: Scene) -> None:
    assert by_table({AIGUL: set(WHOSE)}) == {
        table: [who for who in named(asked(f"SELECT {whose} FROM {table}")) if who == AIGUL]
        for table, whose in WHOSE.items()
    }


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


@pytest.mark.parametrize("role", [role for role in ROLES if role != "seeker"])
def test_the_database_lets_nobody_write_a_row_in_her_name(everything: Scene, role: str) -> None:
    reader, taken = reader_for(everything, role), []
    for table, whose in WHOSE.items():
        if AIGUL in by_table(CHANGES.get(role, {}))[table]:
            continue
        rows = asked(f"SELECT to_jsonb(t) FROM {table} t WHERE {whose} = %s", people.person(cast.AIGUL).id)
        with undone(), rows_of(lambda: reader), pytest.raises(DatabaseError, match="row-level security"), undone():
            asked(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)", rows[0][0])
        taken.append(table)
    assert taken


@pytest.mark.parametrize("role", [role for role in ROLES if role not in READS])
def test_with_every_view_open_no_page_shows_what_is_hers(everything: Scene, role: str, monkeypatch: Any) -> None:
    client, leaks = everything.client(role), []
    monkeypatch.setattr(Access, "admits", lambda *_: True)
    monkeypatch.setattr(SecondFactorFirst, "process_view", lambda *_: None)
    monkeypatch.setattr(counselling, "may_open", lambda *_, **__: True)
    client.raise_request_exception = False
    for door in OF_A_RECORD:
        with undone():
            address = door.address(everything)
            page = client.post(address, SAYS) if door.how == "post" else client.get(address)
        text = b"".join(page).decode(errors="replace")
        leaks += [
            f"{door.row}: {word}"
            for word in [*HERS, Profile.objects.get(person=people.person(cast.AIGUL)).code]
            if word in text
        ]
    assert leaks == []


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


@pytest.mark.parametrize("role", ROLES)
def test_each_door_opens_as_well_without_row_security(scene: Scene, role: str, settings: Any) -> None:
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.endswith("OnlyOwnRows")]
    test_each_door_opens_for_whom_it_is_meant(scene, role)


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
        assert [asked(f"SELECT count(*) FROM {table}") for table in [*WHOSE, *HISTORY]] == [[(0,)]] * 12


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
