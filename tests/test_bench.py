"""Every benchmark is opened by one command, and a wrong name is refused with the right ones."""

import importlib
import inspect
import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks import search
from firststop.cli import app
from firststop.taxonomy.services.loading import STARTER
from tests.architecture.house import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
ANSWER = {"work": "none", "checks": {"found": True}}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_is_a_file_with_a_run(name: str) -> None:
    parameters = list(inspect.signature(importlib.import_module(f"benchmarks.{name}").run).parameters.values())
    assert [each.name for each in parameters[:3]] == ["rounds", "seconds", "taxonomy"]


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


def test_the_search_benchmark_takes_the_occupations_of_the_list_that_it_is_given(tmp_path: Path) -> None:
    trades = search.trades_of(STARTER)
    assert (len(trades), trades) == (len(search.TRADES), search.trades_of(STARTER))
    titles = {title for ad in search.make_ads(200, trades) for title in ad.occupation_words}
    assert titles <= {name for trade in trades for name in trade}
    assert {query.text for query in search.make_queries(search.typed_of(trades))} <= {"", *search.typed_of(trades)}
    with pytest.raises(OSError, match="has 0 occupations"):
        search.trades_of(tmp_path)


@pytest.mark.xdist_group("bench")
def test_a_group_of_tests_is_named_so_that_one_worker_gets_it_whole(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@bench") == ("PYTEST_XDIST_WORKER" in os.environ)
