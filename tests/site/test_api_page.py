"""The page about the API names what there is, and nothing else."""

import re

from django.test import Client

from firststop.core.refusals import Code
from tests.architecture.house import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
_OPERATION = re.compile(r"`(GET|POST|DELETE|PUT|PATCH) (/api/v1/[^`?]*)`")


def test_every_operation_of_the_document_is_on_the_page() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    there = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert set(_OPERATION.findall(PAGE)) - {("GET", "/api/v1/openapi.json")} == there


def test_every_code_of_a_refusal_is_on_the_page() -> None:
    assert {code.value for code in Code} <= set(re.findall(r"`(\w+)`", PAGE))
