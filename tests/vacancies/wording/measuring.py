"""How well the wording rules tell unlawful phrases from lawful look-alikes (security.md SR-20).

The phrases are labelled by hand. Rows of the part "held" were set aside before the patterns were written; whoever
changes patterns looks at rows of "dev" only.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from firststop.vacancies.enums import Contract
from firststop.vacancies.rules.wording import AdFacts, Verdict, check_wording

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "ky")
PARTS = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled phrase: what it is, of which class, and what the ad states besides."""

    phrase: str
    label: str
    klass: str
    part: str
    language: str
    facts: AdFacts

    def verdict(self) -> Verdict | None:
        """What the rule of the row's class says; None for nothing."""
        found = check_wording({"description": self.phrase}, language=self.language, facts=self.facts)
        verdicts = {finding.verdict for finding in found if finding.rule == f"wording.{self.klass}"}
        return next((verdict for verdict in Verdict if verdict in verdicts), None)

    def is_blocked(self) -> bool:
        """Whether any rule at all would refuse the phrase without a person."""
        found = check_wording({"description": self.phrase}, language=self.language, facts=self.facts)
        return any(finding.verdict is Verdict.SURE for finding in found)


@dataclass(frozen=True, slots=True)
class Measure:
    """Shares of rows: breaches found by their own rule, lawful phrases that any rule would refuse, and what it costs.

    `sure` is the share of breaches refused without a person; `needless` that of lawful phrases sent to one; `passed`
    that of doubtful phrases nobody would see; `hasty` that of doubtful phrases refused without a person.
    """

    recall: float
    false_blocks: float
    n: int
    sure: float
    needless: float
    passed: float
    hasty: float


def rows(language: str, part: str | None = None) -> list[Row]:
    """Return the labelled phrases of a language, of one part or of both."""
    with (HERE / f"phrases_{language}.csv").open(encoding="utf-8", newline="") as file:
        read = [
            Row(
                line["phrase"],
                line["label"],
                line["class"],
                line["part"],
                language,
                facts_from(line["facts"]),
            )
            for line in csv.DictReader(file)
        ]
    return [row for row in read if part in (None, row.part)]


def facts_from(said: str) -> AdFacts:
    """Return the facts of a row, written as ``quota`` or ``pay=2000;minimum=3280`` or ``ground=faith:why``."""
    given = dict(item.partition("=")[::2] for item in said.split(";") if item)
    rule, _, words = given.get("ground", "").partition(":")
    return AdFacts(
        quota="quota" in given,
        protected_groups=tuple(filter(None, [given.get("group")])),
        stated_grounds={f"wording.{rule}": words} if rule else {},
        contract=Contract(given["contract"]) if "contract" in given else None,
        experience_months=int(given["experience"]) if "experience" in given else None,
        pay_month=Decimal(given["pay"]) if "pay" in given else None,
        minimum_month=Decimal(given["minimum"]) if "minimum" in given else None,
    )


def measure(rows: Iterable[Row]) -> Measure:
    """Return how the rules do on labelled rows."""
    by_label: dict[str, list[Row]] = {"breach": [], "lawful": [], "doubt": []}
    for row in rows:
        by_label[row.label].append(row)
    breaches = [row.verdict() for row in by_label["breach"]]
    doubts = [row.verdict() for row in by_label["doubt"]]
    lawful = by_label["lawful"]
    return Measure(
        recall=_share(verdict is not None for verdict in breaches),
        false_blocks=_share(row.is_blocked() for row in lawful),
        n=sum(map(len, by_label.values())),
        sure=_share(verdict is Verdict.SURE for verdict in breaches),
        needless=_share(row.verdict() is Verdict.DOUBT for row in lawful),
        passed=_share(verdict is None for verdict in doubts),
        hasty=_share(verdict is Verdict.SURE for verdict in doubts),
    )


def _share(flags: Iterable[bool]) -> float:
    counted = list(flags)
    return sum(counted) / len(counted) if counted else 0.0
