"""The words that made an ad a hit are marked where they stand."""

import pytest

from firststop.vacancies.search import Marker, Query, SearchIndex, read_query
from firststop.vacancies.search.marking import within_one_edit
from tests.vacancies.search.ads import NOW, an_ad
from tests.vacancies.search.test_reading import Names

MARKED = [
    ("nurse", "Nurse, surgical department", ["Nurse"]),
    ("nurse", "Медсестра процедурного кабинета", ["Медсестра"]),
    ("nurse osh", "Osh: nurses and a driver", ["Osh", "nurses"]),
    ("c++", "Разработчик С++/C#", ["С++"]),
    ("svarshik", "Сваpщик и газосварщик", ["Сваpщик", "газосварщик"]),
    ("тигуучу", "Тигүүчүлөр керек", ["Тигүүчүлөр"]),
    ('"главный бухгалтер"', "Главного бухгалтера", ["Главного", "бухгалтера"]),
    ("повар без ночных", "Повар в ночную смену", ["Повар"]),
    ("-повар", "Повар", []),
    ("", "Повар", []),
    ("повар", "", []),
]


@pytest.mark.parametrize(("typed", "text", "marked"), MARKED)
def test_wanted_words_are_marked_and_no_others(typed: str, text: str, marked: list[str]) -> None:
    ranges = Marker(read_query(typed, Names())).ranges(text)
    assert [text[start:end] for start, end in ranges] == marked


def test_a_forgiven_word_is_marked_by_what_it_found() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Старший сварщик", employer="Завод")], [], "1")
    results = index.search(Query(text="сварщек"), NOW)
    assert results.hits[0].highlights == {"title": ((8, 15),)}
    assert results.marker.ranges("нужен сварщик") == ((6, 13),)


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [("кот", "кот", True), ("кот", "кит", True), ("кот", "кто", True), ("кот", "крот", True), ("кот", "от", True),
     ("кот", "кита", False), ("кот", "ток", False), ("", "к", True), ("", "", True), ("аб", "ба", True),
     ("абв", "вба", False)],
)  # fmt: skip
def test_one_edit_is_one_letter_or_one_swap(a: str, b: str, near: bool) -> None:
    assert within_one_edit(a, b) is within_one_edit(b, a) is near
