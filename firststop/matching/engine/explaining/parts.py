"""The shape of an explanation: five parts, each of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firststop.matching.engine.comparing import MILLION
from firststop.matching.engine.keys import Message, PartKey, RowKey, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was compared. `message` names the sentence, `values` fill it; points are in millionths.

    Values are concept ids, codes, dates, decimal amounts a month, metres, months, levels, or tuples of these.
    """

    key: RowKey
    message: Message
    verdict: Verdict
    millionths: int
    width_millionths: int
    values: Mapping[str, Any]

    @property
    def earned(self) -> float:
        """Points earned."""
        return self.millionths / MILLION

    @property
    def width(self) -> float:
        """Points that could be earned."""
        return self.width_millionths / MILLION


@dataclass(frozen=True, slots=True)
class Part:
    """One slot of the bar: points earned of its width, and the rows behind them."""

    key: PartKey
    earned: float
    width: int
    rows: tuple[Row, ...]

    @property
    def fits(self) -> tuple[Row, ...]:
        """What fits."""
        return self._with(Verdict.FITS)

    @property
    def missing(self) -> tuple[Row, ...]:
        """What is missing, wholly or partly, and what is over a limit."""
        return self._with(Verdict.MISSING, Verdict.PARTLY, Verdict.OVER_LIMIT)

    @property
    def near_limit(self) -> tuple[Row, ...]:
        """What is within a tenth of a limit, by the weights' `near_limit`."""
        return self._with(Verdict.NEAR_LIMIT)

    @property
    def unknown(self) -> tuple[Row, ...]:
        """What one side has not stated."""
        return self._with(Verdict.UNKNOWN)

    def _with(self, *verdicts: Verdict) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.verdict in verdicts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score out of 100 with its parts, and the version of the weights that made it."""

    total: float
    version: str
    parts: tuple[Part, ...]

    @property
    def whole_points(self) -> Mapping[PartKey, int]:
        """Points by part without fractions, for a bar: they add up to the rounded total, none over its width."""
        whole = {part.key: int(part.earned) for part in self.parts}
        by_fraction = sorted(self.parts, key=lambda part: int(part.earned) - part.earned)
        for part in by_fraction[: round(self.total) - sum(whole.values())]:
            whole[part.key] += 1
        return whole

    def part(self, key: PartKey) -> Part:
        """Return one part."""
        return next(part for part in self.parts if part.key == key)
