"""One word in two alphabets is one word."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firststop.core.scripts import fold_word, look_alike, one_script, respellings, skeleton, to_cyrillic, words

pytestmark = pytest.mark.row("C-12")

LOOKS = dict(zip("асеорхукмтв", "aceopxykmtb", strict=True))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("С++ C# F#", ["cplusplus", "csharp", "fsharp"]), ("C/C++11", ["c", "cplusplus", "11"]),
        ("1С:Розница", ["1с", "розница"]), ("Қызмет ұн ғ", ["кызмет", "ун", "г"]), ("— !", []),
        ("Ёлка ёж", ["елка", "еж"]), ("медсестра-анестезист", ["медсестра", "анестезист"]), ("18+", ["18"]),
        ("o‘qituvchi o'zbek", ["oqituvchi", "ozbek"]), ("Кеңсе өнөр үй", ["кенсе", "онор", "уй"]),
        ("Həkim ısı", ["hekim", "isi"]), ("Cвapщик", ["сварщик"]), ("mаnаger", ["manager"]), ("йод", ["йод"]), ("", []),
        ("snake_case", ["snake", "case"]), ("№5", ["5"]), ("Node.js", ["node", "js"]), ("ﬁne", ["fine"]),
    ],
)  # fmt: skip
def test_a_text_falls_into_folded_words(text: str, folded: list[str]) -> None:
    assert [word.folded for word in words(text)] == folded


def test_words_know_their_place_in_the_text() -> None:
    text = "Ищем: C++ программиста (Ош)!"
    assert [text[word.start : word.end] for word in words(text)] == ["Ищем", "C++", "программиста", "Ош"]


@pytest.mark.parametrize("text", ["Кайнак ёлка й", "Өнөр жай үчүн", "İstanbul Şəhər"])
def test_marks_may_be_letters_of_their_own(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert [word.folded for word in words(apart)] == [word.folded for word in words(text)]


@given(st.text(max_size=60))
def test_any_text_falls_into_words_in_order(text: str) -> None:
    found = list(words(text))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(word.folded == word.folded.strip() != "" for word in found)


@given(st.sampled_from(["сварщик", "бухгалтер", "программист", "дизайнер", "воспитатель"]), st.data())
def test_look_alike_letters_change_nothing(word: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from([letter, LOOKS.get(letter, letter)])) for letter in word)
    assert fold_word(typed) == fold_word(word) == word


@pytest.mark.parametrize(
    ("word", "other"),
    [("1с", "1c"), ("1c", "1с"), ("смр", "cmp"), ("cmp", "смр"), ("дом", None), ("dog", None), ("15", None)],
)
def test_a_word_of_look_alikes_has_a_twin(word: str, other: str | None) -> None:
    assert look_alike(word) == other


@pytest.mark.parametrize(("word", "whole"), [("сварщiк", "сварщик"), ("дoг", "дог"), ("dоg", "dog"), ("дом", "дом")])
def test_the_unmistakable_letters_choose_the_alphabet(word: str, whole: str) -> None:
    assert one_script(word) == whole


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("сварщик", "svarshchik"), ("сварщик", "svarshik"), ("щетка", "schetka"), ("юрист", "jurist"),
        ("жумушчу", "jumushchu"), ("хирург", "xirurg"), ("хирург", "khirurg"), ("цех", "cex"), ("цех", "tseh"),
        ("менеджер", "menedjer"), ("шофер", "shofyor"), ("район", "rajon"), ("район", "rayon"), ("учитель", "uchitel"),
        ("кенсе", "kengse"), ("парикмахер", "parikmaxer"), ("яблоко", "yabloko"), ("мария", "maria"),
        ("юрист", "yurist"), ("яблоко", "iabloko"), ("электрик", "elektrik"),
        ("айдоочу", "aydoochu"), ("ҳайдовчи", "haydovchi"), ("ронанда", "ronanda"),
        ("վարորդ", "varord"), ("ուսուցիչ", "usutsich"), ("квас", "qvas"), ("завхоз", "zavhoz"), ("вахта", "vakhta"),
    ],
)  # fmt: skip
def test_both_alphabets_sound_alike(cyrillic: str, latin: str) -> None:
    assert skeleton(cyrillic) in {skeleton(spelling) for spelling in respellings(latin)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("повар", "товар"),
        ("дом", "дым"),
        ("кот", "код"),
        ("врач", "грач"),
        ("лук", "люк"),
        ("mill", "meal"),
        ("стол", "стул"),
    ],
)
def test_different_words_sound_different(one: str, two: str) -> None:
    assert skeleton(one) != skeleton(two)


@pytest.mark.parametrize(("latin", "cyrillic"), [("svarshchik", "сварщик"), ("rayon", "район"), ("glavniy", "главний")])
def test_a_latin_word_is_guessed_in_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


def test_numbers_keep_their_digits() -> None:
    assert skeleton("1100") == "1100"


@given(st.text(alphabet="abcdejxngсчщ", max_size=30))
def test_there_are_never_many_respellings(word: str) -> None:
    assert 1 <= len(respellings(word)) <= 9
    assert respellings(word)[0] == word
