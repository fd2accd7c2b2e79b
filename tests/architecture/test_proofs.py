"""Tests name the capabilities that they prove; what nobody proves is told."""

import re

from tests.architecture.house import ROOT
from tests.proofs import DUE, Proofs

_MARK = re.compile(r"mark\.row\(([^)]*)\)")
_ROW = re.compile(r'"([A-Z]{1,2}-\d\d)"')


def named() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {row for text in texts for mark in _MARK.findall(text) for row in _ROW.findall(mark)}


def test_no_test_names_a_row_that_is_not_in_the_list() -> None:
    assert named() <= DUE.keys()


def test_every_row_that_is_due_is_named_by_a_test() -> None:
    assert DUE.keys() - named() == set()


def test_a_row_without_a_test_is_told() -> None:
    assert Proofs().line("V-12") == f"| V-12 | {DUE['V-12']} | 0 | 0 | 0 | **no test** |"
