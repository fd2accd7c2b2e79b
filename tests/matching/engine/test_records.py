"""Records refuse what cannot be compared."""

import math
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from firststop.matching.engine import Cefr, LanguageAsk, Point, Practice, SkillAsk
from tests.matching.engine.worlds import ARC, KANT, WELDER, job, welder

BAD = [math.nan, math.inf, -math.inf, -0.01]


@pytest.mark.parametrize("weight", [*BAD, 1.01])
def test_a_strength_that_is_none_is_refused(weight: float) -> None:
    for fields in ({"skills": {ARC: weight}}, {"wanted": {WELDER: weight}}):
        with pytest.raises(ValueError, match="is not between"):
            welder(**fields)
    with pytest.raises(ValueError, match="is not between"):
        job(occupations={WELDER: weight})
    with pytest.raises(ValueError, match="is not between"):
        Practice(12, weight)


@pytest.mark.parametrize("weight", [*BAD, 10.01])
def test_a_weight_that_is_none_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        SkillAsk(must=True, weight=weight)
    with pytest.raises(ValueError, match="weight"):
        LanguageAsk(Cefr.B1, must=True, weight=weight)


@pytest.mark.parametrize(("lat", "lon"), [(math.nan, 0), (0, math.nan), (90.1, 0), (0, -180.1), (math.inf, 0)])
def test_a_place_that_is_not_on_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="is not between"):
        Point(lat, lon)


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Decimal(0), Decimal(-1), Decimal(10) ** 11])
def test_pay_that_is_no_amount_is_refused(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="pay_floor"):
        welder(pay_floor=amount)
    with pytest.raises(ValueError, match="pay_max"):
        job(pay_min=None, pay_max=amount)


@pytest.mark.parametrize(
    ("of_person", "fields"),
    [
        (True, {"radius_km": -1}),
        (True, {"radius_km": 5_001}),
        (True, {"education": 9}),
        (True, {"skills": {UUID(int=i): 1.0 for i in range(1_001)}}),
        (False, {"experience_months": -1}),
        (False, {"education": -1}),
        (False, {"places": (KANT,) * 101}),
        (True, {"more_places": (KANT,) * 101}),
        (False, {"pay_min": Decimal(50_000), "pay_max": Decimal(40_000)}),
    ],
)
def test_a_value_out_of_range_names_its_field(of_person: bool, fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        (welder if of_person else job)(**fields)
