"""Suggestions forgive one slip of the pen, and help with the next word."""

import random
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.linker import Vocabulary
from firststop.taxonomy.models import Label
from firststop.taxonomy.queries import continue_words, suggest
from firststop.taxonomy.reading.esco import read_folder
from firststop.taxonomy.services import load_starter, load_taxonomy
from tests.counts import count
from tests.taxonomy.lists import write
from tests.taxonomy.test_loading import AT

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("T-08")]


def slips(word: str, rng: random.Random) -> list[str]:
    """Return a word with two neighbours swapped, a letter missing, one too many, and one wrong."""
    at, letter = rng.randrange(len(word) - 1), rng.choice("аеиост" if word[0] > "z" else "aeiost")
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return [swapped, word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_one_slip_in_a_word_of_five_letters_or_more_finds_what_was_meant(language: str) -> None:
    load_starter(at=AT)
    rng = random.Random(8)
    labels = Label.objects.filter(language=language, kind="preferred", concept__kind="occupation").order_by("id")
    words = [(folded, key) for folded, key in labels.values_list("folded", "concept_id") if 5 <= len(folded) <= 20]
    tried = [(slip, key) for word, key in rng.sample(words, count(15, proof=150)) for slip in slips(word, rng)]
    missed = [
        slip for slip, key in tried if key not in {it.id for it in suggest(slip, ConceptKind.OCCUPATION, language)}
    ]
    assert len(missed) <= 0.05 * len(tried), missed


def test_there_are_never_more_than_ten_and_nothing_typed_breaks_it() -> None:
    load_starter(at=AT)
    for typed in ("a", "op", "oper", "машин", "s" * 500, "%", "_", "'", "operator  ", "\u202eoper"):
        for kind in (ConceptKind.OCCUPATION, ConceptKind.SKILL):
            found = suggest(typed, kind, "en")
            assert len(found) <= 10, typed
            assert len({it.id for it in found}) == len(found), typed


def test_a_language_that_nobody_speaks_reads_no_words_and_takes_no_room() -> None:
    load_starter(at=AT)

    def queries(language: str) -> int:
        with CaptureQueriesContext(connection) as said:
            for kind in (ConceptKind.OCCUPATION, ConceptKind.SKILL):
                suggest("cook", kind, language)
        return len(said)

    first, *usual = (queries(language) for language in ("en", "ru", "ky", "en", "ru", "ky"))
    warm = usual[-3:]
    assert first > warm[0], "English is read once"
    assert queries("aa") == warm[0]
    assert all(queries(f"a{letter}") == warm[0] for letter in "bcdeghijklmnopqrstuvwxyz")
    assert [queries(language) for language in ("en", "ru", "ky")] == warm


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("weldre", ["welder"]),
        ("elder", ["welder"]),
        ("wleding helpr", []),
        ("welding helepr", ["welding helper"]),
        ("weld", []),
    ],
)
def test_readings_put_one_word_right(typed: str, meant: list[str]) -> None:
    found = Vocabulary(["welder", "welding", "helper"]).respelled(typed)
    assert (found == []) if not meant else (meant[0] in found)


def test_the_next_word_is_offered_the_most_frequent_first(tmp_path: Path) -> None:
    names = ["software developer", "software developer for games", "software tester", "manager of software", "cook"]
    rows: list[tuple[str, ...]] = [(f"urn:t:{n}", "2512", name, "", "") for n, name in enumerate(names)]
    empty: list[tuple[str, ...]] = []
    tables = {"occupations_en.csv": rows, "occupations_ru.csv": empty, "occupationSkillRelations_en.csv": empty}
    load_taxonomy(read_folder(write(tmp_path / "list", tables)), source="test", at=AT)
    for typed in ("software", "software ", "SOFTWARE"):
        onward = continue_words(typed, ConceptKind.OCCUPATION, "en")
        assert onward == ["software developer", "software tester"]
    assert continue_words("soft", ConceptKind.OCCUPATION, "en") == ["software"]
    assert continue_words("manager", ConceptKind.OCCUPATION, "en") == ["manager of software"]
    assert continue_words("", ConceptKind.OCCUPATION, "en") == []
    page = Client().get("/en/taxonomy/occupations?q=soft").content.decode()
    assert 'href="?q=software"' in page
    assert Client().get("/api/v1/occupations/words?text=software").json()[0] == "software developer"
