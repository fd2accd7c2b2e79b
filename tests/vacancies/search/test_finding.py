"""Ads are found in whatever letters, cases and spellings people type, and others are not."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firststop.vacancies.search import Query, SearchIndex, schema
from firststop.vacancies.search.words import text_values
from tests.vacancies.search.ads import NOW, an_ad, key, pairs

PAIRS = pairs()


@pytest.fixture(scope="module")
def all_pairs() -> SearchIndex:
    index = SearchIndex.open()
    index.apply([an_ad(i, pair.title, language="ru") for i, pair in enumerate(PAIRS)], [], "1")
    return index


def found(index: SearchIndex, typed: str) -> list[str]:
    return [hit.id for hit in index.search(Query(text=typed, size=100, facets=()), NOW).hits]


@pytest.mark.row("C-12")
def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(set(PAIRS)) == len(PAIRS) >= 500


@pytest.mark.row("C-12")
def test_every_ad_of_the_list_is_found(all_pairs: SearchIndex) -> None:
    missed = [pair for i, pair in enumerate(PAIRS) if key(i) not in found(all_pairs, pair.typed)]
    assert missed == []


@pytest.mark.row("C-12")
def test_no_search_of_the_list_finds_much_else(all_pairs: SearchIndex) -> None:
    greedy = [pair.typed for pair in PAIRS if len(found(all_pairs, pair.typed)) > 12]
    assert greedy == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("C++", "Программист C#"), ("C#", "Программист C++"), ("C++", "Водитель с категорией C"),
        ("1C", "Повар, 1 смена"),
        ("повар", "Товаровед"), ("сварщик", "Сварка труб"), ("ОТК", "Откорм скота"), ("nurse", "Nursery gardener"),
        ("повар", "Говорящий робот"), ("швея", "Шея и плечи, массажист"), ("кассир", "Касса, уборка"),
        ("сатуучу", "Сатып алуучу"), ("мастер", "Мостовой крановщик"), ("driver", "Drive-in waiter"),
        ("юрист", "Турист"),
    ],
)  # fmt: skip
def test_another_word_is_not_found(typed: str, title: str) -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, title), an_ad(2, typed)], [], "1")
    assert found(index, typed) == [key(2)]


def test_a_spelling_is_forgiven_only_when_nothing_is_spelled_so() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Сварщик")], [], "1")
    assert found(index, "сварщек") == [key(1)]
    index.apply([an_ad(2, "Сварщек")], [], "2")
    assert found(index, "сварщек") == [key(2)]


def test_short_words_are_not_forgiven() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Врач")], [], "1")
    assert found(index, "грач") == []


def test_the_words_that_were_forgiven_are_named() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Повар горячего цеха")], [], "1")
    assert index.search(Query(text="поваг цеха"), NOW).reading.forgiven == ("поваг",)


def test_a_title_beats_a_skill_and_a_skill_beats_a_description() -> None:
    index = SearchIndex.open()
    ads = [
        an_ad(1, "Повар", description="Иногда чинит электрику"),
        an_ad(2, "Мастер", skill_words=("электрика", "electrics")),
        an_ad(3, "Электрика и свет"),
        an_ad(4, "Монтажник", occupation_words=("электрика",)),
    ]
    index.apply(ads, [], "1")
    hits = index.search(Query(text="электрика"), NOW).hits
    assert [hit.id for hit in hits[2:]] == [key(2), key(1)]
    assert {hit.id for hit in hits[:2]} == {key(3), key(4)}
    assert [round(hit.score, 2) for hit in hits] == [1.0, 1.0, 0.67, 0.33]


def test_all_words_must_be_there_somewhere() -> None:
    index = SearchIndex.open()
    index.apply(
        [an_ad(1, "Повар", employer="Чайхана"), an_ad(2, "Повар"), an_ad(3, "Кассир", employer="Чайхана")], [], "1"
    )
    assert found(index, "повар чайхана") == [key(1)]


@pytest.mark.row("V-18")
def test_what_an_ad_denies_is_no_hit_and_no_obstacle() -> None:
    index = SearchIndex.open()
    ads = [
        an_ad(1, "Медсестра", description="Без ночных смен"),
        an_ad(2, "Медсестра", description="Есть ночные смены"),
        an_ad(3, "Медсестра", description="Түнкү смена жок, күндүз"),
        an_ad(4, "Медсестра", description="No night shifts"),
    ]
    index.apply(ads, [], "1")
    assert found(index, "медсестра ночные") == [key(2)]
    assert sorted(found(index, "медсестра без ночных смен")) == sorted(map(key, (1, 3, 4)))


@pytest.mark.row("V-18")
@pytest.mark.parametrize(
    "text", ["Опыт не требуется", "Можно без опыта работы", "No experience", "Experience not required"]
)
def test_no_experience_is_read_out_of_the_text_too(text: str) -> None:
    index = SearchIndex.open()
    ads = [an_ad(1, description=text), an_ad(2, description="Опыт от 3 лет"), an_ad(3, experience="none")]
    index.apply(ads, [], "1")
    assert sorted(found(index, "повар без опыта")) == sorted(map(key, (1, 3)))


def test_a_quotation_is_found_in_its_order() -> None:
    index = SearchIndex.open()
    index.apply([an_ad(1, "Главный бухгалтер завода"), an_ad(2, "Бухгалтер, главный по кассе")], [], "1")
    assert found(index, '"главный бухгалтер"') == [key(1)]
    assert found(index, '"главного бухгалтера"') == [key(1)]
    assert found(index, 'бухгалтер -"главный бухгалтер"') == [key(2)]
    assert found(index, '"glavnyi buhgalter"') == [key(1)]


@given(st.text(max_size=400))
@example("\x00")
@example('"' * 400)
@example("-" * 400)
@example("x" * 400)
@example("cjxng" * 80)
def test_no_text_is_an_error(all_pairs: SearchIndex, text: str) -> None:
    results = all_pairs.search(Query(text=text, size=5), NOW)
    assert len(results.hits) == min(results.total, 5)


def test_terms_change_only_together_with_the_format() -> None:
    """Whoever changes a term here raises schema.FORMAT: indexes on disk hold the old ones."""
    text = (
        "Сварщики С++ и медсёстры без ночных смен, o‘qituvchi; Мугалимдер, автоэлектрик, experienced nurses, "
        "jumushchu, darygher"
    )
    assert (schema.FORMAT, *text_values(text, thorough=True)) == (
        2,
        "svarSik kplusplus i medsestr bez !noCn !smen okituvCi mugalimder avtoelektrik eksperienk nurs JumuSu darig",
        "medsestri okituvC mugalim elektrik eksperienked nurses JumuS iumuS dariger",
    )


def test_the_engine_knows_no_django() -> None:
    code = "import sys, firststop.vacancies.search; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
