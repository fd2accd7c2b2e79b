"""Why a pair has its score: the same rows for the person, the employer and the staff; data, no sentences."""

from firststop.matching.engine.comparing import MILLION, Comparison, compare
from firststop.matching.engine.explaining.conditions import contract_row, pay_row, schedule_row, start_row, way_row
from firststop.matching.engine.explaining.demands import (
    education_row,
    experience_row,
    language_rows,
    licence_rows,
    occupation_row,
    skill_rows,
)
from firststop.matching.engine.explaining.parts import Explanation, Part, Row
from firststop.matching.engine.keys import PART_OF, PartKey
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.weights import Weights

__all__ = ["Explanation", "Part", "Row", "explain"]


def explain(person: PersonVector, vacancy: VacancyVector, weights: Weights) -> Explanation:
    """Return the score of a pair with every row that it is made of.

    The parts' points add up to `total`, and `total` is the score of `MatchIndex.top_k` to the last bit. A pair that
    crosses a limit can be explained too: the row over the limit earns nothing and says so. "Not to this employer" is
    no row, so that an explanation can be shown to both sides.
    """
    pair = compare(person, vacancy, weights)
    rows = [
        *skill_rows(pair), occupation_row(pair), experience_row(pair), education_row(pair), *language_rows(pair),
        *licence_rows(pair), way_row(pair), pay_row(pair), schedule_row(pair), contract_row(pair), start_row(pair),
    ]  # fmt: skip
    parts = tuple(_part(key, [row for row in rows if PART_OF[row.key] == key], pair) for key in PartKey)
    return Explanation(sum(row.millionths for row in rows) / MILLION, weights.version, parts)


def _part(key: PartKey, rows: list[Row], pair: Comparison) -> Part:
    earned = sum(row.millionths for row in rows)
    return Part(key, earned / MILLION, pair.weights.widths[key], tuple(rows))
