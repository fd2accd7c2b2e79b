"""The API keeps its own description: OpenAPI 3.1, every status named, no server error, whatever is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.counts import PROVE, count
from tests.scene import Scene, searchable, undone
from tests.site.test_doors import ad

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-08", "SR-08")]
DOCUMENT = "/api/v1/openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDS = settings(
    max_examples=count(15, proof=400),
    deadline=None,
    derandomize=not PROVE,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_description_is_valid_openapi_3_1() -> None:
    said: dict[str, Any] = Client().get(DOCUMENT).json()
    assert said["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(said).iter_errors()] == []


def test_a_description_that_is_not_openapi_is_caught() -> None:
    said: dict[str, Any] = Client().get(DOCUMENT).json()
    del said["paths"]["/api/v1/lists"]["get"]["responses"]["200"]["description"]
    assert list(OpenAPIV31SpecValidator(said).iter_errors())


@pytest.fixture
def program(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The API as a program meets it, within the transaction of the test, with the vacancies that a search finds."""
    searchable(monkeypatch)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def made_real(case: Any, scene: Scene) -> None:
    """Let a request be about what there is: the scene's own ids, and a made-up field in a vacancy that is whole.

    A made-up vacancy would never come past its first fault.
    """
    ids = {"vacancy": "vacancy", "concept_id": "occupation"}
    for name in ids.keys() & case.path_parameters.keys():
        case.path_parameters[name] = scene.ids[ids[name]]
    if isinstance(case.body, dict) and case.operation.label == "POST /api/v1/vacancies":
        changed = dict(list(case.body.items())[:1])
        case.body = {**ad(scene, 1), **changed}


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_is_answered_in_a_way_that_is_not_described(
    scene: Scene, program: Any, mode: GenerationMode
) -> None:
    seen: set[tuple[str, int]] = set()

    def walk(operation: Any) -> None:
        @BOUNDS
        @given(case=operation.as_strategy(generation_mode=mode), is_real=st.booleans(), has_key=st.booleans())
        def keeps_its_word(case: Any, is_real: bool, has_key: bool) -> None:
            if is_real:
                made_real(case, scene)
            key = {"Authorization": f"Bearer {scene.keys['own key']}"} if has_key else {}
            with undone():
                answer = case.call(headers=key)
            seen.add((operation.label, answer.status_code))
            case.validate_response(answer, checks=CHECKS)

        keeps_its_word()

    for found in program.get_all_operations():
        try:
            walk(found.ok())
        except Unsatisfiable:  # an operation without parameters cannot be asked wrongly
            assert mode is GenerationMode.NEGATIVE
    asked = {label for label, _status in seen}
    assert len(asked) >= (13 if mode is GenerationMode.POSITIVE else 11)
    if mode is GenerationMode.POSITIVE:
        # What is made up may miss by luck what everybody does: a whole vacancy is posted.
        post = program["/api/v1/vacancies"]["POST"].Case(body=ad(scene, 1), media_type="application/json")
        with undone():
            answer = post.call_and_validate(headers={"Authorization": f"Bearer {scene.keys['own key']}"}, checks=CHECKS)
        seen.add((post.operation.label, answer.status_code))
        assert {("POST /api/v1/vacancies", 201), ("GET /api/v1/vacancies/{vacancy}", 200)} <= seen


def test_a_status_that_is_not_described_is_caught(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firststop.core.api.EVERYWHERE", (411, 503))
    silent = schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    case = silent["/api/v1/lists"]["GET"].Case(query={"colour": "red"})
    with pytest.raises(FailureGroup):
        case.validate_response(case.call(), checks=[status_code_conformance])
