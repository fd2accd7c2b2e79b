"""Tables from strangers: read whole, cell by cell, or refused with a way on."""

import csv
import io
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from firststop.core.refusals import Code, Problem, Refused
from firststop.core.tables import (
    Limits,
    Severity,
    Table,
    fault_in,
    harmless,
    parse_json,
    read_table,
    rows_of,
    strict_json,
    write_report,
)
from firststop.core.tables.rows import LAST_ROW, MOST_TOLD

SMALL = Limits(size=2_000, unpacked=100_000, ratio=100, rows=3, columns=5)


def table(body: bytes | str, name: str = "a.csv", limits: Limits | None = None) -> Table:
    raw = body.encode() if isinstance(body, str) else body
    return read_table(io.BytesIO(raw), name, limits or Limits())


def refusal(body: bytes | str, name: str = "a.csv", limits: Limits | None = None) -> Problem:
    with pytest.raises(Refused) as refused:
        table(body, name, limits)
    assert str(refused.value.first.detail)
    return refused.value.first


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_seen_in_the_first_line(sign: str) -> None:
    read = table(f'title{sign}"pay, from"\nШвея{sign}38000\n')
    assert read.header == ("title", "pay, from")
    assert read.rows[0].values == {"title": "Швея", "pay, from": "38000"}


def test_rows_have_the_numbers_that_a_spreadsheet_shows_and_empty_ones_are_passed_over() -> None:
    read = table('title;text\nA;"two\nlines"\n;\n\nB;\n')
    assert [(row.number, dict(row.values)) for row in read.rows] == [
        (2, {"title": "A", "text": "two\nlines"}),
        (5, {"title": "B"}),
    ]


def test_the_line_that_excel_writes_for_itself_is_no_header() -> None:
    assert table("sep=;\ntitle;pay\nA;1\n").header == ("title", "pay")


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert table(b"\xef\xbb\xbftitle\nA\n").header == ("title",)


def test_windows_1251_is_read_and_told() -> None:
    read = table("title;description\nШвея;Шить зимние куртки и пальто\n".encode("windows-1251"))
    assert read.rows[0].values["title"] == "Швея"
    assert [note.rule for note in read.notes] == ["table.windows_1251"]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic", "utf-16", "utf-16-le"])
def test_another_encoding_is_refused_and_never_read_as_wrong_letters(encoding: str) -> None:
    body = "title;description\nШвея;Шить зимние куртки и пальто в цехе\n".encode(encoding)
    assert refusal(body).rule == "table.encoding"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refusal(b"title\n" + bytes(range(128, 256)) * 3).rule == "table.encoding"
    assert refusal(b"title\nA\x00B\n").rule == "table.encoding"


@pytest.mark.parametrize(
    ("body", "rule", "code"),
    [
        ("", "table.empty", Code.MISSING),
        ("\n\n", "table.empty", Code.MISSING),
        (";;\nA;B\n", "table.header", Code.MISSING),
        ("title;TITLE \nA;B\n", "table.column_twice", Code.CONFLICT),
        ("a;b;c;d;e;f\n1\n", "table.columns", Code.TOO_LARGE),
        ("title\nA\nB\nC\nD\n", "table.rows", Code.TOO_LARGE),
        ("title\n" + "A" * 3_000, "table.size", Code.TOO_LARGE),
        ('title\n"never closed\n', "table.csv", Code.PARSE),
        ("%PDF-1.7 title", "table.kind", Code.UNSUPPORTED_TYPE),
    ],
)
def test_a_file_that_is_no_good_table_is_refused_as_a_whole(body: str, rule: str, code: Code) -> None:
    problem = refusal(body, limits=SMALL)
    assert (problem.rule, problem.code) == (rule, code)


def test_an_old_workbook_is_refused_by_its_content_and_by_its_name() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0rest", "a.csv").rule == "table.kind"
    assert refusal(b"anything", "a.xls").rule == "table.kind"


@pytest.mark.row("SR-21")
def test_a_file_of_51_mb_is_refused_before_it_is_parsed() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked = size
            return b"a" * size

    stream = Endless()
    with pytest.raises(Refused) as refused:
        read_table(stream, "big.csv")  # type: ignore[arg-type]
    assert refused.value.first.code.status == 413
    assert stream.asked == 50_000_001


def test_formulas_and_failed_cells_are_refused_and_the_rest_of_the_row_stays() -> None:
    row = table("title;pay;phone\nШвея;=A1+1;+996700000101\nПовар;#REF!;-5\n").rows
    assert [problem.rule for problem in row[0].problems] == ["cell.formula"]
    assert row[0].problems[0].pointer == "/pay"
    assert row[0].values == {"title": "Швея", "phone": "+996700000101"}
    assert [problem.rule for problem in row[1].problems] == ["cell.failed"]
    assert row[1].values["phone"] == "-5"


def test_a_value_without_a_column_and_unreadable_characters_are_named() -> None:
    row = table("title\nA;B;C\n".replace(";", ",")).rows[0]
    assert [problem.rule for problem in row.problems] == ["table.no_column", "table.no_column"]
    assert [problem.rule for problem in table("title\nA\x07\n").rows[0].problems] == ["cell.control"]


def test_a_workbook_gives_days_and_numbers_as_plain_text() -> None:
    body = workbook(
        ["Title", "pay", "day", "many", "share", "yes"], ["Швея", 38000, date(2026, 12, 31), 1e15, 0.1, True]
    )
    row = table(body, "a.xlsx").rows[0]
    assert (row.number, row.values) == (
        2,
        {
            "title": "Швея",
            "pay": "38000",
            "day": "2026-12-31",
            "many": "1000000000000000",
            "share": "0.1",
            "yes": "true",
        },
    )


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (33000.000000000004, "33000"),
        (0.1 + 0.2, "0.3"),
        (38000.5, "38000.5"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
    ],
)
def test_a_number_of_a_workbook_is_read_as_excel_shows_it(kept: float, shown: str) -> None:
    assert table(workbook(["pay"], [kept]), "a.xlsx").rows[0].values == {"pay": shown}


def test_a_formula_in_a_workbook_is_refused_even_if_it_was_worked_out() -> None:
    row = table(workbook(["title", "pay"], ["A", "=1+1"]), "a.xlsx").rows[0]
    assert [problem.rule for problem in row.problems] == ["cell.formula"]


def test_a_workbook_is_known_by_its_content_whatever_it_is_called() -> None:
    assert table(workbook(["title"], ["A"]), "a.csv").rows[0].values == {"title": "A"}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def with_part(name: str, body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(["title"], ["A"]))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped({**parts, name: body})


def sheet(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
        # Padding that hardly packs keeps the file from being told as a bomb.
        + b"<!--" + random.Random(1).randbytes(20_000).hex().encode() + b"-->",
    )  # fmt: skip


def test_a_row_full_of_faults_tells_the_first_and_that_there_are_more() -> None:
    body = "title\n" + ",".join(["A", *("x" for _ in range(5_000))]) + "\n"
    [row] = table(body).rows
    assert [problem.rule for problem in row.problems] == [*(["table.no_column"] * MOST_TOLD), "row.many_faults"]
    assert row.values == {"title": "A"}


@pytest.mark.row("SR-21")
def test_a_name_that_stands_twice_among_200_000_is_found() -> None:
    line = "{" + ",".join(f'"n{number}":1' for number in (*range(200_000), 199_999)) + "}"
    with pytest.raises(Refused) as no:
        strict_json(line.encode())
    assert no.value.first.value == "n199999"


@pytest.mark.row("SR-21")
def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part("xl/media/nothing.bin", b"\0" * 10_000_000)
    assert refusal(bomb, "a.xlsx").rule == "table.size"


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04 and nothing more",
        zipped({"word/document.xml": b"<w/>"}),
        zipped({"[Content_Types].xml": b"<broken"}),
        with_part("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
        with_part("xl/worksheets/sheet1.xml", b" " * 1_000_005 + b"<!DOCTYPE a><worksheet/>"),
        with_part("xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16")),
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        sheet('<row r="1"><c t="inlineStr"><is><t>title</t></is></c></row><row r="99999999999"/>'),
        sheet('<row r="1e300"/>'),
    ],
)
def test_a_workbook_that_is_damaged_or_has_a_document_type_is_refused(body: bytes) -> None:
    assert refusal(body, "a.xlsx", Limits(ratio=100_000)).rule == "table.xlsx"


@pytest.mark.row("SR-21")
@pytest.mark.parametrize(
    ("body", "name", "limits", "rule"),
    [
        (sheet(f'<row r="1">{"<c/>" * 703}</row>'), "a.xlsx", Limits(ratio=100_000), "table.columns"),
        (sheet('<row r="1"><c r="AAA1"/></row>'), "a.xlsx", Limits(ratio=100_000), "table.columns"),
        (
            with_part("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 21 + b"</sst>"),
            "a.xlsx",
            Limits(cells=10),
            "table.cells",
        ),
        (workbook(["a", "b"], ["1", "2"], ["1", "2"]), "a.xlsx", Limits(cells=3), "table.cells"),
        ("a;b\n1;2\n3;4\n", "a.csv", Limits(cells=3), "table.cells"),
        ('{"a": [[], []]}\n{"a": {"b": 1}}\n', "a.jsonl", Limits(cells=4), "table.cells"),
        ("title\n" + "," * 100_001 + "\n", "a.csv", Limits(), "table.columns"),
        ("title\n" + "\n" * LAST_ROW, "a.csv", Limits(), "table.rows"),
        ('{"a": 1}' + "\n" * (LAST_ROW + 1), "a.jsonl", Limits(), "table.rows"),
    ],
)
def test_a_table_that_would_fill_the_memory_is_refused_in_words(
    body: bytes | str, name: str, limits: Limits, rule: str
) -> None:
    problem = refusal(body, name, limits)
    assert (problem.rule, problem.code) == (rule, Code.TOO_LARGE)


def test_as_many_cells_as_a_table_may_hold_are_read() -> None:
    assert len(table("a;b\n1;2\n3;\n", limits=Limits(cells=3)).rows) == 2
    assert len(table('{"a": [[], 1]}\n', "a.jsonl", Limits(cells=3)).rows) == 1


def test_a_table_full_of_faults_tells_less_of_each_row_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firststop.core.tables.rows.MOST_TOLD_IN_ALL", 3)
    rows = table("title\n" + "A,x,x,x,x\n" * 3).rows
    assert [[problem.rule for problem in row.problems] for row in rows] == [
        ["table.no_column"] * 4,
        ["table.no_column", "row.many_faults"],
        ["table.no_column", "row.many_faults"],
    ]


@pytest.mark.row("SR-21")
def test_a_line_of_json_is_measured_before_it_is_read_and_costs_itself_only() -> None:
    long = '{"a": [' + ",".join(["[]"] * 100_000) + "]}"
    first, second = table(f'{long}\n{{"title": "A"}}\n', "a.jsonl").rows
    assert ([problem.rule for problem in first.problems], first.values) == (["line.size"], {})
    assert (second.number, second.values) == (2, {"title": "A"})


def test_no_table_changes_how_long_a_cell_another_reader_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: list[int] = []

    def noted(*limit: int) -> int:
        set_to.extend(limit)
        return 1_000_000

    monkeypatch.setattr(csv, "field_size_limit", noted)
    assert len(table("a\n" + "x" * 200_000 + "\n").rows) == 1
    assert set_to == []


def test_json_lines_keep_their_values_and_a_bad_line_costs_itself_only() -> None:
    read = table('{"title": "A", "places": [{"code": "kg-1"}]}\n\n{"title": \n[1]\n{"a": 1, "a": 2}\n', "a.jsonl")
    assert read.nested
    assert read.rows[0].values == {"title": "A", "places": [{"code": "kg-1"}]}
    assert [(row.number, [p.rule for p in row.problems]) for row in read.rows] == [
        (1, []),
        (3, ["parse"]),
        (4, ["parse"]),
        (5, ["parse"]),
    ]
    assert str(read.rows[1].problems[0].hint).startswith("Look at line 3, ")


@pytest.mark.row("SR-21")
@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "a": 1}',
        b'{"deep": {"b": [{"x": 1, "x": 2}]}}',
        b'{"a": NaN}',
        b"[Infinity]",
        b'{"a": 1234567890123456789012345}',
        b'{"a": 1e400}',
        b'{"a": 1.0000000000000000000000000000000000000000000000000000000001}',
        b'{"a": "\\u0000"}',
        b'{"\\ud800": 1}',
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b'{"a": "\xff"}',
        b'{"a": 1}\x00',
        '{"a": "é"}'.encode("utf-16"),
        b'{"a": }',
        b"",
    ],
)
def test_json_that_could_be_read_in_two_ways_or_do_harm_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        strict_json(body)
    assert refused.value.first.rule == "parse"


def test_json_of_32_levels_is_read_and_decimals_stay_exact() -> None:
    assert strict_json(b"[" * 32 + b"]" * 32)
    assert str(strict_json(b'{"pay": 1.10}')["pay"]) == "1.10"


@pytest.mark.row("V-05")
def test_a_fault_is_found_where_it_stands_and_spares_its_neighbours() -> None:
    value = parse_json(b'[{"a": 1}, {"b": {"c": 1, "c": 2}}]')
    assert fault_in(value[0]) is None
    fault = fault_in(value[1])
    assert fault is not None
    assert (fault.pointer, fault.value) == ("/b", "c")


def report(path: Path) -> None:
    problem = Problem(Code.INVALID_VALUE, "cell.amount", "No amount.", "/pay_min", "Digits only.", "=HYPERLINK(1)")
    write_report(path, rows_of(7, [problem], severity=Severity.ERROR, file="a.csv"))


def test_a_report_is_csv_with_harmless_cells(tmp_path: Path) -> None:
    report(tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert list(row)[:6] == ["row", "pointer", "rule", "severity", "value", "hint"]
    assert (row["row"], row["pointer"], row["rule"], row["severity"]) == ("7", "/pay_min", "cell.amount", "error")
    assert row["value"] == "'=HYPERLINK(1)"


def test_a_report_is_json_where_its_name_says_so(tmp_path: Path) -> None:
    report(tmp_path / "report.JSON")
    row = json.loads((tmp_path / "report.JSON").read_text(encoding="utf-8"))[0]
    assert (row["row"], row["value"], row["file"]) == (7, "=HYPERLINK(1)", "a.csv")


@pytest.mark.parametrize("cell", ["=1+1", "+7 900", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_no_exported_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "38000", "Швея", "a=b"])
def test_other_cells_are_exported_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell
