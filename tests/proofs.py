"""Which capability each test proves: `@pytest.mark.row("V-12")`, counted by `make prove` into docs/proofs.md."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.counts import PROVE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "proofs.md"
#: What this version promises, by row.
with Path(__file__).with_name("rows.csv").open(encoding="utf-8", newline="") as _file:
    DUE = {line["row"]: line["promise"] for line in csv.DictReader(_file)}
HEAD = """# Proofs

Written by `make prove`, which runs each test with the counts that are promised. A test names the rows that it
proves: `@pytest.mark.row("V-12")`. A row that is due and has no passing test is not kept.

| row | promise | passed | failed | skipped | where |
|---|---|---|---|---|---|
"""


def rows_of(item: pytest.Item) -> list[str]:
    """Return the rows that the marks of a test name."""
    return sorted({row for mark in item.iter_markers("row") for row in mark.args})


def _named(report: pytest.TestReport) -> list[str]:
    return next((rows for name, rows in report.user_properties if name == "rows" and isinstance(rows, list)), [])


class Proofs:
    """Counts outcomes by row while the tests run; says them at the end of a proof."""

    def __init__(self) -> None:
        self.outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.places: defaultdict[str, set[str]] = defaultdict(set)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Let the rows travel with the report, also from another process."""
        item.user_properties.append(("rows", rows_of(item)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once: its call, or what kept it from being called."""
        if report.when != "call" and report.passed:
            return
        for row in _named(report):
            self.outcomes[row][report.outcome] += 1
            self.places[row].add(report.nodeid.partition("::")[0])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print one line a row; the whole suite writes the page. A short run proves nothing and says nothing."""
        if not PROVE or not self.outcomes:
            return
        lines = [self.line(row) for row in sorted({*DUE, *self.outcomes})]
        terminalreporter.section("proofs")
        terminalreporter.write("\n".join(lines) + "\n")
        if terminalreporter.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    def line(self, row: str) -> str:
        """Return a row's line of the table."""
        told = self.outcomes[row]
        places = " ".join(f"`{place}`" for place in sorted(self.places[row])) or "**no test**"
        return f"| {row} | {DUE.get(row, '')} | {told['passed']} | {told['failed']} | {told['skipped']} | {places} |"
