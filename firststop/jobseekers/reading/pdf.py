"""The text of a PDF, and what of it is no text."""

import io
import logging
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import TextStringObject

from firststop.core.refusals import Code, refuse
from firststop.jobseekers.enums import CvLoss
from firststop.jobseekers.reading.limits import BROKEN, MOST_PAGES, POINTER, damaged

#: Notes on a page that nobody wrote for a reader.
_NO_COMMENTS = ("/Link", "/Popup", "/Widget")
logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(content: bytes) -> tuple[str, set[CvLoss]]:
    """Return the text of the first pages and of a form's fields, with the losses."""
    try:
        reader = PdfReader(io.BytesIO(content))
        # Many files are locked for changes only: those open with the empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(
                Code.PARSE,
                "cv.locked",
                _("This file is locked with a password."),
                pointer=POINTER,
                hint=_("Save it without a password, or paste the text."),
            )
        pages = reader.pages[:MOST_PAGES]
        texts = [page.extract_text() for page in pages]
        return "\n".join([*texts, *_filled_in(reader)]), _losses(reader, pages, texts)
    except (PyPdfError, DependencyError, *BROKEN) as wrong:
        raise damaged() from wrong


def _filled_in(reader: PdfReader) -> list[str]:
    """Return what was typed into the fields of a form; a tick is a name, not a text."""
    values = (field.get("/V") for field in (reader.get_fields() or {}).values())
    return [str(value) for value in values if isinstance(value, TextStringObject)]


def _losses(reader: PdfReader, pages: Sequence[PageObject], texts: Sequence[str]) -> set[CvLoss]:
    notes = [note.get_object() for page in pages for note in page.annotations or ()]
    lost = {
        CvLoss.PAGES: len(reader.pages) > MOST_PAGES,
        CvLoss.EMPTY_PAGES: not all(text.strip() for text in texts),
        CvLoss.PICTURES: any(len(page.images) for page in pages),
        CvLoss.COMMENTS: any("/Contents" in note and note.get("/Subtype") not in _NO_COMMENTS for note in notes),
        CvLoss.ATTACHED: bool(len(reader.attachments)),
    }
    return {loss for loss, is_lost in lost.items() if is_lost}
