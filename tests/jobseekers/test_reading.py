"""Reading CVs: what is one is read, what only says so is refused in plain words."""

import io
import zipfile

import docx
import pytest

from firststop.core.refusals import Code, Refused
from firststop.jobseekers.reading import limits, read_cv
from tests.jobseekers.samples import pdf, saved, word, zipped

pytestmark = pytest.mark.row("J-03")


def test_a_word_file_is_read_with_its_tables() -> None:
    read = read_cv(word("Сварщик, 5 лет", "Швея", "Права категории B"))
    assert (read.kind, read.text) == ("docx", "Сварщик, 5 лет\nШвея\nПрава категории B")


def test_a_cell_that_says_it_goes_over_two_thousand_million_columns_is_read_once() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Швея"
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    wide = b'<w:tcPr><w:gridSpan w:val="2000000000"/>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:tcPr>", wide)
    assert wide in parts["word/document.xml"]
    assert read_cv(zipped(**parts)).text == "Швея"


def test_a_pdf_is_read() -> None:
    read = read_cv(pdf("Welder since 2015"))
    assert (read.kind, read.text.strip()) == ("pdf", "Welder since 2015")


def test_a_pdf_that_is_only_protected_against_changes_is_read() -> None:
    assert read_cv(pdf("Welder since 2015", owner="secret")).text.strip() == "Welder since 2015"


@pytest.mark.parametrize(
    ("content", "rule", "code"),
    [
        (b"Just some words in a file", "cv.kind", Code.UNSUPPORTED_TYPE),
        (b"\xff\xd8\xff\xe0 a photo", "cv.kind", Code.UNSUPPORTED_TYPE),
        (b"", "cv.kind", Code.UNSUPPORTED_TYPE),
        (b"%PDF-1.7 and then nothing of it", "cv.damaged", Code.PARSE),
        (b"%PDF-1.4\nxref\n0 1\ntrailer << /Root 9 0 R >>\nstartxref\n9\n%%EOF", "cv.damaged", Code.PARSE),
        (pdf("Welder")[:400], "cv.damaged", Code.PARSE),
        (pdf("Welder", password="secret"), "cv.locked", Code.PARSE),
        (pdf(""), "cv.no_text", Code.PARSE),
        (b"PK\x03\x04 and then nothing", "cv.damaged", Code.PARSE),
        (zipped(letter=b"hello"), "cv.kind", Code.UNSUPPORTED_TYPE),
        (zipped(word__document_xml=b"x"), "cv.kind", Code.UNSUPPORTED_TYPE),
        (zipped(**{"word/document.xml": b"<not xml"}), "cv.damaged", Code.PARSE),
        (word("", " "), "cv.no_text", Code.PARSE),
    ],
    ids=[
        "text", "photo", "empty", "a PDF that is none", "a PDF without pages", "cut off", "password", "no text",
        "a zip that is none", "another zip", "a zip with a similar name", "broken inside", "an empty document",
    ],
)  # fmt: skip
def test_what_is_no_cv_is_refused(content: bytes, rule: str, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        read_cv(content)
    assert (refused.value.first.rule, refused.value.first.code) == (rule, code)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(**{"word/document.xml": b"0" * 30_000_000})

    def unpacked(*_args: object) -> None:
        raise AssertionError("the bomb was opened")

    monkeypatch.setattr("docx.Document", unpacked)
    with pytest.raises(Refused) as refused:
        read_cv(bomb)
    assert (len(bomb) < 100_000, refused.value.first.rule) == (True, "cv.unpacked")


def test_entities_of_a_document_do_not_grow() -> None:
    names = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))
    body = b'<?xml version="1.0"?><!DOCTYPE d [%s]><w:document xmlns:w="u">&e8;</w:document>' % names
    with zipfile.ZipFile(io.BytesIO(word("Welder", "B"))) as good:
        entries = {name: good.read(name) for name in good.namelist()}
    with pytest.raises(Refused) as refused:
        read_cv(zipped(**{**entries, "word/document.xml": body}))
    assert refused.value.first.rule in ("cv.damaged", "cv.no_text")


def test_a_file_over_ten_megabytes_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_cv(b"%PDF-" + b"0" * limits.MOST_BYTES)
    assert refused.value.first.code is Code.TOO_LARGE
