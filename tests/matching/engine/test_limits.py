"""Hard limits: the first one is named, and without it the pair passes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from firststop.matching.engine import Cefr, LanguageAsk, Limit, MatchIndex, SkillAsk, why_not
from tests.matching.engine.worlds import (
    A_DAY,
    AGENCY,
    ARC,
    DRAWINGS,
    FRAMES,
    GAS,
    KANT,
    OSH,
    SEAMS,
    TIG,
    TURNER,
    WEIGHTS,
    job,
    welder,
)

pytestmark = pytest.mark.row("M-05")

#: Other work: four musts and a nice-to-have; four nice-to-haves; a must that weighs and one that does not.
OTHER = {"occupations": {TURNER: 1.0}, "families": frozenset({"722"})}
MUST, NOT_MUST = SkillAsk(must=True), SkillAsk(must=False)
TURNS = OTHER | {"skills": {**dict.fromkeys((ARC, GAS, FRAMES, SEAMS), MUST), TIG: NOT_MUST}}
NICE = OTHER | {"skills": dict.fromkeys((ARC, GAS, FRAMES, TIG), NOT_MUST)}
WEIGHTLESS = OTHER | {"skills": {ARC: MUST, DRAWINGS: SkillAsk(must=True, weight=0), TIG: NOT_MUST}}

CROSSED: list[tuple[Limit, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (Limit.EMPLOYER, {"not_to": frozenset({AGENCY})}, {}, {"not_to": frozenset()}),
    (Limit.LICENCE, {}, {"licences": frozenset({"B", "C"})}, {"licences": frozenset({"B", "C"})}),
    (Limit.LANGUAGE, {}, {"languages": {"ky": LanguageAsk(Cefr.B2, must=True)}}, {"languages": {"ky": Cefr.B2}}),
    (Limit.LANGUAGE, {}, {"languages": {"en": LanguageAsk(Cefr.A1, must=True)}}, {"languages": {"en": Cefr.A1}}),
    (Limit.REMOTE, {}, {"remote": True}, {"remote": True}),
    (Limit.RADIUS, {"radius_km": 22}, {}, {"radius_km": 23}),
    (Limit.RADIUS, {"remote": True}, {"places": (OSH,)}, {"would_move": True}),
    (Limit.PAY, {"pay_floor": Decimal("40000.01")}, {}, {"pay_floor": Decimal(40_000)}),
    (Limit.PAY, {}, {"pay_min": Decimal(20_000), "pay_max": None}, {"pay_floor": None}),
    (Limit.PAY, {"pay_floor": Decimal("40000.001")}, {}, {"pay_floor": Decimal(40_000)}),
    (Limit.SCHEDULE, {}, {"schedules": frozenset({"shift"})}, {"schedules": frozenset()}),
    (Limit.CONTRACT, {}, {"contracts": frozenset({"seasonal"})}, {"contracts": frozenset({"seasonal"})}),
    (Limit.START, {"start_from": A_DAY + timedelta(days=31)}, {}, {"start_from": A_DAY + timedelta(days=30)}),
    (Limit.TOO_FAR_OFF, {"skills": {}}, {"occupations": {TURNER: 1.0}}, {"wanted": {TURNER: 1.0}}),
    (Limit.TOO_FAR_OFF, {"skills": {ARC: 1.0}}, TURNS, {"families": frozenset({"722"})}),
    (Limit.TOO_FAR_OFF, {"skills": {ARC: 1.0, TIG: 1.0}}, TURNS, {"skills": {ARC: 1.0, GAS: 1.0}}),
    (Limit.TOO_FAR_OFF, {"skills": {ARC: 1.0}}, NICE, {"skills": {ARC: 1.0, TIG: 0.1}}),
    (Limit.TOO_FAR_OFF, {"skills": {DRAWINGS: 1.0}}, WEIGHTLESS, {"skills": {ARC: 1.0}}),
]


@pytest.mark.parametrize(("limit", "person", "vacancy", "without"), CROSSED)
def test_a_crossed_limit_is_named_and_without_it_the_pair_passes(
    limit: Limit, person: dict[str, Any], vacancy: dict[str, Any], without: dict[str, Any]
) -> None:
    who, what, relaxed = welder(**person), job(**vacancy), welder(**{**person, **without})
    crossed = why_not(who, what, WEIGHTS)
    assert crossed is not None
    assert crossed.limit is limit
    assert why_not(relaxed, what, WEIGHTS) is None
    index = MatchIndex.build([what], [who], weights=WEIGHTS)
    assert (index.top_k(who), index.top_k_people(what)) == ([], [])
    assert len(index.top_k(relaxed)) == 1


def test_nothing_is_named_where_nothing_is_crossed() -> None:
    assert why_not(welder(), job(), WEIGHTS) is None


def test_limits_are_named_in_their_order() -> None:
    person = welder(not_to=frozenset({AGENCY}), radius_km=1, pay_floor=Decimal(90_000))
    seen = replace(person, not_to=frozenset())
    near = replace(seen, radius_km=25)
    crossed = [why_not(it, job(), WEIGHTS) for it in (person, seen, near, replace(near, pay_floor=None))]
    named = [it.limit if it else None for it in crossed]
    assert named == [Limit.EMPLOYER, Limit.RADIUS, Limit.PAY, None]
    assert [*Limit].index(Limit.EMPLOYER) < [*Limit].index(Limit.RADIUS) < [*Limit].index(Limit.PAY)


def test_the_values_of_a_limit_fill_its_sentence() -> None:
    radius = why_not(welder(radius_km=22), job(), WEIGHTS)
    pay = why_not(welder(pay_floor=Decimal(50_000)), job(), WEIGHTS)
    licence = why_not(welder(), job(licences=frozenset("DCB")), WEIGHTS)
    assert radius is not None
    assert radius.values["radius_km"] == 22
    assert radius.values["metres"] == pytest.approx(22_970, abs=2)
    assert pay is not None
    assert pay.values == {"floor": 50_000, "pay_min": 32_000, "pay_max": 40_000}
    assert licence is not None
    assert licence.values == {"missing": ("C", "D")}


def test_what_is_not_stated_crosses_nothing() -> None:
    silent = job(places=(), pay_min=None, pay_max=None, schedules=frozenset(), contracts=frozenset(), start=None)
    assert why_not(welder(), silent, WEIGHTS) is None
    assert why_not(welder(place=None), job(places=(KANT,)), WEIGHTS) is None
