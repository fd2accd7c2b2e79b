"""The weights of the score: one dated file a version, read and checked."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from firststop.matching.engine.kernels import FULL
from firststop.matching.engine.keys import PART_OF, SCORED, PartKey, RowKey
from firststop.matching.engine.shapes import Rules

Percent = Annotated[int, Field(ge=0, le=100)]
Points = Annotated[int, Field(ge=0, le=100)]
_PER_PERCENT = FULL // 100
#: Every job and every person has these, so silence about them is "unknown". None asked of a language is none needed.
CAN_BE_UNKNOWN = frozenset(SCORED) - {RowKey.LANGUAGES}


class Weights(BaseModel):
    """One version of the weights. Points are whole and add up to 100; shares are percent of a row's points."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    since: date
    parts: Mapping[PartKey, Mapping[RowKey, Points]]
    unknown: Mapping[RowKey, Percent]
    must_counts: Annotated[float, Field(ge=1, le=10)]
    practised_not_wanted: Percent
    at_limit: Percent
    would_move: Percent
    pay_comfort: Annotated[int, Field(ge=1, le=100)]
    pay_partly: Percent
    start_grace_days: Annotated[int, Field(ge=0, le=366)]
    near_limit: Percent

    @model_validator(mode="after")
    def _adds_up(self) -> "Weights":
        placed = [(row, part) for part, rows in self.parts.items() for row in rows]
        if sorted(placed) != sorted((row, PART_OF[row]) for row in SCORED):
            raise ValueError("each row stands once, in its own part")
        if sum(self.points.values()) != 100:
            raise ValueError("the points of all rows add up to 100")
        if set(self.unknown) != CAN_BE_UNKNOWN:
            raise ValueError("unknown names each row that can be unknown")
        if max(self.would_move, self.pay_partly) > self.at_limit:
            raise ValueError("what is beyond the limit earns no more than what is at it")
        if max(self.unknown[row] for row in (RowKey.WAY, RowKey.PAY, RowKey.START)) > self.at_limit:
            raise ValueError("what is not stated earns no more than what is at the limit")
        return self

    @property
    def version(self) -> str:
        """The day that names this version for ever."""
        return self.since.isoformat()

    @cached_property
    def points(self) -> Mapping[RowKey, int]:
        """Points by row."""
        return {row: points for rows in self.parts.values() for row, points in rows.items()}

    @cached_property
    def widths(self) -> Mapping[PartKey, int]:
        """Points by part: the widths of the bar's slots."""
        return {part: sum(self.parts[part].values()) for part in PartKey}

    @property
    def must_tenths(self) -> int:
        """What a must-have counts against a nice-to-have, in tenths."""
        return round(self.must_counts * 10)

    @cached_property
    def rules(self) -> Rules:
        """The whole numbers that the kernels reckon with."""
        numbers = {str(row): self.points[row] for row in SCORED}
        numbers |= {f"unknown_{row}": self.unknown.get(row, 0) * _PER_PERCENT for row in SCORED}
        for name in ("at_limit", "would_move", "pay_comfort", "pay_partly"):
            numbers[name] = getattr(self, name) * _PER_PERCENT
        return Rules(**numbers, start_grace=self.start_grace_days)


def versions() -> list[date]:
    """Return the days of all versions, oldest first."""
    names = (entry.name for entry in files(__name__).iterdir())
    return sorted(date.fromisoformat(name.removesuffix(".yaml")) for name in names if name.endswith(".yaml"))


def load_weights(on: date) -> Weights:
    """Return the version that holds on a day; LookupError before the first one."""
    started = [day for day in versions() if day <= on]
    if not started:
        raise LookupError(f"there are no weights for {on.isoformat()}")
    return weights_of(started[-1])


@cache
def weights_of(since: date) -> Weights:
    """Return the version that began on this very day; LookupError where there is none."""
    entry = files(__name__) / f"{since.isoformat()}.yaml"
    if not entry.is_file():
        raise LookupError(f"there are no weights of {since.isoformat()}")
    weights = Weights.model_validate(yaml.safe_load(entry.read_text(encoding="utf-8")))
    if weights.since != since:
        raise ValueError(f"{entry.name} says that it holds since {weights.version}")
    return weights
