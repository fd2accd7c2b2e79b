"""The one card of a match: the same words and numbers for the person, the firm and the counsellor, and what helps."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from firststop.matching import queries
from firststop.matching.changing import Change
from firststop.matching.engine import Cefr, Explanation, LanguageAsk, Message, PartKey, Practice, SkillAsk, explain
from firststop.matching.words import Card, card_of, sentence
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.jobseekers.test_pages import case, concept
from tests.matching.candidates import Market, read
from tests.matching.engine.test_explanations import SAID
from tests.matching.engine.worlds import ARC, OSH, TURNER, WEIGHTS, job, welder

Facts = dict[str, Any]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(html))


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
@pytest.mark.row("M-03")
def test_the_person_the_firm_and_the_counsellor_read_the_same_card() -> None:
    market, ermek = Market(), people.person(cast.ERMEK)
    client = case(cast.ERMEK, cast.GULNARA)
    market.sews(ermek, months=24)
    asked = {
        "title": "Швея", "openings": 2, "experience_months": 36, "education": 3,
        "skills": [{"id": str(concept("skill", en="sew seams").id), "must": False}],
    }  # fmt: skip
    Vacancy.objects.filter(id=market.vacancy.id).update(record=asked)
    found = queries.fit(ermek.id, market.vacancy.id, on=timezone.localdate())
    assert found is not None
    card = words(render_to_string("matching/card.html", {"card": card_of(found.explanation, "en"), "level": "3"}))
    pages = [
        read(people.signed_in(cast.ERMEK), f"/en/vacancies/{market.vacancy.id}"),
        read(people.signed_in(cast.AIDA), market.page(ermek)),
        read(people.signed_in(cast.GULNARA), f"/en/me/clients/{client}"),
    ]
    assert [card.strip() in words(page) for page in pages] == [True] * 3
    added = re.search(r"Together: ([\d +]+) = (\d+)", card)
    assert added is not None
    assert sum(map(int, added[1].split(" + "))) == int(added[2]) == round(found.explanation.total)
    for said in ("2 years of experience, 3 years asked", "The profile does not say which education was finished",
                 "Learn or name these skills: sew seams. (Skills: up to 40 points more)"):  # fmt: skip
        assert said in card
    # Tenths of a point would tell an employer the exact way and pay.
    assert re.findall(r"\d[.,]\d+ (?:of|points?)", card) == []


@pytest.mark.row("M-03")
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_message_of_the_engine_has_a_sentence(language: str) -> None:
    pairs = [explain(welder(**person), job(**vacancy), WEIGHTS) for person, vacancy, _message, _verdict in [
        ({}, {}, None, None), *SAID
    ]]  # fmt: skip
    rows = {row.message: row for pair in pairs for part in pair.parts for row in part.rows}
    names = {row.values["skill"]: "Welding" for pair in pairs for row in pair.part(PartKey.SKILLS).rows if row.values}
    with override(language):
        said = {message: sentence(row, names) for message, row in rows.items()}
    assert (set(said), [message for message, words in said.items() if not words]) == (set(Message), [])


A_DAY = date(2026, 12, 1)
#: Who and what does not fit, the sentence, and the same pair after somebody did what it says.
IN_PROFILE: dict[str, tuple[Facts, Facts, str, Facts]] = {
    "no work": ({"wanted": {}, "practised": {}}, {}, "Say which work is wished for", {}),
    "other work": ({}, {"occupations": {TURNER: 1.0}}, "Wish for this work", {"wanted": {TURNER: 1.0}}),
    "short": ({"practised": {}}, {}, "Write down all the time", {}),
    "education": ({"education": None}, {"education": 3}, "Say which education was finished", {"education": 4}),
    "language": (
        {}, {"languages": {"en": LanguageAsk(Cefr.A1, must=False)}}, "Learn the language",
        {"languages": {"en": Cefr.B1}},
    ),
    "no place": ({"place": None}, {}, "Name the town or village", {}),
    "far": ({"radius_km": 22}, {}, "Choose a longer way to work", {"radius_km": 100}),
    "moves": ({"would_move": True}, {"places": (OSH,)}, "Choose a longer way to work", {"radius_km": 500}),
    "remote": ({"remote": False}, {"remote": True}, "Say that work from home is possible", {"remote": True}),
    "pay": ({}, {"pay_min": None, "pay_max": Decimal(31_999)}, "Wish for less pay", {"pay_floor": Decimal(20_000)}),
    "hours": ({}, {"schedules": frozenset({"shift"})}, "Take other hours too", {"schedules": frozenset({"shift"})}),
    "contract": (
        {}, {"contracts": frozenset({"seasonal"})}, "Take other contracts too", {"contracts": frozenset({"seasonal"})},
    ),
    "late": ({"start_from": A_DAY + timedelta(days=31)}, {"start": A_DAY}, "Start earlier", {"start_from": A_DAY}),
}  # fmt: skip
IN_VACANCY: dict[str, tuple[Facts, Facts, str, Facts]] = {
    "skills": ({}, {"skills": {}}, "Name the skills", {"skills": {ARC: SkillAsk(True)}}),
    "occupation": ({}, {"occupations": {}}, "Name the occupation", {}),
    "experience": ({}, {"experience_months": None}, "Say how much experience is needed", {"experience_months": 12}),
    "education": ({}, {"education": None}, "Say which education is needed", {"education": 1}),
    "place": ({}, {"places": ()}, "Name the town or village", {}),
    "pay": ({}, {"pay_min": None, "pay_max": None}, "State the pay", {"pay_min": Decimal(60_000)}),
    "lowest pay": ({}, {"pay_min": None}, "State the lowest pay", {"pay_min": Decimal(40_000)}),
    "hours": ({}, {"schedules": frozenset()}, "State the hours", {}),
    "contract": ({}, {"contracts": frozenset()}, "State the contract", {}),
    "start": ({}, {"start": None}, "State the first day", {"start": A_DAY + timedelta(days=400)}),
}


def told(pair: Explanation) -> Card:
    with override("en"):
        return card_of(pair, "en")


def says(changes: list[Change], sentence: str) -> bool:
    return any(line.startswith(sentence) for change in changes for line in change.says)


@pytest.mark.django_db
@pytest.mark.parametrize(("person", "vacancy", "sentence", "better"), IN_PROFILE.values(), ids=IN_PROFILE)
def test_what_the_profile_can_change_is_said_and_wins_points(
    person: Facts, vacancy: Facts, sentence: str, better: Facts
) -> None:
    before = explain(welder(**person), job(**vacancy), WEIGHTS)
    after = explain(welder(**(person if better else {}) | better), job(**vacancy), WEIGHTS)
    assert after.total > before.total
    assert (says(told(before).in_profile, sentence), says(told(before).in_ad, sentence)) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(("person", "vacancy", "sentence", "better"), IN_VACANCY.values(), ids=IN_VACANCY)
def test_what_the_vacancy_leaves_open_is_said_and_wins_points(
    person: Facts, vacancy: Facts, sentence: str, better: Facts
) -> None:
    before = explain(welder(**person), job(**vacancy), WEIGHTS)
    after = explain(welder(**person), job(**(vacancy if better else {}) | better), WEIGHTS)
    assert after.total > before.total
    assert (says(told(before).in_ad, sentence), says(told(before).in_profile, sentence)) == (True, False)


@pytest.mark.django_db
def test_a_slot_that_has_all_its_points_asks_for_no_change() -> None:
    card = told(explain(welder(practised={}, pay_floor=None), job(), WEIGHTS))
    full = {slot.name for slot in card.slots if slot.earned == slot.weight}
    changed = {change.name: change.points for change in (*card.in_profile, *card.in_ad)}
    lost = {slot.name: slot.weight - slot.earned for slot in card.slots}
    assert ("Pay" in full, "Occupation and experience" in changed) == (True, True)
    assert full.isdisjoint(changed)
    assert changed.items() <= lost.items()


@pytest.mark.django_db
def test_a_row_that_nobody_can_change_is_left_alone() -> None:
    card = told(explain(welder(education=2, practised={TURNER: Practice(60)}), job(education=7), WEIGHTS))
    assert not says([*card.in_profile, *card.in_ad], "Say which education")
