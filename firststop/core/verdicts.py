"""Rules as data: an evaluation says what was met, what failed and what is not known (features C-02)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of one condition, or of a whole rule."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a stable id, the facts it reads, and the test over them."""

    rule: str
    needs: tuple[str, ...]
    holds: Callable[..., bool]

    def check(self, facts: Mapping[str, Any]) -> Outcome:
        """Return the outcome; a fact that is absent or None makes it unknown, never failed."""
        given = [facts.get(name) for name in self.needs]
        if any(value is None for value in given):
            return Outcome.UNKNOWN
        return Outcome.MET if self.holds(*given) else Outcome.FAILED


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of a rule with each condition's outcome, and the version of the rule that gave it."""

    version: str
    met: tuple[str, ...]
    failed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """Failed if any condition failed, else unknown if any is unknown, else met."""
        if self.failed:
            return Outcome.FAILED
        return Outcome.UNKNOWN if self.unknown else Outcome.MET


def evaluate(conditions: Iterable[Condition], facts: Mapping[str, Any], *, version: str) -> Verdict:
    """Check every condition against the facts and return the verdict."""
    found: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for condition in conditions:
        found[condition.check(facts)].append(condition.rule)
    return Verdict(version, *(tuple(found[outcome]) for outcome in Outcome))
