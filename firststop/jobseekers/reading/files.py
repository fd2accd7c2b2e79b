"""From the bytes of a CV to its text. What a file is, its content says, not its name."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, refuse
from firststop.jobseekers.enums import CvLoss
from firststop.jobseekers.reading.limits import MOST_BYTES, MOST_CHARACTERS, POINTER


@dataclass(frozen=True, slots=True)
class CvText:
    """What kind of file it was (``pdf``, ``docx``), the text in it, and what else of the file we could not read."""

    kind: str
    text: str
    losses: tuple[CvLoss, ...]


def read_cv(content: bytes) -> CvText:
    """Return the text of a PDF or DOCX; refuses what is too large, of another kind, damaged, a bomb or without text."""
    if len(content) > MOST_BYTES:
        raise refuse(
            Code.TOO_LARGE,
            "cv.size",
            _("This file is over 10 MB."),
            pointer=POINTER,
            hint=_("Save it without photos, or paste the text."),
        )
    kind, text, losses = _read(content)
    if not text.strip():
        raise refuse(
            Code.PARSE,
            "cv.no_text",
            _("We found no text in this file: it may be a photo."),
            pointer=POINTER,
            hint=_("Paste the text, or fill in the form."),
        )
    if len(text) > MOST_CHARACTERS:
        losses.add(CvLoss.LENGTH)
    return CvText(kind, text[:MOST_CHARACTERS], tuple(loss for loss in CvLoss if loss in losses))


def _read(content: bytes) -> tuple[str, str, set[CvLoss]]:
    """Read with the library of the file's kind, which is loaded only now."""
    if content.startswith(b"%PDF-"):
        from firststop.jobseekers.reading.pdf import read_pdf

        return "pdf", *read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        from firststop.jobseekers.reading.word import read_docx

        return "docx", *read_docx(content)
    raise refuse(
        Code.UNSUPPORTED_TYPE,
        "cv.kind",
        _("We read PDF and Word (DOCX) files."),
        pointer=POINTER,
        hint=_("Choose another file, or paste the text."),
    )
