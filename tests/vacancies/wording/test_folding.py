"""Disguised words are read as a reader reads them, and found where they were typed."""

import unicodedata

import pytest

from firststop.vacancies.rules.wording import AdFacts, Verdict, check_wording
from firststop.vacancies.rules.wording.folding import fold

pytestmark = pytest.mark.row("SR-20")
PLAIN = AdFacts()

DISGUISES = [
    ("ТОЛЬКО ЖЕНЩИНЫ", "ТОЛЬКО ЖЕНЩИНЫ"),
    ("Тoлькo жeнщины", "Тoлькo жeнщины"),  # Latin o and e
    ("То\u200bлько жен\u00adщины", "То\u200bлько жен\u00adщины"),
    ("<p>Только <b>жен</b>щины</p>", "Только <b>жен</b>щины"),
    ("Только&nbsp;&nbsp;женщины", "Только&nbsp;&nbsp;женщины"),
    ("Т о л ь к о   ж е н щ и н ы", "Т о л ь к о   ж е н щ и н ы"),
    ("Только ж*е*н*щ*и*н*ы!", "Только ж*е*н*щ*и*н*ы"),
    ("Только — женщины", "Только — женщины"),
    ("Только\nженщины", "Только\nженщины"),
    ("То́лько же́нщины", "То́лько же́нщины"),
    ("т0лько женщины", "т0лько женщины"),
    ("Оnly wоmеn", "Оnly wоmеn"),  # Cyrillic О, о and е
    ("only w0men", "only w0men"),
    ("ｏｎｌｙ ｗｏｍｅｎ", "ｏｎｌｙ ｗｏｍｅｎ"),
    ("only w.o.m.e.n", "only w.o.m.e.n"),
    ("οnly wοmen", "οnly wοmen"),  # Greek omicron
]


@pytest.mark.parametrize(("text", "words"), DISGUISES)
def test_a_disguised_breach_is_found_where_it_stands(text: str, words: str) -> None:
    found = check_wording({"title": text}, language=None, facts=PLAIN)
    assert [finding.rule for finding in found if finding.verdict is Verdict.SURE] == ["wording.sex"]
    assert words in {text[finding.start : finding.end] for finding in found}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_marks_are_read_in_either_form(form: str) -> None:
    text = unicodedata.normalize(form, "Возраст: 18-30 лет. Инвалидов не берём, пенсионеров тоже не берём.")  # type: ignore[arg-type]
    assert {finding.rule for finding in check_wording({"title": text}, language="ru", facts=PLAIN)} == {
        "wording.age",
        "wording.health",
    }


@pytest.mark.parametrize(
    "text", ["Кош бойлуулар алынбайт", "КОШ БОЙЛУУЛАР АЛЫНБАЙТ", "Үй-бүлөлүктөрдү албайбыз", "Уй-булолуктору албайбыз"]
)
def test_kyrgyz_is_read_with_and_without_its_own_letters(text: str) -> None:
    assert len(check_wording({"title": text}, language="ky", facts=PLAIN)) == 1


def test_sentences_and_list_items_stay_apart() -> None:
    apart = "Опыт нужен только.\nЖенщины и мужчины приглашаются."
    assert check_wording({"description": apart}, language="ru", facts=PLAIN) == []
    assert fold("Работа\n- сменная", prefer_cyrillic=True).text == "работа\n- сменная"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлка", "елка"),
        ("йод", "йод"),
        ("café", "cafe"),
        ("a \t\u2003b", "a b"),
        ("нет B, C, CE", "нет b, c, ce"),
        ("C++ и Python", "c++ и python"),
        ("&lt;b&gt;", "<b>"),
        ("", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text, prefer_cyrillic=True).text == folded


@pytest.mark.parametrize("text", ["<p>Ж&amp;Ж — ﬁn</p>", "\u200b", "a\u0301б", "&#1078;&nosuch;", "<<b>>", "&" * 50])
def test_every_folded_character_knows_its_original(text: str) -> None:
    folded = fold(text, prefer_cyrillic=False)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
