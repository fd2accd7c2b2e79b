"""An enterprise's own system sends its vacancies: by key, once, and with an answer that says what to change."""

import json
import uuid
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from firststop.accounts.enums import KeyScope
from firststop.accounts.services import issue_key, revoke_key
from firststop.casework.queries import queue_lengths
from firststop.core import closed_lists
from firststop.core.closed_lists import ClosedList
from firststop.employers.models import Establishment
from firststop.employers.services import register_unit
from firststop.taxonomy.enums import Education, Licence
from firststop.taxonomy.services import load_starter
from firststop.vacancies.enums import Bonus, Contract
from firststop.vacancies.models import Vacancy
from tests.architecture.house import ROOT
from tests.employers.firms import open_country
from tests.orders import order
from tests.vacancies.test_life import Firm, ground, record

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/vacancies"


class System:
    """The software of a firm of the cast, with its key."""

    def __init__(self, *scopes: KeyScope) -> None:
        self.firm = Firm()
        given = scopes or (KeyScope.VACANCIES_WRITE,)
        self.key, self.secret = issue_key(
            self.firm.house.id, name="payroll", scopes=list(given), by=self.firm.by, at=timezone.now()
        )

    def send(self, body: object, path: str = DOOR, **headers: str) -> Any:
        return Client(headers={"Authorization": f"Bearer {self.secret}", **headers}).post(
            path, json.dumps(body), content_type="application/json"
        )


def ad(**changes: object) -> dict[str, Any]:
    said: dict[str, Any] = record().model_dump(mode="json", exclude_none=True)
    return said | changes


@pytest.mark.row("V-02")
def test_a_vacancy_that_is_sent_gets_a_receipt_and_waits_for_its_check() -> None:
    answer = System().send(ad(reference="A-1"))
    assert answer.status_code == 201
    receipt = answer.json()
    assert (receipt["result"], receipt["reference"], receipt["status"]) == ("created", "A-1", "checking")
    assert Vacancy.objects.get(id=receipt["id"]).reference == "A-1"
    assert Client().get(f"{DOOR}/{receipt['id']}").status_code == 404


@pytest.mark.row("E-02")
def test_a_program_that_has_sent_its_share_of_the_day_is_told_when_to_come_back() -> None:
    order("vacancies.held_a_day", 0, since=date(2026, 1, 1))
    system = System()
    Establishment.objects.update(verified_at=None)
    answer = system.send(ad())
    assert (answer.status_code, answer.json()["rule"]) == (429, "employer.held_a_day")
    assert 0 < int(answer["Retry-After"]) <= 86_400


@pytest.mark.row("C-07", "E-02")
def test_a_program_that_came_too_early_repeats_its_request_later_and_is_served() -> None:
    order("vacancies.held_a_day", 0, since=date(2026, 1, 1))
    system = System()
    Establishment.objects.update(verified_at=None)
    once = {"Idempotency-Key": "night-run-1"}
    refused = system.send(ad(), **once)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(refused["Retry-After"]) <= 86_400
    assert Vacancy.objects.count() == 0
    Establishment.objects.update(verified_at=timezone.now())
    taken = system.send(ad(), **once)
    assert (taken.status_code, "Idempotent-Replayed" in taken) == (201, False)
    assert Vacancy.objects.count() == 1


@pytest.mark.row("V-02", "V-06")
def test_the_same_vacancy_again_is_a_new_version_and_no_second_vacancy() -> None:
    system = System()
    first = system.send(ad(reference="A-1")).json()
    again = system.send(ad(reference="A-1", openings=5))
    assert (again.status_code, again.json()["id"], again.json()["version"]) == (200, first["id"], 2)
    assert Vacancy.objects.count() == 1


@pytest.mark.row("C-07", "V-02")
def test_a_repetition_with_the_same_idempotency_key_is_the_same_answer() -> None:
    system = System()
    first, second = (system.send(ad(), **{"Idempotency-Key": "night-run-1"}) for _time in range(2))
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Vacancy.objects.count() == 1


@pytest.mark.row("C-07", "V-02")
@pytest.mark.parametrize("door", [DOOR, f"{DOOR}/batch"])
def test_an_idempotency_key_that_comes_again_for_another_branch_is_refused_and_no_answer_to_it(door: str) -> None:
    system = System()
    branch = register_unit(system.firm.firm.id, name="Цех", place=ground()[1], by=system.firm.by)
    body: Any = ad() if door == DOOR else [ad()]
    once = {"Idempotency-Key": "night-run-1"}
    assert system.send(body, door, **once).status_code in (200, 201)
    refused = system.send(body, f"{door}?employer={branch.id}", **once)
    assert (refused.status_code, refused.json()["rule"]) == (422, "key.other_request")
    assert Vacancy.objects.get().establishment_id == system.firm.firm.id
    again = system.send(body, f"{door}?employer={branch.id}", **{"Idempotency-Key": "night-run-2"})
    assert again.status_code in (200, 201)
    assert Vacancy.objects.filter(establishment=branch.id).count() == 1


@pytest.mark.row("V-04")
def test_good_vacancies_of_a_batch_are_in_and_bad_ones_say_what_to_change() -> None:
    answer = System().send([ad(reference="A-1"), ad(pay_min="a lot"), ad(colour="red")], f"{DOOR}/batch")
    assert answer.status_code == 207, answer.content
    good, pay, colour = answer.json()["receipts"]
    assert good["result"] == "created"
    assert pay["problems"][0]["pointer"] == "/1/pay_min"
    assert colour["problems"][0]["pointer"] == "/2/colour"
    assert all(problem["detail"] and problem["hint"] for problem in [*pay["problems"], *colour["problems"]])
    assert Vacancy.objects.count() == 1


@pytest.mark.row("V-04")
@pytest.mark.parametrize("many", [0, 101])
def test_a_batch_has_one_to_a_hundred_vacancies(many: int) -> None:
    assert System().send([ad()] * many, f"{DOOR}/batch").status_code == 400
    assert Vacancy.objects.count() == 0


@pytest.mark.row("C-09", "V-05")
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"colour": "red"}, "/colour"),
        ({"openings": 0}, "/openings"),
        ({"title": "  "}, "/title"),
        ({"pay_min": "30000", "pay_max": "20000"}, "/pay_min"),
        ({"contract": "forever"}, "/contract"),
        ({"pay_currency": "XXX"}, "/pay_currency"),
        ({"pay_currency": "kgs"}, "/pay_currency"),
        ({"title": "a\0b"}, "/title"),
        ({"occupation": str(uuid.uuid4())}, "/occupation"),
        ({"places": [{"code": "nowhere"}]}, "/places/0/code"),
    ],
)
def test_a_vacancy_that_is_wrong_is_refused_by_field_and_nothing_is_kept(body: dict[str, Any], pointer: str) -> None:
    answer = System().send(ad(**body))
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"].startswith("application/problem+json")
    assert pointer in {problem["pointer"] for problem in answer.json()["problems"]}
    assert all(problem["detail"] and problem["hint"] for problem in answer.json()["problems"])
    assert Vacancy.objects.count() == 0


@pytest.mark.row("C-09")
@pytest.mark.parametrize(
    ("body", "kind", "status", "rule", "way_on"),
    [
        ("<ad/>", "text/xml", 415, "request.type", "Send it with Content-Type: application/json."),
        ("title=cook", "application/x-www-form-urlencoded", 415, "request.type", "application/json"),
        ("", "application/json", 400, "missing.body", "Fill it in."),
        ("[]", "application/json", 400, "record.model_type", "Write one object"),
        ('{"title": ', "application/json", 400, "parse", "Look at line 1, column 11."),
    ],
)
def test_what_is_no_vacancy_at_all_is_refused_with_a_way_on(
    body: str, kind: str, status: int, rule: str, way_on: str
) -> None:
    system = System()
    answer = Client(headers={"Authorization": f"Bearer {system.secret}"}).post(DOOR, body, content_type=kind)
    said = answer.json()
    assert (answer.status_code, said["rule"], said["pointer"]) == (status, rule, "")
    assert way_on in said["hint"]
    assert Vacancy.objects.count() == 0


@pytest.mark.row("V-02")
def test_the_example_of_the_documentation_is_taken_as_it_stands() -> None:
    load_starter(at=timezone.now())
    open_country()
    text = (ROOT / "docs" / "vacancy-record.md").read_text(encoding="utf-8")
    answer = System().send(json.loads(text.partition("```json\n")[2].partition("```")[0]))
    assert (answer.status_code, answer.json()["problems"]) == (201, [])


@pytest.mark.row("A-16")
def test_a_key_for_something_else_may_not_write() -> None:
    assert System(KeyScope.VACANCIES_READ).send(ad()).status_code == 403
    assert Vacancy.objects.count() == 0


@pytest.mark.row("A-16")
def test_without_a_key_or_with_an_ended_one_nothing_is_taken() -> None:
    system = System()
    assert Client().post(DOOR, json.dumps(ad()), content_type="application/json").status_code == 401
    revoke_key(system.firm.house.id, system.key.id, by=system.firm.by, at=timezone.now())
    assert system.send(ad()).status_code == 401
    assert Vacancy.objects.count() == 0


@pytest.mark.row("SR-11")
def test_the_vacancies_of_another_firm_do_not_exist_for_a_key() -> None:
    mine = System()
    elsewhere = uuid.uuid4()
    assert mine.send({}, f"{DOOR}/{elsewhere}/stop").status_code == 404


def test_the_history_of_a_vacancy_names_the_key_that_sent_it() -> None:
    system = System()
    sent = system.send(ad()).json()
    events = apps.get_model("vacancies", "VacancyEvent")._default_manager.filter(pgh_obj_id=sent["id"])
    named = {event.pgh_context.metadata["actor"] for event in events}
    assert named == {str(system.key.id)}


@pytest.mark.row("V-02")
def test_what_is_sent_to_try_it_out_is_answered_like_any_other_and_seen_by_nobody() -> None:
    trying = System(KeyScope.VACANCIES_TEST)
    receipt = trying.send(ad(reference="A-1")).json()
    assert (receipt["result"], receipt["status"]) == ("created", "active")
    assert trying.send(ad(reference="A-1")).json()["result"] == "unchanged"
    assert trying.send(ad(reference="A-2", openings=0)).status_code == 400
    assert Client().get(f"{DOOR}/{receipt['id']}").status_code == 404
    assert Client().get(f"/en/vacancies/{receipt['id']}").status_code == 404
    assert not Vacancy.objects.public().exists()
    assert queue_lengths("vacancies.moderation") == {"vacancies.moderation": 0}
    assert trying.send({}, f"{DOOR}/{receipt['id']}/stop").json()["result"] == "stopped"


@pytest.mark.row("V-02")
def test_a_key_to_try_it_out_reaches_no_real_vacancy() -> None:
    real = System()
    receipt = real.send(ad(reference="A-1")).json()
    _key, secret = issue_key(
        real.firm.house.id, name="try", scopes=[KeyScope.VACANCIES_TEST], by=real.firm.by, at=timezone.now()
    )
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).post(f"{DOOR}/{receipt['id']}/stop")
    assert answer.status_code == 404
    assert Vacancy.objects.get(id=receipt["id"]).status == "checking"


@pytest.mark.row("C-08")
@pytest.mark.parametrize("address", [f"{DOOR}?colour=red", f"{DOOR}?size=0", f"{DOOR}?sort=luck", f"{DOOR}?km=9000"])
def test_a_search_that_is_wrong_says_which_parameter(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["pointer"] == f"/{address.split('?')[1].split('=', maxsplit=1)[0]}"


@pytest.mark.row("T-11")
def test_a_retired_code_is_taken_until_its_day_and_refused_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    system, today = System(), timezone.localdate(timezone=UTC)
    offered = ad(contract="seasonal")
    for days, status in ((1, 201), (0, 400), (-30, 400)):
        ends = ClosedList("contract", Contract.choices, until={"seasonal": today + timedelta(days=days)})
        monkeypatch.setitem(closed_lists._lists, "contract", ends)
        before = Vacancy.objects.count()
        answer = system.send({**offered, "reference": f"R{days}"})
        assert answer.status_code == status
        assert Vacancy.objects.count() == before + (status == 201)
    problem = answer.json()["problems"][0]
    assert (problem["rule"], problem["pointer"], problem["value"]) == ("code.retired", "/contract", "seasonal")
    told = {code["code"]: code["until"] for code in Client().get("/api/v1/lists/contract").json()["codes"]}
    assert told["seasonal"] == str(today - timedelta(days=30))
    assert told["permanent"] is None


@pytest.mark.row("T-11")
@pytest.mark.parametrize(
    ("name", "choices", "retired", "said", "pointer"),
    [
        ("bonus", Bonus.choices, "yearly", ["monthly", "yearly"], "/bonus/1"),
        ("education", Education.choices, "4", 4, "/education"),
        ("licences", Licence.choices, "BE", ["B", "BE"], "/licences/1"),
    ],
)
def test_a_retired_code_is_refused_where_several_or_numbers_are_sent(
    name: str, choices: Any, retired: str, said: Any, pointer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, today = System(), timezone.localdate(timezone=UTC)
    monkeypatch.setitem(closed_lists._lists, name, ClosedList(name, choices, until={retired: today}))
    answer = system.send(ad(**{name: said}))
    assert (answer.status_code, Vacancy.objects.count()) == (400, 0)
    problem = answer.json()["problems"][0]
    assert (problem["rule"], problem["pointer"], problem["value"]) == ("code.retired", pointer, retired)
