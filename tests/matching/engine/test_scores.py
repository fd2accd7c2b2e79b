"""The score: what the documentation says, never lower for a raised weight that is met, the same from any side."""

import itertools
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firststop.matching.engine import (
    Cefr,
    LanguageAsk,
    PartKey,
    PersonVector,
    Practice,
    RowKey,
    SkillAsk,
    VacancyVector,
    Weights,
    explain,
    kernels,
    why_not,
)
from firststop.matching.engine.comparing import MILLION, compare
from tests.counts import count
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    A_DAY,
    ARC,
    BISHKEK,
    KANT,
    OSH,
    TIG,
    TURNER,
    WEIGHTS,
    WELDER,
    job,
    pairs,
    welder,
    world,
)

SEEDS = st.integers(0, 2**32 - 1)


def earned(row: RowKey, person: PersonVector, vacancy: VacancyVector) -> float:
    explanation = explain(person, vacancy, WEIGHTS)
    return sum(it.earned for part in explanation.parts for it in part.rows if it.key is row)


@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=SEEDS)
def test_scores_are_what_the_documentation_says(seed: int) -> None:
    for person, vacancy in pairs(world(seed, 8, 8)):
        if why_not(person, vacancy, WEIGHTS) is None:
            assert explain(person, vacancy, WEIGHTS).total == pytest.approx(oracle.score(person, vacancy), abs=0.001)


@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=SEEDS)
def test_limits_are_what_the_documentation_says(seed: int) -> None:
    for person, vacancy in pairs(world(seed, 8, 8)):
        crossed = why_not(person, vacancy, WEIGHTS)
        near = oracle.share_something(person, vacancy) and oracle.near_enough(person, vacancy)
        expected = [*oracle.crossings(person, vacancy), *([] if near else ["too_far_off"]), None][0]
        assert (crossed.limit.value if crossed else None) == expected


TABLE: list[tuple[RowKey, dict[str, Any], dict[str, Any], float]] = [
    (RowKey.SKILLS, {}, {}, 40 * 50 / 55),
    (RowKey.SKILLS, {"skills": {}}, {}, 0),
    (RowKey.SKILLS, {}, {"skills": {}}, 12),
    (RowKey.SKILLS, {"skills": {ARC: 0.5}}, {"skills": {ARC: SkillAsk(True)}}, 20),
    (RowKey.SKILLS, {}, {"skills": {ARC: SkillAsk(False, 9), TIG: SkillAsk(False, 1)}}, 36),
    (RowKey.SKILLS, {}, {"skills": {ARC: SkillAsk(True, 5), TIG: SkillAsk(False, 10)}}, 20),
    (RowKey.OCCUPATION, {}, {}, 13),
    (RowKey.OCCUPATION, {"wanted": {TURNER: 1.0}}, {}, 13 * 0.6),
    (RowKey.OCCUPATION, {"wanted": {}, "practised": {WELDER: Practice(72, 0.5)}}, {}, 13 * 0.3),
    (RowKey.OCCUPATION, {"wanted": {WELDER: 0.5}, "practised": {}}, {}, 13 * 0.5),
    (RowKey.OCCUPATION, {}, {"occupations": {TURNER: 1.0}}, 0),
    (RowKey.OCCUPATION, {}, {"occupations": {}}, 13 * 0.3),
    (RowKey.OCCUPATION, {"wanted": {}, "practised": {}}, {}, 13 * 0.3),
    (RowKey.EXPERIENCE, {}, {}, 6),
    (RowKey.EXPERIENCE, {"practised": {WELDER: Practice(18)}}, {}, 3),
    (RowKey.EXPERIENCE, {"practised": {TURNER: Practice(72)}}, {}, 0),
    (RowKey.EXPERIENCE, {"practised": {}}, {"experience_months": 0}, 6),
    (RowKey.EXPERIENCE, {}, {"experience_months": None}, 3),
    (RowKey.EDUCATION, {"education": 2}, {}, 0),
    (RowKey.EDUCATION, {"education": 8}, {}, 3),
    (RowKey.EDUCATION, {"education": None}, {"education": 0}, 3),
    (RowKey.EDUCATION, {"education": None}, {}, 1.5),
    (RowKey.LANGUAGES, {}, {"languages": {}}, 3),
    (RowKey.LANGUAGES, {}, {"languages": {"ky": LanguageAsk(Cefr.C1, must=False)}}, 0),
    (
        RowKey.LANGUAGES,
        {},
        {"languages": {"ky": LanguageAsk(Cefr.C1, must=False), "ru": LanguageAsk(Cefr.C1, must=True)}},
        2,
    ),
    (RowKey.WAY, {}, {"places": (BISHKEK,)}, 15),
    (RowKey.WAY, {"radius_km": 0}, {"places": (BISHKEK,)}, 15),
    (RowKey.WAY, {}, {}, 15 - 7.5 * 22.970 / 25),
    (RowKey.WAY, {}, {"places": (OSH, KANT, BISHKEK)}, 15),
    (RowKey.WAY, {"would_move": True}, {"places": (OSH,)}, 15 * 0.25),
    (RowKey.WAY, {"place": None}, {}, 6),
    (RowKey.WAY, {}, {"places": ()}, 6),
    (RowKey.WAY, {"remote": True, "place": None}, {"remote": True}, 15),
    (RowKey.PAY, {}, {}, 5),
    (RowKey.PAY, {}, {"pay_min": Decimal(36_000)}, 7.5),
    (RowKey.PAY, {}, {"pay_min": Decimal(40_000)}, 10),
    (RowKey.PAY, {}, {"pay_min": Decimal(24_000)}, 2.5 + 2.5 / 2),
    (RowKey.PAY, {}, {"pay_min": None, "pay_max": Decimal(32_000)}, 2.5),
    (RowKey.PAY, {}, {"pay_min": Decimal(32_000), "pay_max": None}, 5),
    (RowKey.PAY, {}, {"pay_min": None, "pay_max": None}, 4),
    (RowKey.PAY, {"pay_floor": None}, {"pay_min": None, "pay_max": None}, 10),
    (RowKey.SCHEDULE, {"schedules": frozenset()}, {}, 4),
    (RowKey.SCHEDULE, {}, {"schedules": frozenset()}, 2),
    (RowKey.CONTRACT, {}, {}, 4),
    (RowKey.CONTRACT, {}, {"contracts": frozenset()}, 2),
    (RowKey.START, {}, {}, 2),
    (RowKey.START, {}, {"start": None}, 1),
    (RowKey.START, {"start_from": None}, {"start": None}, 2),
    (RowKey.START, {"start_from": A_DAY + timedelta(days=15)}, {}, 1.5),
    (RowKey.START, {"start_from": A_DAY + timedelta(days=30)}, {}, 1),
]


@pytest.mark.parametrize(("row", "person", "vacancy", "points"), TABLE)
def test_points_of_a_row(row: RowKey, person: dict[str, Any], vacancy: dict[str, Any], points: float) -> None:
    assert earned(row, welder(**person), job(**vacancy)) == pytest.approx(points, abs=0.001)


def test_the_best_that_can_be_is_a_hundred() -> None:
    dream = job(places=(BISHKEK,), pay_min=Decimal(40_000), skills={ARC: SkillAsk(True)})
    assert explain(welder(), dream, WEIGHTS).total == 100


@settings(max_examples=count(20, proof=500), deadline=None)
@given(seed=SEEDS)
def test_no_pair_scores_above_the_ceiling_that_lists_are_cut_by(seed: int) -> None:
    dream = welder(place=KANT, pay_floor=None), job()
    for person, vacancy in [*pairs(world(seed, 8, 8)), dream]:
        pair = compare(person, vacancy, WEIGHTS)
        ceiling = kernels.ceiling(pair.shared.total, pair.shared.best, pair.p, pair.v, WEIGHTS.rules)
        assert round(explain(person, vacancy, WEIGHTS).total * MILLION) <= ceiling


@pytest.mark.row("M-02")
@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=SEEDS, weight=st.floats(0, 10), data=st.data())
def test_raising_the_weight_of_a_met_skill_or_language_never_lowers_an_ad(seed: int, weight: float, data: Any) -> None:
    these = world(seed, 1, 20)
    person = replace(these.people[0], skills=dict.fromkeys(these.people[0].skills, 1.0))
    for vacancy in these.vacancies:
        before = explain(person, vacancy, WEIGHTS).total
        for skill in vacancy.skills.keys() & person.skills.keys():
            ask = vacancy.skills[skill]
            more = replace(ask, weight=max(ask.weight, weight))
            assert explain(person, replace(vacancy, skills={**vacancy.skills, skill: more}), WEIGHTS).total >= before
        for code, spoken in vacancy.languages.items():
            if person.languages.get(code, 0) >= spoken.level:
                louder = replace(spoken, weight=max(spoken.weight, weight))
                changed = replace(vacancy, languages={**vacancy.languages, code: louder})
                assert explain(person, changed, WEIGHTS).total >= before


@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=SEEDS, strength=st.floats(0, 1))
def test_showing_more_never_lowers_any_ad(seed: int, strength: float) -> None:
    these = world(seed, 1, 20)
    person = these.people[0]
    better = [
        replace(person, skills={**person.skills, ARC: max(person.skills.get(ARC, 0), strength)}),
        replace(person, wanted={**person.wanted, WELDER: max(person.wanted.get(WELDER, 0), strength)})
        if person.wanted or person.practised
        else person,
        replace(person, practised={it: replace(its, months=its.months + 6) for it, its in person.practised.items()}),
    ]
    for vacancy, other in itertools.product(these.vacancies, better):
        assert explain(other, vacancy, WEIGHTS).total >= explain(person, vacancy, WEIGHTS).total


def weights_with(**other: Any) -> Weights:
    return Weights.model_validate({**WEIGHTS.model_dump(), **other})


@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=SEEDS, points=st.integers(1, 9), rows=st.permutations(list(PartKey)))
def test_points_moved_to_a_part_never_lower_an_ad_that_meets_it(seed: int, points: int, rows: list[PartKey]) -> None:
    gaining, losing = rows[:2]
    parts = {part: dict(inside) for part, inside in WEIGHTS.parts.items()}
    first, last = next(iter(parts[gaining])), next(iter(parts[losing]))
    points = min(points, parts[losing][last])
    parts[gaining][first] += points
    parts[losing][last] -= points
    other = weights_with(parts=parts)
    for person, vacancy in pairs(world(seed, 4, 10)):
        before = explain(person, vacancy, WEIGHTS)
        part = before.part(gaining)
        if part.earned == part.width:
            assert explain(person, vacancy, other).total >= before.total


def test_a_heavier_must_never_lowers_an_ad_whose_musts_are_met() -> None:
    scores = [explain(welder(), job(), weights_with(must_counts=times)).total for times in (1, 2, 4, 10)]
    assert scores == sorted(scores)
    assert len(set(scores)) == 4


PERSONAL = re.compile(r"name|sex|gender|age$|birth|origin|nation|family|child|health|disab|photo", re.IGNORECASE)


def test_nothing_protected_is_an_input() -> None:
    fields = {*PersonVector.__dataclass_fields__, *VacancyVector.__dataclass_fields__}
    assert [name for name in fields if PERSONAL.search(name)] == []
    assert PERSONAL.search("birth_date")


def test_a_distance_is_that_of_the_textbook() -> None:
    for there in (KANT, OSH, BISHKEK):
        way = explain(welder(radius_km=500), job(places=(there,)), WEIGHTS).part(PartKey.WAY).rows[0]
        assert way.values["metres"] == pytest.approx(oracle.haversine(BISHKEK, there) * 1_000, abs=2)
