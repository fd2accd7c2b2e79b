"""CV files as people bring them, made here: PDF and DOCX with whatever stands in such files."""

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.annotations import Text

#: One grey point.
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
#: Each code is its own letter, of any alphabet.
_LETTERS = (
    b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000 3a7e9b550000000a49444154789c6360000000020001"
    "4889a4c70000000049454e44ae426082".replace(" ", "")
)


def pdf(
    *pages: str | Sequence[tuple[int, int, str]],
    pictures: Collection[int] = (),
    typed: str = "",
    comment: str = "",
    attached: bytes = b"",
    password: str | None = None,
    owner: str | None = None,
) -> bytes:
    """Return a PDF of pages with lines of text, or with texts at (x, y); `pictures` stand on pages by number from 0."""
    fields = b"<< /Fields [%s] >>" % (b"7 0 R" if typed else b"")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm %s >>" % fields,
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (8 + 2 * number) for number in range(len(pages))), len(pages)),
        _FONT,
        _GLYPHS,
        _stream(_LETTERS),
        _PICTURE + b"\nstream\n\x80\nendstream",
        b"<< /FT /Tx /T (work) /V <FEFF%s> >>" % typed.encode("utf-16-be").hex().encode(),
    ]
    for number, page in enumerate(pages):
        places = enumerate(page.split("\n")) if isinstance(page, str) else ()
        texts = [(72, 720 - 14 * line, text) for line, text in places] if isinstance(page, str) else page
        drawn = [f"1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj" for x, y, text in texts if text]
        has, draws = (b"/P 6 0 R", " /P Do") if number in pictures else (b"", "")
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << %s >> >> >>" % (9 + 2 * number, has),
            _stream(f"BT /F 12 Tf {' '.join(drawn)} ET{draws}".encode()),
        ]
    made = _numbered(objects)
    if not (comment or attached or password or owner):
        return made
    writer, held = PdfWriter(clone_from=io.BytesIO(made)), io.BytesIO()
    if comment:
        writer.add_annotation(0, Text(rect=(0, 0, 9, 9), text=comment))
    if attached:
        writer.add_attachment("letter.txt", attached)
    if password or owner:
        writer.encrypt(password or "", owner, algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _numbered(objects: list[bytes]) -> bytes:
    held, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(held)
    held += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    held += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    held += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(held)


def word(*lines: str) -> bytes:
    """Return a DOCX as python-docx makes it, with the last line in a table."""
    document = docx.Document()
    for line in lines[:-1]:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = lines[-1]
    return saved(document)


def written(
    *lines: str,
    header: str = "",
    footer: str = "",
    box: str = "",
    control: str = "",
    rows: Sequence[Sequence[str]] = (),
    columns: int = 1,
    comment: str = "",
    photo: bool = False,
    chart: bool = False,
) -> bytes:
    """Return a DOCX with what people put into a CV besides paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    section = document.sections[0]
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="{columns}"/>'))
    if box:
        document.add_paragraph()._p.append(parse_xml(_box(box)))
    if control:
        inside = f"<w:sdtContent><w:p><w:r><w:t>{control}</w:t></w:r></w:p></w:sdtContent>"
        document.element.body.insert(0, parse_xml(f"<w:sdt {nsdecls('w')}>{inside}</w:sdt>"))
    for row in rows:
        for cell, text in zip(document.add_table(1, len(row)).rows[0].cells, row, strict=True):
            cell.text = text
    if comment:
        document.add_comment(document.paragraphs[0].runs, text=comment)
    if photo:
        document.add_picture(io.BytesIO(PNG))
    if chart:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
        document.part.rels.get_or_add(kind, document.part._styles_part)
    return saved(document)


def _box(text: str) -> str:
    """Return a run with a text box as Word writes it: once for itself, once for older ones."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><wps:txbx>{inside}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def saved(document: Any) -> bytes:
    """Return the bytes of a document."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def zipped(**entries: bytes) -> bytes:
    """Return an archive; `__` in a name stands for a slash."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(re.sub("__", "/", name), content)
    return held.getvalue()
