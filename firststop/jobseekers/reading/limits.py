"""How much of a CV is read, and what reading raises on bytes that are not what they say they are."""

import struct
import zlib

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Refused, refuse

MOST_BYTES = 10 * 1024 * 1024
#: What a DOCX may unpack to, and how many times its packed size.
MOST_UNPACKED, MOST_RATIO = 200 * 1024 * 1024, 100
#: Bytes of a Word document's texts with their marks, which are read as a whole; pictures are not.
MOST_TEXT = 20 * 1024 * 1024
MOST_PAGES, MOST_CHARACTERS = 50, 200_000
POINTER = "/cv"
BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


def damaged() -> Refused:
    """Return the refusal of a file that cannot be read."""
    return refuse(
        Code.PARSE,
        "cv.damaged",
        _("This file is damaged: we cannot read it."),
        pointer=POINTER,
        hint=_("Save it again, or paste the text."),
    )
