"""Hostile lists of codes do no harm: circles, giants, look-alike letters, formulas."""

import csv
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firststop.taxonomy.cli import app
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.models import BroaderConcept, Concept, Label, OccupationSkill
from firststop.taxonomy.queries import suggest
from firststop.taxonomy.reading.esco import NotATaxonomy, read_folder
from firststop.taxonomy.services import load_starter, load_taxonomy
from tests.counts import count
from tests.taxonomy.lists import TABLES, write

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-10")]
AT = datetime(2026, 11, 25, tzinfo=UTC)
MOST_MEMORY = 100_000_000
#: Read a folder in a process of its own; print how it ended and how much more memory it had taken at its highest.
#: (`ru_maxrss` would not do: a process starts with its parent's.)
CHILD = """
import json, sys
from pathlib import Path
import django
django.setup()
from firststop.taxonomy.reading.esco import NotATaxonomy, read_folder
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
before = most()
try:
    files = read_folder(Path(sys.argv[1]))
    said = {"concepts": len(files.concepts), "refused": dict(files.by_reason)}
except NotATaxonomy as wrong:
    said = {"wrong": str(wrong)}
print(json.dumps({**said, "extra": most() - before}))
"""
Rows = Iterator[tuple[str, ...]]
Tables = dict[str, list[tuple[str, ...]]]


def in_a_child(folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder)], capture_output=True, text=True, check=True, timeout=240
    )
    said: dict[str, object] = json.loads(done.stdout)
    return said


def giant(folder: Path, name: str, rows: Rows) -> Path:
    """Write a folder with one table of many rows."""
    write(folder, {})
    head = TABLES[name]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        file.write(f"{head}\n")
        csv.writer(file).writerows(rows)
    return folder


def long(n: int, m: int) -> str:
    return f"{n} {m} " + "ы" * 480


SIZE = count(120_000, proof=2_500_000)
GIANTS: dict[str, tuple[str, Callable[[], Rows]]] = {
    "many occupations": (
        "occupations_en.csv", lambda: ((f"urn:h:{n}", "7531", f"w{n}", "", "") for n in range(SIZE)),
    ),
    "long labels": (
        "occupations_en.csv",
        lambda: ((f"urn:h:{n}", "7531", f"w{n}", "\n".join(long(n, m) for m in range(60)), "") for n in range(2_500)),
    ),
    "long descriptions": (
        "occupations_en.csv", lambda: ((f"urn:h:{n}", "7531", f"w{n}", "", "𝔶" * 200_000) for n in range(200)),
    ),
    "one row of a gigantic cell": (
        "occupations_en.csv", lambda: iter([("urn:h:1", "7531", "w", "x" * 150_000_000, "")]),
    ),
    "many codes": ("codes.csv", lambda: (("okz", str(n), "", "urn:t:tailor") for n in range(2 * SIZE))),
    "nothing but faulty rows": ("occupations_en.csv", lambda: (("", "7531", "w", "", "") for n in range(SIZE))),
}  # fmt: skip


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_list_takes_little_memory(tmp_path: Path, name: str) -> None:
    table, rows = GIANTS[name]
    said = in_a_child(giant(tmp_path / "giant", table, rows()))
    assert int(str(said["extra"])) <= MOST_MEMORY, said
    assert "wrong" in said or said["refused"]


def test_a_chain_and_a_circle_of_thousands_are_read_at_once(tmp_path: Path) -> None:
    length = 20_000
    work = [(f"urn:h:{n}", "7531", f"w{n}", "", "") for n in range(length)]
    ring = [(f"urn:h:{n}", f"urn:h:{(n + 1) % length}") for n in range(length)]
    tables: Tables = {"occupations_en.csv": [*work], "broaderRelationsOccPillar_en.csv": [*ring]}
    folder = write(tmp_path / "ring", tables)
    said = in_a_child(folder)
    assert said["refused"] == {"broader.cycle": 1}
    assert int(str(said["extra"])) <= MOST_MEMORY


@pytest.mark.parametrize(
    ("pairs", "circles"),
    [("aa", 1), ("ab ba", 1), ("ab bc ca", 1), ("ab bc cd da db", 2), ("ab ac bd cd", 0), ("ab bc", 0)],
)
def test_only_the_row_that_closes_a_circle_is_refused(tmp_path: Path, pairs: str, circles: int) -> None:
    work = [(f"urn:h:{letter}", "7531", f"work {letter}", "", "") for letter in ("a", "b", "c", "d")]
    rows = [(f"urn:h:{low}", f"urn:h:{high}") for low, high in map(tuple, pairs.split())]
    tables: Tables = {
        "occupations_en.csv": [*work],
        "occupations_ru.csv": [],
        "occupationSkillRelations_en.csv": [],
        "broaderRelationsOccPillar_en.csv": [*rows],
    }
    files = read_folder(write(tmp_path / "list", tables))
    summary = load_taxonomy(files, source="hostile", at=AT)
    assert summary.refused == circles
    assert BroaderConcept.objects.filter(concept__kind="occupation").count() == len(rows) - circles
    assert all(file == "broaderRelationsOccPillar_en.csv" and row > 1 for file, row, _problem in files.refused)


def test_look_alike_letters_hide_no_word_and_unseen_ones_are_gone(tmp_path: Path) -> None:
    work = [
        ("urn:h:1", "7531", "seller", "пpoдaвeц", ""),  # Latin p, o, a, e
        ("urn:h:2", "7531", "wel\u200bder\u202e", "", ""),
        ("urn:h:3", "7531", "\u202e", "", ""),
    ]
    tables: Tables = {"occupations_en.csv": [*work], "occupations_ru.csv": [], "occupationSkillRelations_en.csv": []}
    summary = load_taxonomy(read_folder(write(tmp_path / "list", tables)), source="hostile", at=AT)
    assert summary.by_reason == {"missing.preferredLabel": 1}
    for typed in ("продавец", "пpодавец"):
        assert [it.name for it in suggest(typed, ConceptKind.OCCUPATION, "en")] == ["seller"]
    assert [it.name for it in suggest("welder", ConceptKind.OCCUPATION, "en")] == ["welder"]
    letters = {letter for text in Label.objects.values_list("text", flat=True) for letter in text}
    assert {unicodedata.category(letter) for letter in letters} & {"Cf", "Cc"} == set()


@pytest.mark.parametrize("formula", ["=1+1", ' =HYPERLINK("http://x")', "@SUM(A1)", "\u200b=cmd|' /C calc'!A0"])
def test_a_formula_is_no_name(tmp_path: Path, formula: str) -> None:
    work = [("urn:h:1", "7531", "cook", formula, ""), ("urn:h:2", "7531", formula, "", "")]
    tables: Tables = {"occupations_en.csv": [*work], "occupations_ru.csv": [], "occupationSkillRelations_en.csv": []}
    files = read_folder(write(tmp_path / "list", tables))
    summary = load_taxonomy(files, source="hostile", at=AT)
    assert summary.by_reason == {"label.formula": 2}
    assert [(file, row, problem.pointer) for file, row, problem in files.refused] == [
        ("occupations_en.csv", 2, "/altLabels"),
        ("occupations_en.csv", 3, "/preferredLabel"),
    ]
    assert not Concept.objects.filter(uri="urn:h:2").exists()
    assert not Label.objects.filter(text__contains="=").exists()


def test_no_name_that_is_too_long_is_dropped_in_silence(tmp_path: Path) -> None:
    work = [("urn:h:1", "7531", "cook", f"chef\n{'x' * 501}", ""), ("urn:h:" + "9" * 200, "7531", "baker", "", "")]
    tables: Tables = {
        "occupations_en.csv": [*work],
        "occupations_ru.csv": [],
        "occupationSkillRelations_en.csv": [],
        "skillsHierarchy_en.csv": [("urn:t:hands", "x" * 201, "S1")],
        "broaderRelationsSkillPillar_en.csv": [],
    }
    files = read_folder(write(tmp_path / "list", tables))
    assert [(file, row, problem.rule, problem.pointer) for file, row, problem in files.refused] == [
        ("occupations_en.csv", 2, "label.length", "/altLabels"),
        ("occupations_en.csv", 3, "label.length", "/conceptUri"),
        ("skillsHierarchy_en.csv", 2, "label.length", ""),
    ]
    assert set(files.concepts["urn:h:1"].labels) == {("en", "cook"), ("en", "chef")}


def test_a_concept_that_stands_twice_in_a_file_has_its_first_name_and_the_rest_comes_in_whole(tmp_path: Path) -> None:
    work = [
        ("urn:h:1", "7531", "cook", "", ""),
        ("urn:h:1", "7531", "baker", "", ""),
        ("urn:h:2", "7531", "fitter", "", ""),
    ]
    russian = [("urn:h:1", "7531", "повар", ""), ("urn:h:1", "7531", "пекарь", "")]
    needed = [("urn:h:2", "essential", "urn:t:sew")]
    tables: Tables = {"occupations_en.csv": [*work], "occupations_ru.csv": [*russian],
                      "occupationSkillRelations_en.csv": [*needed]}  # fmt: skip
    files = read_folder(write(tmp_path / "list", tables))
    assert [(file, row, problem.rule, problem.pointer) for file, row, problem in files.refused] == [
        ("occupations_en.csv", 3, "concept.twice", "/conceptUri"),
        ("occupations_ru.csv", 3, "concept.twice", "/conceptUri"),
    ]
    assert load_taxonomy(files, source="hostile", at=AT).by_reason == {"concept.twice": 2}
    assert set(Label.objects.filter(concept__uri="urn:h:1").values_list("language", "text")) == {
        ("en", "cook"), ("ru", "повар"),
    }  # fmt: skip
    assert OccupationSkill.objects.filter(occupation__uri="urn:h:2").count() == 1


@pytest.mark.parametrize("long", ["ß" * 300, "\ufdfa" * 30])
def test_a_name_that_folding_makes_too_long_is_refused(tmp_path: Path, long: str) -> None:
    tables: Tables = {
        "occupations_en.csv": [("urn:h:1", "7531", "cook", long, ""), ("urn:h:2", "7531", long, "", "")],
        "occupations_ru.csv": [],
        "occupationSkillRelations_en.csv": [],
        "skillsHierarchy_en.csv": [("urn:t:hands", long, "S1")],
        "broaderRelationsSkillPillar_en.csv": [],
    }
    files = read_folder(write(tmp_path / "list", tables))
    assert load_taxonomy(files, source="hostile", at=AT).by_reason == {"label.length": 3}
    assert not Concept.objects.filter(uri__in=["urn:h:2", "urn:t:hands"]).exists()


def test_a_cell_with_a_nothing_in_it_breaks_no_load(tmp_path: Path) -> None:
    tables: Tables = {
        "occupations_en.csv": [("urn:\0h:1", "75\x0031", "co\0ok", "ch\0ef", "\0")], "occupations_ru.csv": [],
        "occupationSkillRelations_en.csv": [], "codes.csv": [("o\0kz", "1\0", "", "urn:\0h:1")],
    }  # fmt: skip
    assert load_taxonomy(read_folder(write(tmp_path / "list", tables)), source="hostile", at=AT).refused == 0
    assert Concept.objects.get(uri="urn:h:1").code == "7531"


@pytest.mark.parametrize("name", ["a" * 21, "Über", "my list", "x'; drop table"])
def test_a_list_has_a_short_plain_name(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "list", {})
    said = CliRunner().invoke(app, ["load", str(folder), "--source", name])
    assert said.exit_code == 2
    assert said.stderr == f"firststop: --source {name}: write at most 20 of a-z, 0-9 and -\n"
    assert not Concept.objects.exists()


def test_suggestions_are_as_before_after_hostile_lists(tmp_path: Path) -> None:
    load_starter(at=AT)
    asked = ["seamstress", "seamstrass", "weld", "сварщик", "швея", "тигүүчү", "cook"]

    def said() -> list[list[str]]:
        kinds = (ConceptKind.OCCUPATION, ConceptKind.SKILL)
        return [[it.name for it in suggest(text, kind, "ru")] for text in asked for kind in kinds]

    before, known = said(), set(Label.objects.values_list("concept", "language", "text"))
    ours = Concept.objects.filter(kind="occupation", source="firststop").values_list("uri", flat=True)[:50]
    hostile = [(uri, "7531", f"sеamstrеss {n}", "=1+1", "") for n, uri in enumerate(ours)]
    swapped = [(uri, "knowledge", "cook", "", "") for uri in ours]
    tables: Tables = {"occupations_en.csv": [*hostile], "skills_en.csv": [*swapped], "occupations_ru.csv": [],
              "occupationSkillRelations_en.csv": []}  # fmt: skip
    load_taxonomy(read_folder(write(tmp_path / "list", tables)), source="hostile", at=AT)
    table, rows = GIANTS["many occupations"]
    with pytest.raises(NotATaxonomy):
        read_folder(giant(tmp_path / "giant", table, rows()))
    assert said() == before
    assert known <= set(Label.objects.values_list("concept", "language", "text"))
