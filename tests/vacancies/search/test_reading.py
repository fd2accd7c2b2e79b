"""How a search text is read, part by part."""

import itertools
from collections.abc import Mapping, Sequence

import pytest

from firststop.vacancies.search import Named, PartKind, Query, SearchIndex, read_query
from firststop.vacancies.search.reading import MOST_WORDS, spellings
from tests.vacancies.search.ads import NOW, an_ad, key

OCCUPATION, SKILL, PLACE = PartKind.OCCUPATION, PartKind.SKILL, PartKind.PLACE
NAMES = {
    "nurse": Named(OCCUPATION, ("nurse",), "nurse", ("медсестра", "медайым")),
    "медсестра": Named(OCCUPATION, ("nurse",), "медсестра", ("nurse",)),
    "водитель": Named(OCCUPATION, ("driver",), "водитель"),
    "водитель автобуса": Named(OCCUPATION, ("bus",), "водитель автобуса"),
    "excel": Named(SKILL, ("excel",), "Excel"),
    "osh": Named(PLACE, ("KG-GO",), "Osh"), "ош": Named(PLACE, ("KG-GO",), "Ош"),
    "бишкек": Named(PLACE, ("KG-GB",), "Бишкек"), "москва": Named(PLACE, ("RU-MOW",), "Москва"),
    "жалал абад": Named(PLACE, ("KG-J",), "Жалал-Абад"),
}  # fmt: skip


class Names:
    """A resolver over a short list."""

    def look_up(self, phrases: Sequence[str]) -> Mapping[str, Named]:
        return {phrase: NAMES[phrase] for phrase in phrases if phrase in NAMES}


def read(text: str) -> list[str]:
    """Return a reading in short: kind and what was said, without ignored words."""
    parts = read_query(text, Names()).parts
    return [f"{part.kind} {part.said}" for part in parts if part.kind is not PartKind.IGNORED]


READINGS = {
    "nurse osh no nights": ["occupation nurse", "place osh", "must_not no nights"],
    "медсестра в Оше без ночных смен": ["occupation медсестра", "place Оше", "must_not без ночных смен"],
    "медсестру ищу": ["occupation медсестру"],
    "водитель автобуса Бишкек": ["occupation водитель автобуса", "place Бишкек"],
    "водитель, автобус": ["occupation водитель", "must автобус"],
    "водитель -автобуса": ["occupation водитель", "must_not автобуса"],
    "работа в Бишкеке": ["place Бишкеке"],
    "сатуучу Бишкекте": ["must сатуучу", "place Бишкекте"],
    "сатуучу Ошто түнкү жок": ["must сатуучу", "place Ошто", "must_not түнкү жок"],
    "вакансии в Москве": ["place Москве"],
    "повар Жалал-Абад": ["must повар", "place Жалал-Абад"],
    "бухгалтер excel": ["must бухгалтер", "skill excel"],
    "c++ -c#": ["must c++", "must_not c#"],
    '"главный бухгалтер" Ош': ["phrase главный бухгалтер", "place Ош"],
    "«главный бухгалтер»": ["phrase главный бухгалтер"],
    'бухгалтер -"1С Розница"': ["must бухгалтер", "must_not 1С Розница"],
    '"водитель автобуса"': ["phrase водитель автобуса"],
    "повар без опыта": ["must повар", "filter без опыта"],
    "no experience needed driver": ["filter no experience needed", "must driver"],
    "тажрыйбасыз ашпозчу": ["filter тажрыйбасыз", "must ашпозчу"],
    "программист удалённо": ["must программист", "filter удалённо"],
    "remote work nurse": ["filter remote work", "occupation nurse"],
    "кладовщик-комплектовщик": ["must кладовщик", "must комплектовщик"],
    "повар — кондитер": ["must повар", "must кондитер"],
    "повар - кондитер": ["must повар", "must кондитер"],
    "cook without weekends": ["must cook", "must_not without weekends"],
    "охранник кроме вахты": ["must охранник", "must_not кроме вахты"],
    "no night shifts nurse": ["must_not no night shifts", "occupation nurse"],
    "без": [], "no": [], "": [], "   ": [], "-": [], '""': [], "работа": [], "!!!": [],
    "водитель без Ош": ["occupation водитель", "must_not без Ош"],
}  # fmt: skip


@pytest.mark.parametrize("text", READINGS)
def test_a_text_is_read_as_people_mean_it(text: str) -> None:
    assert read(text) == READINGS[text]


@pytest.mark.parametrize("text", [*READINGS, "😀 повар", "а" * 400, "повар " * 60, "\x00повар\n"])
def test_every_part_knows_where_it_was_said(text: str) -> None:
    parts = read_query(text, Names()).parts
    assert all(text[part.start : part.end] == part.said != "" for part in parts)
    assert all(one.end <= two.start for one, two in itertools.pairwise(parts))


def test_a_long_text_is_read_up_to_its_limit_and_says_what_it_left_out() -> None:
    *read_parts, left = read_query("повар " * 30).parts
    assert len(read_parts) == MOST_WORDS
    assert left.kind is PartKind.IGNORED
    assert left.said.count("повар") == 30 - MOST_WORDS


def test_a_condition_is_unwanted_in_every_language() -> None:
    part = read_query("nurse no nights").of(PartKind.MUST_NOT)[0]
    assert part.condition == "night_shifts"
    index = SearchIndex.open()
    ads = [an_ad(1, "Nurse, night shift"), an_ad(2, "Nurse", description="работа в ночь"), an_ad(3, "Nurse")]
    index.apply([*ads, an_ad(4, "Nurse", description="түнкү смена")], [], "1")
    assert [hit.id for hit in index.search(Query(text="nurse no nights"), NOW).hits] == [key(3)]


def test_a_named_occupation_finds_its_ads_in_every_language() -> None:
    index = SearchIndex.open()
    ads = [
        an_ad(1, "Медайым", occupations=("nurse",)),  # by its concept
        an_ad(2, "Медсестра процедурная"),  # not linked: by the name in another language
        an_ad(3, "Nurse"),  # not linked: as typed
        an_ad(4, "Мед. братья и сестры"),
    ]
    index.apply(ads, [], "1")
    results = index.search(Query(text="nurse"), NOW, Names())
    assert {hit.id for hit in results.hits} == {key(1), key(2), key(3)}
    assert {hit.score for hit in results.hits} == {1.0}


def test_a_named_place_finds_its_ads_by_code_or_by_name_and_not_by_a_mention() -> None:
    index = SearchIndex.open()
    ads = [
        an_ad(1, places=("KG", "KG-GO")),
        an_ad(2, place_names=("Ош",)),
        an_ad(3, "Повар (Ош)"),
        an_ad(4, description="Доставка в Ош"),
    ]
    index.apply(ads, [], "1")
    hits = index.search(Query(text="повар в Оше"), NOW, Names()).hits
    assert {hit.id for hit in hits} == {key(1), key(2), key(3)}


def test_the_reading_comes_with_the_results() -> None:
    results = SearchIndex.open().search(Query(text="nurse osh"), NOW, Names())
    assert [part.named.name for part in results.reading.parts if part.named] == ["nurse", "Osh"]


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("бишкеке", "бишкек"),
        ("бишкекте", "бишкек"),
        ("москве", "москва"),
        ("оше", "ош"),
        ("ошто", "ош"),
        ("нарыне", "нарын"),
    ],
)
def test_a_name_is_looked_up_without_its_ending_too(typed: str, listed: str) -> None:
    assert listed in spellings([typed])


def test_an_excluded_word_is_looked_for_among_the_skills_too() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1), an_ad(2, skill_words=("1С",))], [], "0")
    assert [hit.id for hit in index.search(Query(text="повар", excluded=("1С",)), NOW).hits] == [key(1)]


def test_excluded_words_count_like_a_minus() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Повар"), an_ad(2, "Повар, вахта")], [], "1")
    assert [hit.id for hit in index.search(Query(text="повар", excluded=("вахтой",)), NOW).hits] == [key(1)]
    assert [hit.id for hit in index.search(Query(text="-вахта"), NOW).hits] == [key(1)]
