"""The text of a Word document (DOCX), and what of it is no text."""

import io
import zipfile
from collections.abc import Iterator

import docx
from django.utils.translation import gettext_lazy as _
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from firststop.core.refusals import Code, refuse
from firststop.jobseekers.enums import CvLoss
from firststop.jobseekers.reading.limits import (
    BROKEN,
    MOST_CHARACTERS,
    MOST_RATIO,
    MOST_TEXT,
    MOST_UNPACKED,
    POINTER,
    damaged,
)

_LOSSES = {
    RT.IMAGE: CvLoss.PICTURES,
    RT.CHART: CvLoss.ATTACHED,
    RT.DIAGRAM_DATA: CvLoss.ATTACHED,
    RT.OLE_OBJECT: CvLoss.ATTACHED,
    RT.PACKAGE: CvLoss.ATTACHED,
    RT.A_F_CHUNK: CvLoss.ATTACHED,
    RT.COMMENTS: CvLoss.COMMENTS,
}
_PARAGRAPH, _ROW, _RUN, _BOX = qn("w:p"), qn("w:tr"), qn("w:r"), qn("w:txbxContent")
#: Where an older Word finds each text box a second time.
_OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(content: bytes) -> tuple[str, set[CvLoss]]:
    """Return the text with headers, tables, text boxes, footers and notes, and the losses."""
    _check_unpacked(content)
    try:
        document = docx.Document(io.BytesIO(content)).part
        kinds = {link.reltype for link in document.package.iter_rels()}
        return _words_of(document), {loss for kind, loss in _LOSSES.items() if kind in kinds}
    except (PackageNotFoundError, SyntaxError, zipfile.BadZipFile, NotImplementedError, *BROKEN) as wrong:
        raise damaged() from wrong


def _words_of(document: DocumentPart) -> str:
    """Return one character more than may be read where there is more."""
    headers, after = _parts(document, RT.HEADER), _parts(document, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES)
    lines, length = [], 0
    for line in (line for story in [*headers, document.element, *after] for line in _lines_of(story)):
        lines.append(line)
        length += len(line) + 1
        if length > MOST_CHARACTERS + 1:
            break
    return "\n".join(lines)


def _parts(document: DocumentPart, *kinds: str) -> list[BaseOxmlElement]:
    links = [link for link in document.rels.values() if link.reltype in kinds and not link.is_external]
    return [parse_xml(link.target_part.blob) for link in sorted(links, key=lambda link: kinds.index(link.reltype))]


def _lines_of(story: BaseOxmlElement) -> Iterator[str]:
    """Yield paragraphs and rows of tables, then those of text boxes; each once, however deep one stands in another."""
    for older in list(story.iter(_OLDER)):
        older.getparent().remove(older)
    boxes = list(story.iter(_BOX))
    for box in boxes:
        box.getparent().remove(box)
    for line in (line for part in (story, *boxes) for line in part.iter(_PARAGRAPH, _ROW)):
        if next(line.iterancestors(_PARAGRAPH, _ROW), None) is None:
            words = (each.text if each.tag == _RUN else " " for each in line.iter(_PARAGRAPH, _RUN))
            yield "".join(words).strip()


def _check_unpacked(content: bytes) -> None:
    """Refuse a zip bomb by what its directory says, and a file that is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [(entry.filename, entry.file_size) for entry in archive.infolist()]
    except zipfile.BadZipFile as wrong:
        raise damaged() from wrong
    unpacked, text = sum(size for _name, size in sizes), sum(size for name, size in sizes if name.endswith(".xml"))
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content) or text > MOST_TEXT:
        raise refuse(Code.TOO_LARGE, "cv.unpacked", _("This file unpacks to far too much."), pointer=POINTER)
    if "word/document.xml" not in dict(sizes):
        raise refuse(Code.UNSUPPORTED_TYPE, "cv.kind", _("We read PDF and Word (DOCX) files."), pointer=POINTER)
