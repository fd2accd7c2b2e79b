"""The encoding of a CSV file: UTF-8, or the old Windows one that offices still save in; anything else is refused."""

import re

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem, refuse

#: The letters that make up two thirds of any Russian or Kyrgyz text; a wrong old encoding turns them into others.
_USUAL = frozenset("оеаинтсрвлкдыу")
_OTHER_OLD = ("koi8-r", "cp866")
#: What a table holds beyond ASCII if it is Windows': letters and typographic signs, next to nothing else.
_EXPECTED = re.compile("[а-яёіїєґўА-ЯЁІЇЄҐЎ«»„“”–—…•№°\u00a0]")


def decode_table(body: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a CSV file and a note where its encoding was guessed. Refuses what we cannot be sure of."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _old_windows(body), (_GUESSED,)
    if "\0" in text:
        raise _unreadable()
    return text, ()


def _old_windows(body: bytes) -> str:
    try:
        text = body.decode("windows-1251")
    except UnicodeDecodeError as wrong:
        raise _unreadable() from wrong
    mine = _likeness(text)
    others = [_likeness(body.decode(name, errors="replace")) for name in _OTHER_OLD]
    beyond = [letter for letter in text if letter > "\x7f"]
    strange = sum(not _EXPECTED.match(letter) for letter in beyond)
    if "\0" in text or mine < 0.3 or mine <= max(others) or strange * 50 > len(beyond):
        raise _unreadable()
    return text


def _likeness(text: str) -> float:
    """Return the share of the usual small letters among all characters beyond ASCII."""
    beyond = [letter for letter in text if letter > "\x7f"]
    return sum(letter in _USUAL for letter in beyond) / len(beyond) if beyond else 0.0


_GUESSED = Problem(
    Code.PARSE,
    "table.windows_1251",
    _("This file is not UTF-8; we read it as windows-1251."),
    hint=_("Check that the letters are right. Better save it as CSV UTF-8."),
)


def _unreadable() -> Exception:
    return refuse(
        Code.PARSE,
        "table.encoding",
        _("We cannot tell the encoding of this file."),
        hint=_("Save it as CSV UTF-8, or as XLSX."),
    )
