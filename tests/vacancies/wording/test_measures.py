"""The promise of security.md SR-20: unlawful wording is found, lawful wording is not blocked."""

from collections import Counter

import pytest

from firststop.vacancies.rules.wording import AdFacts
from tests.vacancies.wording.measuring import LANGUAGES, PARTS, Row, measure, rows

pytestmark = pytest.mark.row("SR-20")

#: How many phrases a language has at least; 120 are promised.
LEAST = 160
CLASSES = {
    *("age", "sex", "origin", "family", "pregnancy", "health", "looks", "union", "faith", "record", "fee"),
    *("premium", "passport", "beginner", "pay_floor", "unpaid", "disguised", "pyramid", "paid_training", "freedom"),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_breaches_are_found_and_lawful_phrases_are_not_blocked(language: str, part: str) -> None:
    measured = measure(rows(language, part))
    assert measured.recall >= 0.95, measured
    assert measured.false_blocks <= 0.02, measured


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_gets_what_is_doubtful_and_little_else(language: str, part: str) -> None:
    measured = measure(rows(language, part))
    assert measured.sure >= 0.85, "a rule that doubts everything would catch everything"
    assert measured.needless <= 0.02, "lawful phrases that a person has to read"
    assert measured.passed <= 0.10, "doubtful phrases that nobody sees"
    assert measured.hasty <= 0.10, "doubtful phrases that are refused without a person"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_set_is_large_and_balanced(language: str) -> None:
    every = rows(language)
    labels = Counter(row.label for row in every)
    held = sum(row.part == "held" for row in every)
    assert len(every) >= LEAST
    assert set(labels) == {"breach", "lawful", "doubt"}
    assert 0.4 <= labels["lawful"] / len(every) <= 0.6
    assert held / len(every) >= 0.28
    assert [phrase for phrase, n in Counter(row.phrase for row in every).items() if n > 1] == []


@pytest.mark.parametrize("label", ["breach", "lawful"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_phrases_of_both_kinds(language: str, label: str) -> None:
    assert {row.klass for row in rows(language) if row.label == label} == CLASSES


def test_a_measure_counts_what_it_says() -> None:
    def row(phrase: str, label: str) -> Row:
        return Row(phrase, label, "origin", "dev", "en", AdFacts())

    measured = measure(
        [
            row("No foreigners", "breach"),
            row("Nice colleagues", "breach"),
            row("No foreigners please", "lawful"),
            row("Native speakers", "lawful"),
            row("Native speakers only", "doubt"),
        ]
    )
    assert (measured.recall, measured.sure) == (0.5, 0.5)
    assert (measured.false_blocks, measured.needless) == (0.5, 0.5)
    assert (measured.passed, measured.hasty, measured.n) == (0.0, 0.0, 5)
