"""Weights: public, dated, checked, and kept for ever."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from firststop.matching.engine import PartKey, RowKey, Weights, load_weights, weights_of
from firststop.matching.engine.weights import versions

pytestmark = pytest.mark.row("M-02")


def test_the_version_that_holds_on_a_day_is_found() -> None:
    assert load_weights(date(2026, 11, 1)).version == "2026-11-01"
    assert load_weights(date(2030, 1, 1)).since == versions()[-1]
    with pytest.raises(LookupError, match="2026-10-31"):
        load_weights(date(2026, 10, 31))


def test_every_version_is_sound_and_named_after_its_day() -> None:
    for day in versions():
        weights = weights_of(day)
        assert weights.since == day
        assert sum(weights.widths.values()) == 100


def test_the_first_version_never_changes() -> None:
    assert dict(weights_of(date(2026, 11, 1)).widths) == {
        PartKey.SKILLS: 40, PartKey.OCCUPATION: 25, PartKey.WAY: 15, PartKey.PAY: 10, PartKey.HOURS: 10
    }  # fmt: skip


def test_the_documentation_tells_the_weights_in_force() -> None:
    page = (Path(__file__).parents[3] / "docs" / "matching.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \| .* \| (\d+|–)(?: %)? \|$", page, re.MULTILINE)
    now = weights_of(versions()[-1])
    assert f"weights/{now.version}.yaml" in page
    assert told == [
        (str(part), str(row), str(points), str(now.unknown.get(row, "–")))
        for part, rows in now.parts.items() for row, points in rows.items()
    ]  # fmt: skip


def test_a_version_that_was_never_ordered_is_not_found() -> None:
    with pytest.raises(LookupError, match="2026-11-02"):
        weights_of(date(2026, 11, 2))


GOOD = weights_of(date(2026, 11, 1)).model_dump()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"parts": {**GOOD["parts"], PartKey.PAY: {RowKey.PAY: 11}}}, "add up to 100"),
        ({"parts": {**GOOD["parts"], PartKey.PAY: {RowKey.WAY: 10}}}, "in its own part"),
        ({"parts": {**GOOD["parts"], PartKey.PAY: {}}}, "stands once"),
        ({"unknown": {}}, "each row that can be unknown"),
        ({"would_move": 51}, "beyond the limit"),
        ({"pay_partly": 51}, "beyond the limit"),
        ({"unknown": {**GOOD["unknown"], RowKey.PAY: 51}}, "not stated"),
        ({"must_counts": float("nan")}, "must_counts"),
        ({"must_counts": 0.5}, "must_counts"),
        ({"at_limit": 101}, "at_limit"),
        ({"age": 3}, "age"),
    ],
)
def test_weights_that_are_not_sound_are_refused(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Weights.model_validate({**GOOD, **wrong})
