"""The data files: complete, well formed, and cheap to run on any text."""

import importlib

import pytest

from firststop.vacancies.rules.wording import READ_AT_MOST, RULES, AdFacts, check_wording, spans
from firststop.vacancies.rules.wording.folding import fold
from firststop.vacancies.rules.wording.needs import needs
from firststop.vacancies.rules.wording.patterns import LANGUAGES, Kind, all_patterns, book
from tests.vacancies.wording.measuring import rows

#: The longest stretch that an expression may match; what is bounded cannot run away.
WIDEST = 1_000
ELSEWHERE = {"wording.length"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_patterns_and_every_pattern_a_rule(language: str) -> None:
    assert set(book(language).rules) == set(RULES) - ELSEWHERE


def test_every_language_knows_the_same_protected_groups() -> None:
    assert len({frozenset(book(language).groups) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_expression_repeats_without_bound(language: str) -> None:
    parser = importlib.import_module("re._parser")
    wide = [
        pattern.expression.pattern
        for pattern in book(language).every()
        if parser.parse(pattern.expression.pattern).getwidth()[1] > WIDEST
    ]
    assert wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_expression_matches_nothing_or_a_lone_mark(language: str) -> None:
    empty = [
        p.expression.pattern
        for p in book(language).every()
        for text in ("", " ", "a", "а", "1")
        if p.expression.search(text)
    ]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_pattern_needs_stands_in_whatever_it_matches(language: str) -> None:
    text = fold("\n".join(row.phrase for row in rows(language)), prefer_cyrillic=language != "en").text
    wrong = [
        (pattern.expression.pattern, found[0])
        for each in LANGUAGES
        for pattern in book(each).every()
        for found in pattern.expression.finditer(text)
        if not all(any(literal in found[0] for literal in need) for need in pattern.needs)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        ("abc", [{"abc"}]),
        ("colou?r", [{"colo"}]),
        ("(?:ab|cde)[^x]{1,4}xyz", [{"xyz"}, {"ab", "cde"}]),
        ("(?:man|woman)", [{"man", "woman"}]),
        ("(?:man|a woman)", [{"man", "woman"}]),
        ("(?:man|\\d)", []),
        ("(?:man){0,2}", []),
        ("(?:man){1,2}s", [{"man"}]),
        ("ba{1,2}c", []),
        ("abc(?!def)", [{"abc"}]),
        ("(?<!xyz)ab", [{"ab"}]),
        ("a[(|)]b", []),
    ],
)
def test_needs_are_read_from_an_expression(expression: str, needed: list[set[str]]) -> None:
    assert list(needs(expression)) == needed


@pytest.mark.parametrize("expression", ["(?:ab", "ab)"])
def test_an_open_bracket_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        needs(expression)


def everything() -> list[str]:
    """Return every literal that a pattern needs."""
    return sorted({literal for *_where, pattern in all_patterns() for need in pattern.needs for literal in need})


def hostile(length: int) -> str:
    """Return text in which every pattern has to be tried: everything that any of them needs, over and over."""
    once = " ".join(everything()) + " "
    return (once * (length // len(once) + 1))[:length]


def work(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many characters expressions were run over."""
    counted = 0
    real = spans.spans_of

    def counting(read: spans.Read, rule: str, kind: Kind) -> list[spans.Span]:
        nonlocal counted
        counted += len(read.patterns.get((rule, kind), ())) * len(read.text)
        return real(read, rule, kind)

    for room in ("checks", "contradictions"):
        monkeypatch.setattr(f"firststop.vacancies.rules.wording.{room}.spans_of", counting)
    check_wording({"description": text}, language=None, facts=AdFacts())
    monkeypatch.undo()
    return counted


def test_twice_the_text_is_at_most_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    # Each expression is bounded (above), so its work grows with the characters it is run over.
    full = len(" ".join(everything())) + 1
    once, twice = work(hostile(full), monkeypatch), work(hostile(2 * full), monkeypatch)
    assert once > 0
    assert twice <= 2.01 * once


def test_a_megabyte_of_hostile_text_is_no_more_work_than_the_longest_text_read(monkeypatch: pytest.MonkeyPatch) -> None:
    longest, megabyte = work(hostile(READ_AT_MOST), monkeypatch), work(hostile(1_000_000), monkeypatch)
    assert megabyte == longest
    patterns = sum(1 for language in LANGUAGES for _ in book(language).every())
    assert megabyte <= 2 * patterns * READ_AT_MOST


@pytest.mark.parametrize(
    "piece", ["no ", "без ", "а", " ", "\n", "<b ", "&#1", "ж*", "ж ", "only not a an the ", "<<a"]
)
def test_a_megabyte_of_anything_ends(piece: str) -> None:
    found = check_wording({"description": piece * (1_000_000 // len(piece))}, language="ru", facts=AdFacts())
    assert found[-1].rule == "wording.length"
