"""Every route with every role: who comes in, and that nothing happens to whom it stays closed (SR-08, SR-11)."""

import copy
import json
import uuid
from pathlib import Path

import pytest
from django.test import Client

from firststop.vacancies.models import Vacancy
from tests.scene import ROLES, Scene, fingerprint, undone
from tests.site.doors import NOT_THERE, OPEN, Door, knock, parameters, read_table, routes

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-08", "SR-11")]
HERE = Path(__file__).parent
PAGES = read_table((HERE / "doors.txt").read_text(encoding="utf-8"))
OPERATIONS = read_table((HERE / "doors_api.txt").read_text(encoding="utf-8"))
CLOSED = [door for door in PAGES if set(door.expected().values()) != {OPEN}]
#: Routes with the id of a record in their address.
OF_A_RECORD = [door for door in PAGES if any(parameters(door.route).values())]
#: What a deed says; without it a form would be refused before anybody asks whose record it is.
SAYS = {
    "answer": "yes", "text": "‹Why›", "reason": "other", "note": "‹Seen›", "address": "‹Town› 1", "message": "‹Hi›",
    "deed": "end", "phone": "", "site": "", "kind": "call", "code": "other",
}  # fmt: skip


def without_rows(doors: list[Door]) -> set[str]:
    return {name for name, _entry in routes()} - {door.route for door in doors}


def test_every_route_stands_in_the_table() -> None:
    assert without_rows([*PAGES, *OPERATIONS]) == set()
    known = {name for name, _entry in routes()}
    assert {door.route for door in [*PAGES, *OPERATIONS]} - known == set()


def test_a_route_without_a_row_is_caught() -> None:
    assert without_rows([door for door in [*PAGES, *OPERATIONS] if door.route != "placements:identity"]) == {
        "placements:identity"
    }


def test_a_door_that_opens_to_a_stranger_is_caught(scene: Scene) -> None:
    row = next(door for door in PAGES if door.route == "placements:case")
    assert knock(scene.client("owner"), row, row.address(scene), {}) != row.expected()["rival"]


def unlike_the_table(scene: Scene, role: str, doors: list[Door]) -> dict[str, str]:
    """Return what a role finds behind doors, by row, where the table says otherwise."""
    client, found = scene.client(role), {}
    cookies = copy.deepcopy(client.cookies)
    for door in doors:
        with undone():
            found[door.row] = knock(client, door, door.address(scene), SAYS)
        client.cookies = copy.deepcopy(cookies)
    return {door.row: found[door.row] for door in doors if found[door.row] != door.expected()[role]}


@pytest.mark.parametrize("role", ROLES)
def test_each_door_opens_for_whom_it_is_meant(scene: Scene, role: str) -> None:
    assert unlike_the_table(scene, role, PAGES) == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_is_closed_to_a_role_is_closed_to_its_deeds_and_nothing_happens(scene: Scene, role: str) -> None:
    client, before = scene.client(role), fingerprint()
    deeds = [door for door in CLOSED if door.how == "both" and door.expected()[role] != OPEN]
    done = {door.row: knock(client, door, door.address(scene), SAYS, deed=True) for door in deeds}
    for door in CLOSED:
        if door.how != "both" and door.expected()[role] != OPEN:
            knock(client, door, door.address(scene), SAYS)
    assert done == {door.row: door.expected()[role] for door in deeds}
    assert fingerprint() == before


def test_a_door_takes_no_other_method(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ROLES}
    taken = {}
    for door in PAGES:
        inside = next((role for role, cell in door.expected().items() if cell == OPEN), None)
        if door.how != "both" and inside is not None:
            address, client = door.address(scene), clients[inside]
            answer = client.get(address) if door.how == "post" else client.post(address, SAYS)
            taken[door.row] = answer.status_code
    assert {row: status for row, status in taken.items() if status != 405} == {}
    assert len(taken) > 50


@pytest.mark.parametrize("role", ["owner", "recruiter"])
def test_the_records_of_another_firm_are_as_closed_to_us_as_ours_are_to_it(scene: Scene, role: str) -> None:
    client, before, opened = scene.client(role), fingerprint(), {}
    theirs = {name.removeprefix("rival_"): key for name, key in scene.ids.items() if name.startswith("rival_")}
    rows = [door for door in CLOSED if door.route.partition(":")[0] in ("employers", "vacancies", "matching")]
    for door in rows:
        ids = {name for name, is_id in parameters(door.route).items() if is_id}
        if ids and ids <= theirs.keys() and door.expected()["rival"] == NOT_THERE:
            opened[door.row] = knock(client, door, door.address(scene, theirs), SAYS)
    assert {row: found for row, found in opened.items() if found != NOT_THERE} == {}
    assert len(opened) > 15
    assert fingerprint() == before


def test_a_record_that_there_never_was_is_like_one_of_somebody_else(scene: Scene) -> None:
    clients, before, found = {role: scene.client(role) for role in ROLES}, fingerprint(), {}
    nothing = {name: str(uuid.uuid4()) for name in scene.ids}
    for door in OF_A_RECORD:
        for role in [role for role, cell in door.expected().items() if cell == OPEN]:
            found[door.row, role] = knock(clients[role], door, door.address(scene, nothing), SAYS)
            if door.how == "both":
                found[door.row, f"{role} posts"] = knock(
                    clients[role], door, door.address(scene, nothing), SAYS, deed=True
                )
    assert {row: seen for row, seen in found.items() if seen != NOT_THERE} == {}
    assert fingerprint() == before


def ad(scene: Scene, number: int) -> dict[str, object]:
    said = Vacancy.objects.get(id=scene.ids["vacancy"]).record
    return {**said, "reference": f"R-{number}", "contacts": [], "expires_at": None}


@pytest.mark.parametrize("key", OPERATIONS[0].expected())
def test_each_operation_answers_to_each_key_as_the_table_says(scene: Scene, key: str) -> None:
    secret, found = scene.keys[key.replace("-", " ")], {}
    for number, door in enumerate(OPERATIONS):
        client = Client(headers={"Authorization": f"Bearer {secret}"} if secret else {})
        query = "?text=s" if "suggest" in door.route else ""
        one = ad(scene, number)
        body = json.dumps([one] if door.route == "api-send_vacancies" else one)
        before = fingerprint()
        with undone():
            status = client.generic(
                door.how.upper(), door.address(scene) + query, body, content_type="application/json"
            ).status_code
            assert (status < 400 and door.how != "get") or fingerprint() == before, door.row
        found[door.row] = str(status)
    assert found == {door.row: door.expected()[key] for door in OPERATIONS}
