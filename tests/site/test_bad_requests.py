"""Bad requests: each is refused in words, with what would be right, and nothing of it happens."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from firststop.core.models import StoredAnswer
from firststop.core.parameters import ANY, parameters_of
from firststop.vacancies.models import Vacancy
from tests.scene import ROLES, Scene, fingerprint
from tests.site.doors import OPEN
from tests.site.test_doors import OPERATIONS, PAGES, ad

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-08", "C-09")]
DOOR = "/api/v1/vacancies"
#: A field asks for suggestions under its own name, whatever that is.
SUGGESTIONS = {
    "casework:places",
    "employers:places",
    "vacancies:places",
    "vacancies:occupations",
    "vacancies:skills",
    "jobseekers:suggest",
}


@pytest.mark.row("C-08")
def test_every_page_refuses_a_parameter_that_it_does_not_know(scene: Scene) -> None:
    clients, taken = {role: scene.client(role) for role in ROLES}, {}
    before = fingerprint()
    for door in PAGES:
        inside = [role for role, cell in door.expected().items() if cell == OPEN]
        if door.how != "post" and inside and door.route not in SUGGESTIONS:
            answer = clients[inside[-1]].get(f"{door.address(scene)}?colour=red")
            taken[door.row] = (answer.status_code, "We do not know this parameter." in answer.content.decode())
    assert {row: said for row, said in taken.items() if said != (400, True)} == {}
    assert len(taken) > 60
    assert fingerprint() == before


@pytest.mark.row("C-08")
def test_every_operation_refuses_a_parameter_that_it_does_not_know(scene: Scene) -> None:
    asked = [door for door in OPERATIONS if door.how == "get" and "root" not in door.route]
    for door in asked:
        answer = Client().get(f"{door.address(scene)}?text=s&colour=red")
        said = answer.json()
        assert (answer.status_code, said["rule"]) == (400, "parameter.unknown"), door.row
        assert "/colour" in {problem["pointer"] for problem in said["problems"]}, door.row


@pytest.mark.row("C-08")
@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/en/vacancies/?shedule=shift", "schedule"),
        (f"{DOOR}?payFrom=1", "pay_from"),
        ("/api/v1/occupations?text=a&langauge=ru", "language"),
    ],
)
def test_the_nearest_name_is_told(scene: Scene, address: str, nearest: str) -> None:
    assert f"Did you mean {nearest}?" in Client().get(address).content.decode()


@pytest.mark.row("C-08")
def test_only_suggestions_and_the_search_look_at_parameters_themselves(scene: Scene) -> None:
    free = {door.route for door in PAGES if ANY in parameters_of(resolve(door.address(scene)).func)}
    assert free == SUGGESTIONS | {"vacancies:search"}


def test_a_method_that_an_address_does_not_take_is_refused_in_words(scene: Scene) -> None:
    page, program = Client().post("/en/about"), Client().put(DOOR)
    assert (page.status_code, "does not take POST" in page.content.decode()) == (405, True)
    assert (program.status_code, program["Content-Type"]) == (405, "application/problem+json")
    assert program.json()["rule"] == "request.method"
    assert "GET" in page["Allow"]


def send(scene: Scene, body: bytes, path: str = DOOR, **headers: str) -> Any:
    client = Client(headers={"Authorization": f"Bearer {scene.keys['own key']}", **headers})
    return client.post(path, body, content_type="application/json")


def as_sent(scene: Scene, **changes: object) -> bytes:
    return json.dumps({**ad(scene, 9), **changes}).encode()


DEEP = 40
FAULTY: dict[str, Any] = {
    "no JSON": lambda _s: b"{title: 1",
    "another encoding": lambda _s: '{"title": "Швея"}'.encode("cp1251"),
    "a zero byte": lambda s: as_sent(s).replace(b'"reference": "R-9"', b'"reference": "R\x009"'),
    "a written zero byte": lambda s: as_sent(s, reference="R\0009"),
    "half a letter": lambda s: as_sent(s, title="Seam\ud800stress"),
    "40 deep": lambda _s: b'{"places":' * DEEP + b"1" + b"}" * DEEP,
    "100,000 deep": lambda _s: b"[" * 100_000,
    "a name twice": lambda s: as_sent(s).replace(b'"openings": 2', b'"openings": 2, "openings": 3'),
    "not a number": lambda s: as_sent(s).replace(b'"openings": 2', b'"openings": NaN'),
    "endless": lambda s: as_sent(s).replace(b'"openings": 2', b'"openings": Infinity'),
    "a number of 30 digits": lambda s: as_sent(s).replace(b'"openings": 2', b'"openings": ' + b"9" * 30),
    "money as a number": lambda s: as_sent(s, pay_min=22000.5),
    "a title of 1 MB": lambda s: as_sent(s, title="a" * 1_000_000),
    "only hidden marks": lambda s: as_sent(s, title="\u202e\u200b"),
    "the year 1": lambda s: as_sent(s, apply_by="0001-01-01T00:00:00Z"),
    "the year 9999": lambda s: as_sent(s, expires_at="9999-12-31T23:59:59Z"),
    "100,000 skills": lambda s: as_sent(s, skills=[{"name": "a"}] * 100_000)[:2_000_000],
    "minus one opening": lambda s: as_sent(s, openings=-1),
    "a list": lambda _s: b"[]",
    "nothing": lambda _s: b"",
}


@pytest.mark.parametrize("fault", FAULTY)
@pytest.mark.parametrize("path", [DOOR, f"{DOOR}/batch"])
def test_a_faulty_document_is_refused_and_nothing_of_it_stays(scene: Scene, fault: str, path: str) -> None:
    before, body = fingerprint(), FAULTY[fault](scene)
    answer = send(scene, b"[" + body + b"]" if path != DOOR and fault != "a list" else body, path)
    refused = answer.json()["receipts"][0] if answer.status_code == 207 else answer.json()
    assert answer.status_code in (400, 207), answer.content[:300]
    assert refused["problems"][0]["detail"]
    assert refused.get("result", "refused") == "refused"
    assert fingerprint() == before


def test_marks_that_turn_the_reading_direction_are_taken_out(scene: Scene) -> None:
    answer = send(scene, as_sent(scene, title="Seam\u202estress\u200b", reference="R-10"))
    assert answer.status_code == 201
    assert Vacancy.objects.get(id=answer.json()["id"]).title == "Seamstress"


@pytest.mark.parametrize("address", [DOOR, "/en/vacancies/{vacancy}/report"])
def test_a_body_that_is_too_large_is_refused_in_words(scene: Scene, address: str) -> None:
    before = fingerprint()
    large = b'{"title": "' + b"a" * 3_000_000 + b'"}'
    if address == DOOR:
        answer = send(scene, large)
        assert (answer.status_code, answer.json()["rule"]) == (413, "request.size")
    else:
        answer = Client().post(address.format(**scene.ids), {"reason": "other", "text": "a" * 3_000_000})
        assert (answer.status_code, "more than we take" in answer.content.decode()) == (413, True)
    assert fingerprint() == before


@pytest.mark.parametrize("address", [DOOR, "/en/vacancies/{vacancy}/report"])
def test_a_body_that_comes_in_pieces_is_not_taken_for_an_empty_one(scene: Scene, address: str) -> None:
    before, pieces = fingerprint(), {"Transfer-Encoding": "chunked"}
    if address == DOOR:
        answer = send(scene, as_sent(scene), **pieces)
        assert (answer.status_code, answer.json()["rule"]) == (411, "request.length")
    else:
        said = {"reason": "other", "text": "a"}
        answer = Client(enforce_csrf_checks=True).post(address.format(**scene.ids), said, headers=pieces)
        assert (answer.status_code, "how long this is" in answer.content.decode()) == (411, True)
    assert fingerprint() == before


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/places?text=%00",
        "/api/v1/occupations?text=a%00",
        "/api/v1/vacancies?q=%00",
        "/api/v1/vacancies?place=%00",
        "/en/vacancies/?place=%00",
        "/en/vacancies/places?place=%00",
        "/en/me/suggest/skills?skill=%00",
    ],
)
def test_a_zero_byte_in_an_address_is_no_fault_of_ours(scene: Scene, address: str) -> None:
    assert Client().get(address).status_code in (200, 400)


def test_a_zero_byte_in_a_form_is_refused_and_nothing_of_it_stays(scene: Scene) -> None:
    client = scene.client("owner")
    before = fingerprint()
    answer = client.post(f"/en/vacancies/{scene.ids['vacancy']}/stop", {"reason": "fil\0led"})
    assert (answer.status_code, "nobody can read" in answer.content.decode()) == (400, True)
    assert fingerprint() == before


@pytest.mark.parametrize("copied", ["nonsense", "rival_vacancy"])
def test_a_copy_of_what_is_not_ours_is_not_begun(scene: Scene, copied: str) -> None:
    client = scene.client("owner")
    before = fingerprint()
    assert client.post("/en/vacancies/new", {"copy": scene.ids.get(copied, copied)}).status_code == 404
    assert fingerprint() == before


def test_a_host_that_is_not_ours_is_refused_in_words(scene: Scene) -> None:
    answer = Client(SERVER_NAME="evil.example").get("/en/")
    assert (answer.status_code, "We cannot read this" in answer.content.decode()) == (400, True)
    assert "evil.example" not in answer.content.decode()


@pytest.mark.row("C-07")
def test_an_expired_key_is_a_new_request(scene: Scene) -> None:
    body, headers = as_sent(scene, reference="R-11"), {"Idempotency-Key": "night-run"}
    first = send(scene, body, **headers)
    again = send(scene, body, **headers)
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
    StoredAnswer.objects.update(delete_after=timezone.now() - timedelta(seconds=1))
    anew = send(scene, body, **headers)
    assert (anew.status_code, "Idempotent-Replayed" in anew) == (200, False)
    assert Vacancy.objects.filter(reference="R-11").count() == 1


@pytest.mark.row("C-07")
@pytest.mark.parametrize(
    ("key", "body", "status"), [("", {}, 400), ("k" * 256, {}, 400), ("night-run", {"openings": 5}, 422)]
)
def test_a_key_that_cannot_be_used_is_refused(scene: Scene, key: str, body: dict[str, Any], status: int) -> None:
    send(scene, as_sent(scene, reference="R-12"), **{"Idempotency-Key": "night-run"})
    before = fingerprint()
    assert send(scene, as_sent(scene, reference="R-12", **body), **{"Idempotency-Key": key}).status_code == status
    assert fingerprint() == before
