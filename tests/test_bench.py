"""Every benchmark is opened by one command, and a wrong name is refused with the right ones."""

import importlib
import inspect
import json
import os
from typing import Any

import pytest
from typer.testing import CliRunner

from firststop.cli import app
from tests.architecture.house import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
ANSWER = {"work": "none", "checks": {"found": True}}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_is_a_file_with_a_run(name: str) -> None:
    parameters = list(inspect.signature(importlib.import_module(f"benchmarks.{name}").run).parameters.values())
    assert [each.name.lstrip("_") for each in parameters[:3]] == ["rounds", "seconds", "taxonomy"]


def test_a_benchmark_that_is_not_there_is_refused_with_those_that_are() -> None:
    done = CliRunner().invoke(app, ["bench", "luck"])
    assert done.exit_code == 2
    assert all(name in done.stderr for name in NAMES)


@pytest.mark.parametrize(("found", "status"), [(True, 0), (False, 1)])
def test_what_was_measured_is_one_json_object_and_a_failed_check_is_a_failure(
    found: bool, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def run(*facts: Any) -> dict[str, Any]:
        asked.append(facts)
        return {**ANSWER, "checks": {"found": found}}

    monkeypatch.setattr("benchmarks.search.run", run)
    done = CliRunner().invoke(app, ["bench", "search", "--rounds", "1", "--seconds", "0.5", "--json"])
    assert (done.exit_code, asked) == (status, [(1, 0.5, None)])
    assert json.loads(done.stdout)["checks"] == {"found": found}


@pytest.mark.xdist_group("bench")
def test_a_group_of_tests_is_named_so_that_one_worker_gets_it_whole(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@bench") == ("PYTEST_XDIST_WORKER" in os.environ)
