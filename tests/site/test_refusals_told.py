"""The API's description names for each operation every refusal that it gives, and no other.

Each operation is asked in every way that any of them refuses: what comes back is what its description has to say.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from firststop.core import api, idempotency, middleware
from firststop.core.idempotency import HEADER
from firststop.employers.models import Establishment
from firststop.employers.services import register_establishment
from tests import people
from tests.orders import order
from tests.scene import Scene, searchable, undone
from tests.site.doors import CALLED
from tests.site.test_doors import ad

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-08")]
LARGE = "a" * 3_000_000


@dataclass
class Asked:
    """A request to an operation, at first as who knows it makes it: for what there is, with a key that may do it."""

    scene: Scene
    patch: pytest.MonkeyPatch
    method: str
    address: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]
    kind: str = "application/json"

    def answer(self) -> int:
        """Send it and return the status of its answer."""
        body = "" if self.body is None else json.dumps(self.body)
        answer = Client(headers=self.headers).generic(
            self.method.upper(), self.address, body, content_type=self.kind, query_params=self.query
        )
        return answer.status_code


def asked_rightly(scene: Scene, patch: pytest.MonkeyPatch, method: str, path: str, said: dict[str, Any]) -> Asked:
    names = {it["name"]: it["in"] for it in said["parameters"] if it["required"]}
    values = {**scene.ids, "name": "contract", "text": "s", "scheme": "test", "code": "7531"}
    given = {name: values[CALLED.get(name, name)] for name in names}
    body = ([ad(scene, 1)] if path.endswith("batch") else ad(scene, 1)) if "requestBody" in said else None
    query = {name: value for name, value in given.items() if names[name] == "query"}
    return Asked(scene, patch, method, path.format(**given), query, body, bearing(scene, "own key"))


def bearing(scene: Scene, key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {scene.keys[key]}"}


def with_another_name(asked: Asked) -> None:
    asked.query["colour"] = "red"


def with_no_key(asked: Asked) -> None:
    asked.headers = {}


def with_an_ended_key(asked: Asked) -> None:
    asked.headers = bearing(asked.scene, "ended key")


def with_a_readers_key(asked: Asked) -> None:
    asked.headers = bearing(asked.scene, "reader's key")


def of_what_there_is_not(asked: Asked) -> None:
    for name in ("vacancy", "occupation"):
        asked.address = asked.address.replace(asked.scene.ids[name], str(uuid.uuid4()))
    asked.address = asked.address.replace("lists/contract", "lists/nonsense")


def for_a_strangers_branch(asked: Asked) -> None:
    asked.query["employer"] = str(uuid.uuid4())


def of_a_code_without_a_concept(asked: Asked) -> None:
    if "code" in asked.query:
        asked.query["code"] = "none"


def of_a_deleted_vacancy(asked: Asked) -> None:
    address, key = f"/api/v1/vacancies/{asked.scene.ids['vacancy']}", bearing(asked.scene, "own key")
    assert Client(headers=key).delete(address).status_code == 200


def of_another_of_the_firms_enterprises(asked: Asked) -> None:
    asked.answer()
    register_establishment(
        organisation=uuid.UUID(asked.scene.ids["organisation"]), name="A", number="7707083893", scheme="ru-inn",
        by=people.BY,
    )  # fmt: skip


def in_pieces(asked: Asked) -> None:
    asked.headers["Transfer-Encoding"] = "chunked"


def with_too_much(asked: Asked) -> None:
    asked.body = LARGE


def with_another_type(asked: Asked) -> None:
    asked.kind = "text/plain"


def with_the_key_of_another_request(asked: Asked) -> None:
    asked.headers[HEADER] = "night-run"
    asked.answer()
    asked.body = asked.body | {"openings": 5} if isinstance(asked.body, dict) else [asked.body]


def while_the_first_of_its_key_runs(asked: Asked) -> None:
    asked.headers[HEADER] = "night-run"
    asked.patch.setattr(idempotency, "try_lock_until_commit", lambda _name: False)


def with_too_many_that_wait(asked: Asked) -> None:
    Establishment.objects.update(verified_at=None)
    order("vacancies.held_a_day", 0, since=date(2026, 1, 1))


def while_the_database_is_away(asked: Asked) -> None:
    asked.patch.setattr(middleware, "is_paused", lambda: True)


WAYS: list[Callable[[Asked], None]] = [
    with_another_name, with_no_key, with_an_ended_key, with_a_readers_key, of_what_there_is_not,
    for_a_strangers_branch, of_a_code_without_a_concept, of_a_deleted_vacancy, of_another_of_the_firms_enterprises,
    in_pieces, with_too_much,
    with_another_type, with_the_key_of_another_request, while_the_first_of_its_key_runs, with_too_many_that_wait,
    while_the_database_is_away,
]  # fmt: skip


def described() -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the description says of each operation."""
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    return {(method, path): said for path, methods in paths.items() for method, said in methods.items()}


def told(said: dict[str, Any]) -> set[int]:
    return {int(status) for status in said["responses"] if status >= "400"}


def given(scene: Scene, method: str, path: str, said: dict[str, Any]) -> set[int]:
    """Return the refusals that an operation gives when it is asked in every way."""
    met = set()
    for change in WAYS:
        with undone(), pytest.MonkeyPatch.context() as patch:
            asked = asked_rightly(scene, patch, method, path, said)
            change(asked)
            met.add(asked.answer())
    return {status for status in met if status >= 400}


def test_each_operation_names_the_refusals_that_it_gives_and_no_other(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    searchable(monkeypatch)
    operations = described()
    found = {operation: given(scene, *operation, said) for operation, said in operations.items()}
    assert {operation: told(said) for operation, said in operations.items()} == found
    assert len(found) > 15


@pytest.mark.parametrize("everywhere", [(*api.EVERYWHERE, 405), (400, 411)])
def test_a_refusal_that_is_never_given_or_not_told_is_caught(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, everywhere: tuple[int, ...]
) -> None:
    lists = ("get", "/api/v1/lists")
    monkeypatch.setattr(api, "EVERYWHERE", everywhere)
    said = described()[lists]
    assert told(said) == set(everywhere) != given(scene, *lists, said)
