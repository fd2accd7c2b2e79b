"""The starter taxonomy keeps its promises: enough, nothing loose, written in the alphabet of its language."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "firststop" / "taxonomy" / "starter"
LANGUAGES = ("en", "ru", "ky")
KINDS = ("occupations", "skills", "ISCOGroups")
GROUP_URI = "http://data.europa.eu/esco/isco/C"
Row = dict[str, str]

HEADERS = {
    "occupations_en": "conceptType conceptUri iscoGroup preferredLabel altLabels hiddenLabels status"
    " regulatedProfessionNote description code",
    "occupations_ru": "conceptType conceptUri iscoGroup preferredLabel altLabels",
    "occupations_ky": "conceptType conceptUri iscoGroup preferredLabel altLabels",
    "skills_en": "conceptType conceptUri skillType preferredLabel altLabels status description",
    "skills_ru": "conceptType conceptUri skillType reuseLevel preferredLabel altLabels description",
    "skills_ky": "conceptType conceptUri skillType reuseLevel preferredLabel altLabels description",
    "ISCOGroups_en": "conceptType conceptUri code preferredLabel description",
    "ISCOGroups_ru": "conceptType conceptUri code preferredLabel",
    "ISCOGroups_ky": "conceptType conceptUri code preferredLabel",
    "occupationSkillRelations_en": "occupationUri relationType skillType skillUri",
    "broaderRelationsOccPillar_en": "conceptType conceptUri broaderType broaderUri",
}
CONCEPT_TYPES = {"occupations": "Occupation", "skills": "KnowledgeSkillCompetence", "ISCOGroups": "ISCOGroup"}
NUMBERED = {
    "occupations": re.compile(r"urn:firststop:occupation:(\d+)"),
    "skills": re.compile(r"urn:firststop:skill:(\d+)"),
}
#: How many other words an occupation has: at least, at most.
WORDS = {"en": (3, 8), "ru": (3, 8), "ky": (2, 5)}

#: Names of products and abbreviations that Russian and Kyrgyz write in Latin letters.
_LATIN = """
Active Android API ArchiCAD AutoCAD BI C# C++ CAD CMR Cisco CorelDRAW CRM CSS D DevOps Directory Docker Excel
Figma Gemini Gerber Git HR HTML Illustrator Java JavaScript Keeper Linux Micromine MikroTik MS Office PHP
Photoshop Power PRO100 Python QR R React Revit SQL Surpac TIR Windows WordPress iOS iiko
"""
LATIN = frozenset(_LATIN.split())
#: Sciences have one name in Russian and Kyrgyz.
SAME_IN_BOTH = {"эпидемиология", "математика", "физика", "химия", "биология"}
WORD = re.compile(r"[^\W\d_]\w*[+#]*")
CYRILLIC = re.compile(r"[а-яёөүң]", re.IGNORECASE)
KYRGYZ_LETTER = re.compile(r"[өүң]", re.IGNORECASE)


@cache
def read(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels_of(row: Row) -> list[str]:
    others = row.get("altLabels") or ""
    return [row["preferredLabel"], *(others.split("\n") if others else [])]


def labels(kind: str, language: str) -> Iterator[str]:
    for row in read(f"{kind}_{language}"):
        yield from labels_of(row)


def foreign_words(label: str) -> list[str]:
    """Return the words of a Russian or Kyrgyz label that hold letters of another alphabet without a right to them."""
    return [
        word
        for word in WORD.findall(label)
        if word not in LATIN and any(letter.isalpha() and not CYRILLIC.match(letter) for letter in word)
    ]


def shares_too_much(first: frozenset[str], second: frozenset[str]) -> bool:
    return len(first & second) > 0.8 * len(first | second)


@pytest.mark.parametrize("name", HEADERS)
def test_every_file_has_the_columns_of_the_esco_download_and_plain_line_ends(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    assert raw.decode("utf-8").split("\n", 1)[0] == HEADERS[name].replace(" ", ",")


@pytest.mark.parametrize("name", HEADERS)
def test_no_cell_has_blanks_around_it_and_no_label_is_empty(name: str) -> None:
    for row in read(name):
        cells = [value for key, value in row.items() if key != "altLabels"] + (row.get("altLabels") or "").split("\n")
        assert [cell for cell in cells if cell != " ".join(cell.split())] == []
        assert "preferredLabel" not in row or all(labels_of(row)), row


@pytest.mark.parametrize("kind", KINDS)
def test_every_language_names_the_same_concepts_in_the_same_order(kind: str) -> None:
    facts = ("conceptType", "conceptUri", "iscoGroup", "skillType", "code")
    english, *others = ([[row.get(fact) for fact in facts[:-1]] for row in read(f"{kind}_{x}")] for x in LANGUAGES)
    assert all(other == english for other in others)
    assert {row["conceptType"] for row in read(f"{kind}_en")} == {CONCEPT_TYPES[kind]}


@pytest.mark.parametrize("kind", NUMBERED)
def test_the_numbers_are_sorted_and_none_is_given_twice(kind: str) -> None:
    found = [NUMBERED[kind].fullmatch(row["conceptUri"]) for row in read(f"{kind}_en")]
    numbers = [int(match[1]) for match in found if match]
    assert len(numbers) == len(found)
    assert numbers == sorted(set(numbers))


def test_there_are_enough_occupations_spread_over_enough_groups_and_enough_skills() -> None:
    occupations = read("occupations_en")
    assert len(occupations) >= 170
    assert len({row["iscoGroup"] for row in occupations}) >= 120
    assert len(read("skills_en")) >= 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_occupation_has_the_words_that_people_type(language: str) -> None:
    least, most = WORDS[language]
    counts = {row["preferredLabel"]: len(labels_of(row)) - 1 for row in read(f"occupations_{language}")}
    assert {name: n for name, n in counts.items() if not least <= n <= most} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_skill_has_more_than_three_other_words(language: str) -> None:
    assert [row["preferredLabel"] for row in read(f"skills_{language}") if len(labels_of(row)) > 4] == []


def test_every_occupation_is_described_in_one_sentence() -> None:
    wrong = [row for row in read("occupations_en") if not re.fullmatch(r"[A-Z][^.\n]{15,160}\.", row["description"])]
    assert wrong == []


def test_skills_are_verbs_or_knowledge() -> None:
    assert {row["skillType"] for row in read("skills_en")} == {"skill/competence", "knowledge"}


def test_every_occupation_takes_eight_to_fifteen_skills_of_which_four_are_essential() -> None:
    all_of, essential = Counter[str](), Counter[str]()
    for row in read("occupationSkillRelations_en"):
        assert row["relationType"] in {"essential", "optional"}
        all_of[row["occupationUri"]] += 1
        essential[row["occupationUri"]] += row["relationType"] == "essential"
    known = [row["conceptUri"] for row in read("occupations_en")]
    assert [uri for uri in known if not 8 <= all_of[uri] <= 15 or essential[uri] < 4] == []


def test_no_relation_points_nowhere_or_stands_twice() -> None:
    occupations = {row["conceptUri"] for row in read("occupations_en")}
    types = {row["conceptUri"]: row["skillType"] for row in read("skills_en")}
    relations = read("occupationSkillRelations_en")
    assert [row for row in relations if row["occupationUri"] not in occupations] == []
    assert [row for row in relations if types.get(row["skillUri"]) != row["skillType"]] == []
    pairs = Counter((row["occupationUri"], row["skillUri"]) for row in relations)
    assert [pair for pair, n in pairs.items() if n > 1] == []


def test_no_skill_is_unused_and_most_are_shared_between_occupations() -> None:
    used = Counter(row["skillUri"] for row in read("occupationSkillRelations_en"))
    skills = [row["conceptUri"] for row in read("skills_en")]
    assert [uri for uri in skills if not used[uri]] == []
    assert sum(used[uri] > 1 for uri in skills) >= 0.75 * len(skills)


def test_no_two_occupations_take_the_same_skills() -> None:
    taken: dict[str, set[str]] = {}
    for row in read("occupationSkillRelations_en"):
        taken.setdefault(row["occupationUri"], set()).add(row["skillUri"])
    assert len({frozenset(skills) for skills in taken.values()}) == len(taken)


def test_every_occupation_has_a_unit_group_whose_parents_exist() -> None:
    groups = {row["code"] for row in read("ISCOGroups_en")}
    used = {row["iscoGroup"] for row in read("occupations_en")}
    assert all(re.fullmatch(r"\d{4}", code) for code in used)
    assert {code[:digits] for code in used for digits in (1, 2, 3, 4)} == groups
    assert all(row["code"].startswith(row["iscoGroup"] + ".") for row in read("occupations_en"))
    assert len({row["code"] for row in read("occupations_en")}) == len(read("occupations_en"))


def test_every_group_has_the_address_of_its_code() -> None:
    for row in read("ISCOGroups_en"):
        assert row["conceptUri"] == GROUP_URI + row["code"]


def test_the_tree_leads_from_every_occupation_to_its_group_and_from_every_group_to_the_one_above() -> None:
    wanted = {
        (row["conceptType"], row["conceptUri"], "ISCOGroup", GROUP_URI + row["iscoGroup"])
        for row in read("occupations_en")
    } | {
        ("ISCOGroup", row["conceptUri"], "ISCOGroup", GROUP_URI + row["code"][:-1])
        for row in read("ISCOGroups_en")
        if len(row["code"]) > 1
    }
    written = [tuple(row.values()) for row in read("broaderRelationsOccPillar_en")]
    assert len(written) == len(wanted)
    assert set(written) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NUMBERED)
def test_no_name_is_given_twice_and_no_other_word_is_the_name_of_a_concept(kind: str, language: str) -> None:
    rows = [[label.casefold() for label in labels_of(row)] for row in read(f"{kind}_{language}")]
    names = [first for first, *_ in rows]
    assert [name for name, n in Counter(names).items() if n > 1] == []
    assert [word for _, *others in rows for word in others if word in set(names)] == []
    assert [row for row in rows if len(set(row)) < len(row)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_share_a_title_only_with_the_group_right_above_them(language: str) -> None:
    codes: dict[str, list[str]] = {}
    for row in read(f"ISCOGroups_{language}"):
        codes.setdefault(row["preferredLabel"].casefold(), []).append(row["code"])
    for same in codes.values():
        assert all(lower[:-1] == upper for upper, lower in pairwise(same)), same


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("kind", KINDS)
def test_russian_and_kyrgyz_words_are_cyrillic(kind: str, language: str) -> None:
    assert {label: words for label in labels(kind, language) if (words := foreign_words(label))} == {}
    assert all(CYRILLIC.search(row["preferredLabel"]) for row in read(f"{kind}_{language}"))


@pytest.mark.parametrize("kind", KINDS)
def test_english_words_are_latin(kind: str) -> None:
    assert [label for label in labels(kind, "en") if CYRILLIC.search(label)] == []


@pytest.mark.parametrize(
    ("label", "refused"),
    [
        ("пpодавец", ["пpодавец"]),  # a Latin p
        ("вести учёт в 1C", ["C"]),  # a Latin C
        ("права категории B", ["B"]),  # a Latin B
        ("тігүүчү", ["тігүүчү"]),  # a Ukrainian і
        ("программировать на С++", []),
        ("программировать на C++", []),
        ("чертить в CAD; Ө, ү, ң", []),
    ],
)
def test_look_alike_letters_are_refused(label: str, refused: list[str]) -> None:
    assert foreign_words(label) == refused


@pytest.mark.parametrize("kind", KINDS)
def test_no_russian_word_holds_a_kyrgyz_letter(kind: str) -> None:
    assert [label for label in labels(kind, "ru") if KYRGYZ_LETTER.search(label)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_kyrgyz_row_repeats_the_russian_one(kind: str) -> None:
    pairs = zip(read(f"{kind}_ru"), read(f"{kind}_ky"), strict=True)
    same = {ru["preferredLabel"] for ru, ky in pairs if set(labels_of(ru)) == set(labels_of(ky))}
    assert same <= SAME_IN_BOTH


@pytest.mark.parametrize(("kind", "most"), [("occupations", 0.25), ("skills", 0.02), ("ISCOGroups", 0.02)])
def test_kyrgyz_has_names_of_its_own_beside_the_words_that_both_languages_share(kind: str, most: float) -> None:
    pairs = list(zip(read(f"{kind}_ru"), read(f"{kind}_ky"), strict=True))
    same = [ru for ru, ky in pairs if ru["preferredLabel"].casefold() == ky["preferredLabel"].casefold()]
    assert len(same) <= most * len(pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_skills_are_written_and_not_multiplied(language: str) -> None:
    bags = [frozenset(WORD.findall(row["preferredLabel"].casefold())) for row in read(f"skills_{language}")]
    twins = {
        n for n, first in enumerate(bags) for m, second in enumerate(bags) if n != m and shares_too_much(first, second)
    }
    assert len(twins) <= 0.03 * len(bags)
