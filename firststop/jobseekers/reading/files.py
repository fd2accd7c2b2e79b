"""From the bytes of a CV to its text. What a file is, its content says, not its name."""

import io
import logging
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Refused, refuse

if TYPE_CHECKING:
    from docx.document import Document

MOST_BYTES = 10 * 1024 * 1024
#: What a DOCX may unpack to, and how many times its packed size.
MOST_UNPACKED, MOST_RATIO = 200 * 1024 * 1024, 100
#: Bytes of a Word document's text with its marks, which is read as a whole; pictures are not.
MOST_TEXT = 20 * 1024 * 1024
MOST_PAGES, MOST_CHARACTERS = 50, 200_000
_POINTER = "/cv"
#: What reading raises on bytes that are not what they say they are.
_BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
logging.getLogger("pypdf").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class CvText:
    """What kind of file it was (``pdf``, ``docx``) and the text in it."""

    kind: str
    text: str


def read_cv(content: bytes) -> CvText:
    """Return the text of a PDF or DOCX; refuses what is too large, of another kind, damaged, a bomb or without text."""
    if len(content) > MOST_BYTES:
        raise refuse(
            Code.TOO_LARGE,
            "cv.size",
            _("This file is over 10 MB."),
            pointer=_POINTER,
            hint=_("Save it without photos, or paste the text."),
        )
    if content.startswith(b"%PDF-"):
        found = CvText("pdf", _read_pdf(content))
    elif content.startswith(b"PK\x03\x04"):
        found = CvText("docx", _read_docx(content))
    else:
        raise refuse(
            Code.UNSUPPORTED_TYPE,
            "cv.kind",
            _("We read PDF and Word (DOCX) files."),
            pointer=_POINTER,
            hint=_("Choose another file, or paste the text."),
        )
    if not found.text.strip():
        raise refuse(
            Code.PARSE,
            "cv.no_text",
            _("We found no text in this file: it may be a photo."),
            pointer=_POINTER,
            hint=_("Paste the text, or fill in the form."),
        )
    return found


def _read_pdf(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        # Many files are locked for changes only: those open with the empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(
                Code.PARSE,
                "cv.locked",
                _("This file is locked with a password."),
                pointer=_POINTER,
                hint=_("Save it without a password, or paste the text."),
            )
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, DependencyError, *_BROKEN) as wrong:
        raise _damaged() from wrong
    return "\n".join(pages)[:MOST_CHARACTERS]


def _read_docx(content: bytes) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    _check_unpacked(content)
    try:
        document = docx.Document(io.BytesIO(content))
        return _words_of(document)
    except (PackageNotFoundError, SyntaxError, zipfile.BadZipFile, NotImplementedError, *_BROKEN) as wrong:
        raise _damaged() from wrong


def _words_of(document: "Document") -> str:
    lines, length = [], 0
    for line in _lines_of(document):
        lines.append(line)
        length += len(line) + 1
        if length > MOST_CHARACTERS:
            break
    return "\n".join(lines)[:MOST_CHARACTERS]


def _lines_of(document: "Document") -> Iterator[str]:
    """Yield paragraphs, then rows of tables; a cell once, over however many columns it says that it goes."""
    from docx.oxml.ns import qn

    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.element.body.iterchildren(qn("w:tbl")):
        for row in table.iterchildren(qn("w:tr")):
            paragraphs = ((word.text or "" for word in each.iter(qn("w:t"))) for each in row.iter(qn("w:p")))
            yield " ".join("".join(words) for words in paragraphs)


def _check_unpacked(content: bytes) -> None:
    """Refuse a zip bomb by what its directory says, and a file that is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as wrong:
        raise _damaged() from wrong
    text = sizes.get("word/document.xml")
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content) or (text or 0) > MOST_TEXT:
        raise refuse(Code.TOO_LARGE, "cv.unpacked", _("This file unpacks to far too much."), pointer=_POINTER)
    if text is None:
        raise refuse(Code.UNSUPPORTED_TYPE, "cv.kind", _("We read PDF and Word (DOCX) files."), pointer=_POINTER)


def _damaged() -> Refused:
    return refuse(
        Code.PARSE,
        "cv.damaged",
        _("This file is damaged: we cannot read it."),
        pointer=_POINTER,
        hint=_("Save it again, or paste the text."),
    )
