"""Stories of clients: the desk gives somebody a counsellor, a lead shares clients out, weight counts in the alarm."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from firststop.casework.models import Assignment
from firststop.casework.models import Client as CaseClient
from firststop.casework.queries import CASELOAD_ALARM, load_of
from firststop.casework.services import assign_client, assign_staff
from firststop.core.models import Message, RecordRead
from firststop.core.refusals import Refused
from firststop.jobseekers.enums import Visibility
from tests import cast, people
from tests.jobseekers.test_pages import case
from tests.people import actor, person, signed_in
from tests.placements import stage
from tests.scene import DESK, KEEPER, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-11")]
GIVE, MINE = "/en/me/give", "/en/me/clients"
COLLEAGUE = replace(cast.SAMAT, parts=(*cast.SAMAT.parts, cast.Part(cast.SERVICE, "counsellor")))


def read(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def at_work(who: cast.Person) -> str:
    """Let somebody work in the office; return the key of the choice that they are."""
    return str(assign_staff("test", person(who).id, by=people.BY).pk)


@pytest.fixture
def aigul() -> uuid.UUID:
    """Return a client of Gulnara's, who works in the office beside a colleague."""
    client = case(cast.AIGUL, cast.GULNARA)
    for who in (cast.GULNARA, COLLEAGUE):
        at_work(who)
    return client


@pytest.mark.parametrize("who", [DESK, cast.MEERIM], ids=["front desk", "lead"])
def test_whoever_comes_to_the_desk_gets_a_counsellor_by_the_own_code(who: cast.Person) -> None:
    case(cast.ERMEK, cast.GULNARA)
    client, gulnara = signed_in(who), at_work(cast.GULNARA)
    code = stage.profile_of(person(cast.AIGUL), Visibility.HIDDEN).code
    assert "Give to a counsellor" in read(client, "/en/desk/")
    page = client.post(GIVE, {"code": code.lower()}).content.decode()
    assert [word in page for word in (cast.AIGUL.name("ru").family, "Office: 1 / 150")] == [True, True]
    assert client.post(GIVE, {"code": code, "give": "yes"}).status_code == 400
    assert client.post(GIVE, {"code": code, "give": "yes", "counsellor": gulnara}).status_code == 302
    given = CaseClient.objects.get(person=person(cast.AIGUL).id)
    assert (given.counsellor_id, given.office_id, given.weight) == (person(cast.GULNARA).id, "test", 1)
    assert cast.AIGUL.name("ru").family in read(signed_in(cast.GULNARA), MINE)
    looks = RecordRead.objects.filter(person=person(cast.AIGUL).id)
    assert set(looks.values_list("purpose", "what")) == {("casework.sharing", "casework.client")}
    assert "We looked for a counsellor who has time for you" in read(signed_in(cast.AIGUL), "/en/account/looks/")
    # Nobody calls for a firm, so nothing is said of one.
    assert not Message.objects.exists()


def test_a_firms_call_leads_the_desk_on_to_a_counsellor_and_a_counsellor_not() -> None:
    code = stage.profile_of(person(cast.AIGUL), Visibility.ANONYMOUS).code
    sent = {"firm": "Kumush Iyne", "code": code}
    shown = [signed_in(who).post("/en/me/by-code", sent).content.decode() for who in (DESK, cast.GULNARA)]
    assert [GIVE in page for page in shown] == [True, False]


def test_the_desk_does_not_move_a_client_and_learns_no_more_than_that_there_is_a_counsellor(aigul: uuid.UUID) -> None:
    code, other = stage.profile_of(person(cast.AIGUL), Visibility.HIDDEN).code, at_work(COLLEAGUE)
    desk = signed_in(DESK)
    assert cast.GULNARA.name("en").family not in desk.post(GIVE, {"code": code}).content.decode().partition("<form")[0]
    answer = desk.post(GIVE, {"code": code, "give": "yes", "counsellor": other})
    assert (answer.status_code, "has a counsellor already" in answer.content.decode()) == (400, True)
    assert CaseClient.objects.get().counsellor_id == person(cast.GULNARA).id
    assert f"/en/desk/clients/{aigul}" in signed_in(cast.MEERIM).post(GIVE, {"code": code}).content.decode()


@pytest.mark.parametrize("code", ["", "ZZZZZZ"])
def test_a_code_that_nobody_has_gives_nobody(code: str) -> None:
    case(cast.ERMEK, cast.GULNARA)
    assert signed_in(DESK).post(GIVE, {"code": code, "give": "yes", "counsellor": "1"}).status_code == 400
    assert (CaseClient.objects.count(), RecordRead.objects.count()) == (1, 0)


def test_a_lead_moves_a_client_who_leaves_the_one_list_and_stands_on_the_other(aigul: uuid.UUID) -> None:
    lead, gulnara, name = signed_in(cast.MEERIM), person(cast.GULNARA).id, cast.AIGUL.name("ru").family
    listed = f"/en/desk/offices/test/staff/{gulnara}"
    assert name in read(lead, listed)
    assert RecordRead.objects.filter(person=aigul, role="lead").count() == 1
    page = f"/en/desk/clients/{aigul}"
    assert name in read(lead, page)
    assert lead.post(page, {"counsellor": at_work(COLLEAGUE)}).status_code == 400
    assert CaseClient.objects.get().counsellor_id == gulnara
    assert lead.post(page, {"counsellor": at_work(COLLEAGUE), "weight": "3"}).status_code == 302
    moved = CaseClient.objects.get()
    assert (moved.counsellor_id, moved.weight) == (person(COLLEAGUE).id, 3)
    own = [name in read(signed_in(who), MINE) for who in (cast.GULNARA, COLLEAGUE)]
    assert own == [False, True]
    assert signed_in(cast.GULNARA).get(f"{MINE}/{aigul}").status_code == 404
    assert "Консультант:" in lead.get(f"/ru/desk/clients/{aigul}").content.decode()
    assert "күнүнөн бери" in lead.get(f"/ky/desk/clients/{aigul}").content.decode()


def test_a_lead_opens_no_record_by_sharing_clients_out(aigul: uuid.UUID) -> None:
    lead = signed_in(cast.MEERIM)
    assert lead.get(f"{MINE}/{aigul}").status_code == 404
    assert signed_in(KEEPER).get(f"/en/desk/clients/{aigul}").status_code == 404
    page = read(signed_in(KEEPER), f"/en/desk/offices/test/staff/{person(cast.GULNARA).id}")
    assert (cast.AIGUL.name("ru").family in page, "1 person, weighted 1" in page) == (False, True)
    assert RecordRead.objects.count() == 0


def test_nobody_leaves_an_office_while_clients_there_are_theirs_whoever_takes_them_out(aigul: uuid.UUID) -> None:
    for who in (KEEPER, cast.MEERIM):
        answer = signed_in(who).post(f"/en/desk/offices/test/staff/{person(cast.GULNARA).id}", {"deed": "release"})
        assert (answer.status_code, "has clients in this office" in answer.content.decode()) == (409, True)
    assert Assignment.objects.filter(account=person(cast.GULNARA)).exists()


def test_a_weight_counts_in_the_alarm_of_the_counsellor_and_of_the_lead(aigul: uuid.UUID) -> None:
    gulnara, lead = person(cast.GULNARA).id, signed_in(cast.MEERIM)
    others = [stage.stranger(number) for number in range(CASELOAD_ALARM // 3 - 1)]
    for other in others:
        assign_client(other.id, gulnara, "test", weight=3, on=timezone.localdate(), by=people.BY)
    pages = (signed_in(cast.GULNARA), MINE), (lead, "/en/desk/offices/test"), (lead, f"/en/desk/clients/{aigul}")

    def alarm() -> list[bool]:
        return ["too many" in read(client, page).lower() for client, page in pages[:2]]

    assert (load_of(gulnara).weight, alarm()) == (CASELOAD_ALARM - 2, [False, False])
    key = str(Assignment.objects.get(account=gulnara).pk)
    for weight, is_too_much in (("3", False), ("2", False)):
        assert lead.post(pages[2][1], {"counsellor": key, "weight": weight}).status_code == 302
        assert (alarm() == [is_too_much] * 2, load_of(gulnara).people) == (True, len(others) + 1)
    assign_client(stage.stranger(99).id, gulnara, "test", weight=2, on=timezone.localdate(), by=people.BY)
    assert (load_of(gulnara).weight, alarm()) == (CASELOAD_ALARM + 1, [True, True])


@pytest.mark.parametrize(("above", "told"), [(0, False), (1, True)])
def test_the_lead_reads_on_the_own_desk_who_has_more_clients_than_the_bound(
    aigul: uuid.UUID, above: int, told: bool
) -> None:
    gulnara = person(cast.GULNARA)
    for number in range((CASELOAD_ALARM + above - 1) // 3):
        assign_client(stage.stranger(number).id, gulnara.id, "test", weight=3, on=timezone.localdate(), by=people.BY)
    rest = CASELOAD_ALARM + above - load_of(gulnara.id).weight
    if rest:
        assign_client(stage.stranger(99).id, gulnara.id, "test", weight=rest, on=timezone.localdate(), by=people.BY)
    assert load_of(gulnara.id).weight == CASELOAD_ALARM + above
    member, said = f"/en/desk/offices/test/staff/{gulnara.id}", "Too many clients for one head"
    desks = [read(signed_in(who), "/en/desk/") for who in (cast.MEERIM, COLLEAGUE, KEEPER)]
    assert [(said in page, member in page) for page in desks] == [(told, told), (False, False), (False, False)]


REFUSED: dict[str, tuple[str, Callable[[uuid.UUID], object]]] = {
    "a weight off the scale": ("client.weight", lambda client: give(client, cast.GULNARA, weight=4)),
    "no weight at all": ("client.weight", lambda client: give(client, cast.GULNARA, weight=0)),
    "to who is no counsellor": ("client.counsellor", lambda client: give(client, cast.MEERIM)),
    "to oneself": ("client.self", lambda client: give(client, cast.AIGUL)),
    "in an unknown office": ("not_found", lambda client: give(client, cast.GULNARA, office="nowhere")),
    "by the front desk": ("client.has_counsellor", lambda client: give(client, COLLEAGUE, by=DESK)),
    "by a counsellor": ("right.missing", lambda client: give(client, COLLEAGUE, by=cast.GULNARA)),
    "by a firm": ("right.missing", lambda client: give(client, COLLEAGUE, by=cast.AIDA)),
}


def give(
    client: uuid.UUID, to: cast.Person, *, office: str = "test", weight: int | None = None,
    by: cast.Person = cast.MEERIM,
) -> None:  # fmt: skip
    assign_client(client, person(to).id, office, weight=weight, on=timezone.localdate(), by=actor(by))


@pytest.mark.parametrize(("rule", "deed"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_moves_nobody(aigul: uuid.UUID, rule: str, deed: Callable[[uuid.UUID], object]) -> None:
    for who in (*cast.CAST, DESK):
        person(who)
    before = fingerprint()
    with pytest.raises(Refused) as no:
        deed(aigul)
    assert (no.value.first.rule, fingerprint() == before) == (rule, True)


def test_the_database_knows_no_other_weight(aigul: uuid.UUID) -> None:
    for weight in (0, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseClient.objects.update(weight=weight)


def test_who_stands_in_sees_the_list_of_who_is_away_until_that_day_and_not_after(aigul: uuid.UUID) -> None:
    gulnara, samat, today = person(cast.GULNARA).id, person(COLLEAGUE).id, timezone.localdate()
    client, listed, name = signed_in(COLLEAGUE), f"{MINE}?of={gulnara}", cast.AIGUL.name("ru").family
    assert client.get(listed).status_code == 404
    away = Assignment.objects.filter(account=gulnara)
    away.update(substitute=samat, away_until=today)
    mine, theirs = read(client, MINE), read(client, listed)
    assert [name in mine, f"?of={gulnara}" in mine, name in theirs] == [False, True, True]
    assert name in read(client, f"{MINE}/{aigul}")
    away.update(away_until=today - timedelta(days=1))
    assert [client.get(page).status_code for page in (listed, f"{MINE}/{aigul}")] == [404, 404]
    assert f"?of={gulnara}" not in read(client, MINE)
