"""Finding concepts in running text."""

import uuid

import pytest

from firststop.taxonomy.linker import Lexicon, Word

pytestmark = pytest.mark.row("T-06")

WELDING, DRAWINGS, CPP, PYTHON, TEAM, EXPERIMENT, SEWING = (uuid.UUID(int=n) for n in range(1, 8))
LEXICON = Lexicon(
    [
        Word(WELDING, "ru", "сварка"), Word(WELDING, "en", "arc welding"), Word(DRAWINGS, "ru", "читать чертежи"),
        Word(CPP, "en", "C++"), Word(PYTHON, "en", "Python (computer programming)"), Word(TEAM, "en", "work in a team"),
        Word(EXPERIMENT, "en", "experiment"), Word(SEWING, "ru", "швея"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "concept", "surface"),
    [
        ("Ручная сварка труб", WELDING, "сварка"),
        ("Занимался сваркой", WELDING, "сваркой"),
        ("Шесть лет работала швеёй", SEWING, "швеёй"),
        ("Была швеей в ателье", SEWING, "швеей"),
        ("Умею читать чертежи", DRAWINGS, "читать чертежи"),
        ("5 years of Arc Welding.", WELDING, "Arc Welding"),
        ("C++ and more", CPP, "C++"),
        ("knows python well", PYTHON, "python"),
        ("I work in a team", TEAM, "work in a team"),
    ],
)
def test_a_word_is_found_where_it_stands(text: str, concept: uuid.UUID, surface: str) -> None:
    spans = LEXICON.find(text)
    assert [(span.concept, text[span.start : span.end], span.surface) for span in spans] == [
        (concept, surface, surface)
    ]


def test_two_words_of_one_stem_are_not_one_word() -> None:
    assert LEXICON.find("Experience with people") == []


def test_a_concept_named_twice_is_proposed_once_and_with_its_better_form() -> None:
    spans = LEXICON.find("сваркой и сварка")
    assert [(span.surface, span.confidence) for span in spans] == [("сварка", 1.0)]


def test_what_somebody_pastes_is_not_kept() -> None:
    known = dict(LEXICON._stems)
    LEXICON.find("Асанова Айгуль, 0555 123456: занималась сваркой")
    assert LEXICON._stems == known


def test_no_text_names_nothing() -> None:
    assert LEXICON.find("") == []
