"""Explanations: parts that add up to the score, rows that a card can be made of, the same for both sides."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firststop.matching.engine import (
    Cefr,
    Explanation,
    LanguageAsk,
    MatchIndex,
    Message,
    PartKey,
    Point,
    Practice,
    Row,
    RowKey,
    SkillAsk,
    Verdict,
    explain,
)
from tests.counts import count
from tests.matching.engine.worlds import (
    A_DAY,
    AGENCY,
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


def rows_of(explanation: Explanation, key: RowKey) -> list[Row]:
    return [row for part in explanation.parts for row in part.rows if row.key is key]


@pytest.mark.row("M-03")
@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_parts_and_rows_add_up_to_the_score_of_the_list(seed: int) -> None:
    these = world(seed, 4, 12)
    index = MatchIndex.build(these.vacancies, these.people, weights=WEIGHTS)
    vacancies = {vacancy.id: vacancy for vacancy in these.vacancies}
    for person in these.people:
        for match in index.top_k(person):
            explanation = explain(person, vacancies[match.id], WEIGHTS)
            assert explanation.total == match.score
            assert sum(part.earned for part in explanation.parts) == pytest.approx(match.score, abs=1e-6)
            for part in explanation.parts:
                assert sum(row.earned for row in part.rows) == pytest.approx(part.earned, abs=1e-6)


@pytest.mark.row("M-03")
@settings(max_examples=count(50, proof=1_000), deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_any_pair_is_explained_within_the_widths(seed: int) -> None:
    for person, vacancy in pairs(world(seed, 5, 8)):
        explanation = explain(person, vacancy, WEIGHTS)
        assert [part.key for part in explanation.parts] == list(PartKey)
        assert [part.width for part in explanation.parts] == [40, 25, 15, 10, 10]
        whole = explanation.whole_points
        assert sum(whole.values()) == round(explanation.total)
        for part in explanation.parts:
            assert abs(whole[part.key] - part.earned) < 1
            assert 0 <= whole[part.key] <= part.width
            assert 0 <= part.earned <= part.width
            assert sum(row.width for row in part.rows) == pytest.approx(part.width, abs=1e-6)
            assert all(-1e-6 <= row.earned <= row.width + 2e-6 for row in part.rows)
            assert all(row.earned == 0 for row in part.rows if row.verdict in {Verdict.MISSING, Verdict.OVER_LIMIT})


def test_the_card_of_the_welder_has_what_the_picture_shows() -> None:
    explanation = explain(welder(), job(), WEIGHTS)
    skills, occupation, way, pay, hours = explanation.parts
    assert [row.message for row in skills.fits] == [Message.SKILL_SHOWN] * 5
    assert all(row.values["must"] for row in skills.fits)
    assert [(row.values["skill"], row.values["must"]) for row in skills.missing] == [(TIG, False)]
    assert [row.message for row in occupation.fits] == [
        Message.OCCUPATION_WANTED, Message.EXPERIENCE_ENOUGH, Message.EDUCATION_ENOUGH, Message.LANGUAGE_ENOUGH
    ]  # fmt: skip
    assert occupation.fits[1].values == {"months": 72, "asked": 36}
    assert [(row.values["metres"] // 1000, row.values["radius_km"]) for row in way.near_limit] == [(22, 25)]
    assert [(row.values["floor"], row.values["pay_min"]) for row in pay.near_limit] == [(32_000, 32_000)]
    assert [row.values["shared"] for row in hours.fits[:2]] == [("full_day",), ("permanent",)]
    assert list(explanation.whole_points.values()) == [36, 25, 8, 5, 10]
    assert explanation.total == pytest.approx(84.47, abs=0.01)
    assert explanation.version == "2026-11-01"


SAID: list[tuple[dict[str, Any], dict[str, Any], Message, Verdict]] = [
    ({"skills": {ARC: 0.5}}, {"skills": {ARC: SkillAsk(True)}}, Message.SKILL_PARTLY, Verdict.PARTLY),
    ({}, {"skills": {}}, Message.SKILLS_NOT_STATED, Verdict.UNKNOWN),
    ({"wanted": {}}, {}, Message.OCCUPATION_PRACTISED, Verdict.PARTLY),
    ({}, {"occupations": {TURNER: 1.0}}, Message.OCCUPATION_OTHER, Verdict.MISSING),
    ({}, {"occupations": {}}, Message.OCCUPATION_NOT_STATED, Verdict.UNKNOWN),
    ({"practised": {WELDER: Practice(12)}}, {}, Message.EXPERIENCE_SHORT, Verdict.PARTLY),
    ({"practised": {}}, {}, Message.EXPERIENCE_SHORT, Verdict.MISSING),
    ({}, {"experience_months": 0}, Message.EXPERIENCE_NOT_NEEDED, Verdict.NOT_ASKED),
    ({}, {"experience_months": None}, Message.EXPERIENCE_NOT_STATED, Verdict.UNKNOWN),
    ({"education": 2}, {}, Message.EDUCATION_SHORT, Verdict.MISSING),
    ({"education": None}, {}, Message.EDUCATION_NOT_STATED, Verdict.UNKNOWN),
    ({}, {"education": 0}, Message.EDUCATION_NOT_NEEDED, Verdict.NOT_ASKED),
    ({}, {"languages": {"ky": LanguageAsk(Cefr.C1, must=False)}}, Message.LANGUAGE_SHORT, Verdict.MISSING),
    ({}, {"languages": {"ky": LanguageAsk(Cefr.C1, must=True)}}, Message.LANGUAGE_SHORT, Verdict.OVER_LIMIT),
    ({}, {"languages": {"en": LanguageAsk(Cefr.A1, must=False)}}, Message.LANGUAGE_NOT_SHOWN, Verdict.MISSING),
    ({}, {"languages": {}}, Message.LANGUAGES_NOT_ASKED, Verdict.NOT_ASKED),
    ({}, {"licences": frozenset("B")}, Message.LICENCE_SHOWN, Verdict.FITS),
    ({}, {"licences": frozenset("C")}, Message.LICENCE_NOT_SHOWN, Verdict.OVER_LIMIT),
    ({"radius_km": 26}, {}, Message.WAY_WITHIN, Verdict.FITS),
    ({"radius_km": 25}, {}, Message.WAY_WITHIN, Verdict.NEAR_LIMIT),
    ({"radius_km": 22}, {}, Message.WAY_BEYOND, Verdict.OVER_LIMIT),
    ({"radius_km": 0}, {"places": (BISHKEK,)}, Message.WAY_WITHIN, Verdict.FITS),
    ({"would_move": True}, {"places": (OSH,)}, Message.WAY_WOULD_MOVE, Verdict.PARTLY),
    ({"remote": True}, {"remote": True}, Message.WAY_REMOTE, Verdict.FITS),
    ({}, {"remote": True}, Message.WAY_REMOTE_NOT_WANTED, Verdict.OVER_LIMIT),
    ({"place": None}, {}, Message.WAY_NOT_KNOWN, Verdict.UNKNOWN),
    ({"more_places": (KANT,)}, {}, Message.WAY_WITHIN, Verdict.FITS),
    ({"place": None, "more_places": (KANT,)}, {}, Message.WAY_WITHIN, Verdict.FITS),
    ({"place": OSH, "more_places": (BISHKEK,)}, {}, Message.WAY_WITHIN, Verdict.NEAR_LIMIT),
    ({"more_places": (KANT,)}, {"places": (OSH,)}, Message.WAY_BEYOND, Verdict.OVER_LIMIT),
    ({}, {"places": ()}, Message.WAY_NOT_KNOWN, Verdict.UNKNOWN),
    ({}, {"pay_min": Decimal(35_200)}, Message.PAY_ABOVE, Verdict.FITS),
    ({}, {"pay_min": Decimal(35_199)}, Message.PAY_ABOVE, Verdict.NEAR_LIMIT),
    ({}, {"pay_min": Decimal(30_000)}, Message.PAY_PARTLY, Verdict.NEAR_LIMIT),
    ({}, {"pay_min": None}, Message.PAY_PARTLY, Verdict.NEAR_LIMIT),
    ({}, {"pay_min": None, "pay_max": Decimal(31_999)}, Message.PAY_BELOW, Verdict.OVER_LIMIT),
    ({}, {"pay_min": None, "pay_max": None}, Message.PAY_NOT_STATED, Verdict.UNKNOWN),
    ({"pay_floor": None}, {}, Message.PAY_NOT_ASKED, Verdict.NOT_ASKED),
    ({"schedules": frozenset()}, {}, Message.SCHEDULE_NOT_ASKED, Verdict.NOT_ASKED),
    ({}, {"schedules": frozenset()}, Message.SCHEDULE_NOT_STATED, Verdict.UNKNOWN),
    ({}, {"schedules": frozenset({"shift"})}, Message.SCHEDULE_DIFFERS, Verdict.OVER_LIMIT),
    ({"contracts": frozenset()}, {}, Message.CONTRACT_NOT_ASKED, Verdict.NOT_ASKED),
    ({}, {"contracts": frozenset()}, Message.CONTRACT_NOT_STATED, Verdict.UNKNOWN),
    ({}, {"contracts": frozenset({"seasonal"})}, Message.CONTRACT_DIFFERS, Verdict.OVER_LIMIT),
    ({"start_from": None}, {}, Message.START_NOT_ASKED, Verdict.NOT_ASKED),
    ({}, {"start": None}, Message.START_NOT_STATED, Verdict.UNKNOWN),
    ({"start_from": A_DAY + timedelta(days=26)}, {}, Message.START_LATER, Verdict.PARTLY),
    ({"start_from": A_DAY + timedelta(days=27)}, {}, Message.START_LATER, Verdict.NEAR_LIMIT),
    ({"start_from": A_DAY + timedelta(days=31)}, {}, Message.START_TOO_LATE, Verdict.OVER_LIMIT),
]


@pytest.mark.parametrize(("person", "vacancy", "message", "verdict"), SAID)
def test_what_a_row_says(person: dict[str, Any], vacancy: dict[str, Any], message: Message, verdict: Verdict) -> None:
    explanation = explain(welder(**person), job(**vacancy), WEIGHTS)
    said = [(row.message, row.verdict) for part in explanation.parts for row in part.rows]
    assert (message, verdict) in said


def test_every_message_is_said_by_some_pair() -> None:
    card = {row.message for part in explain(welder(), job(), WEIGHTS).parts for row in part.rows}
    assert card | {message for _person, _vacancy, message, _verdict in SAID} == set(Message)


def test_each_row_stands_in_one_list_of_its_part() -> None:
    explanation = explain(welder(), job(pay_min=None, pay_max=None, places=(OSH, KANT)), WEIGHTS)
    for part in explanation.parts:
        listed = [*part.fits, *part.missing, *part.near_limit, *part.unknown]
        assert sorted(map(id, listed)) == sorted(
            id(row) for row in part.rows if row.verdict is not Verdict.NOT_ASKED
        )  # fmt: skip
    assert [row.message for row in explanation.part(PartKey.PAY).unknown] == [Message.PAY_NOT_STATED]


def test_must_haves_come_first_and_heavy_ones_before_light_ones() -> None:
    asked = {ARC: SkillAsk(False, 9), TIG: SkillAsk(True, 2), TURNER: SkillAsk(True, 8)}
    rows = rows_of(explain(welder(), job(skills=asked), WEIGHTS), RowKey.SKILLS)
    assert [row.values["skill"] for row in rows] == [TURNER, TIG, ARC]


def test_an_explanation_never_tells_whom_the_person_hides_from() -> None:
    hidden = welder(not_to=frozenset({AGENCY}))
    assert explain(hidden, job(), WEIGHTS) == explain(welder(), job(), WEIGHTS)
    assert str(AGENCY) not in str(explain(hidden, job(), WEIGHTS))


@pytest.mark.parametrize(
    ("places", "named"),
    [
        ((BISHKEK,), ""),
        ((BISHKEK, OSH), "bishkek"),
        ((OSH, BISHKEK), "bishkek"),
        ((OSH, BISHKEK, KANT), "kant"),
        ((KANT, KANT), "kant"),
    ],
)
def test_of_several_places_of_a_person_the_row_names_the_nearest(places: tuple[Point, ...], named: str) -> None:
    codes = {BISHKEK: "bishkek", KANT: "kant", OSH: "osh"}
    home, *others = (replace(place, code=codes[place]) for place in places)
    way = explain(welder(place=home, more_places=tuple(others)), job(), WEIGHTS).part(PartKey.WAY).rows[0]
    assert way.values["from"] == named


def test_a_way_that_is_not_known_names_no_place() -> None:
    way = explain(welder(more_places=(OSH,)), job(places=()), WEIGHTS).part(PartKey.WAY).rows[0]
    assert (way.values["metres"], way.values["from"]) == (None, "")
