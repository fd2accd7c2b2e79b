"""Written numbers: read as people write them, grouped or not, with comma or point; what is unclear is not guessed."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Text

_BLANKS = re.compile("[\\s\u00a0\u2009\u202f'’]+")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"(\d{1,3}(?:(?P<sep>[.,])\d{3})+)(?:(?!(?P=sep))[.,](\d{1,2}))?")
#: Letters that are typed for digits, in both alphabets.
_LIKE_DIGITS = re.compile(r"[OoОоЗзlI]")


class Misread(ValueError):
    """Something written that cannot be read: a rule id, a sentence and a way on."""

    def __init__(self, rule: str, detail: Text, hint: Text) -> None:
        super().__init__(rule)
        self.rule, self.detail, self.hint = rule, detail, hint


def read_amount(text: str) -> str:
    """Return an amount as a decimal string: "38 000", "38000,00", "38 000.50" and "1.234,50" are amounts.

    Refuses letters among digits, and "38,000", which means 38 thousand to some and 38 to others.
    """
    written = _BLANKS.sub("", text)
    if _PLAIN.fullmatch(written):
        return written.replace(",", ".")
    if match := _GROUPED.fullmatch(written):
        if match[3] is None and len(re.findall("[.,]", match[1])) == 1:
            raise Misread(
                "cell.amount_unclear",
                _("This may be thousands or decimals."),
                _("Write thousands without a sign: 38000."),
            )
        return re.sub("[.,]", "", match[1]) + (f".{match[3]}" if match[3] else "")
    _refuse_letters(written)
    raise Misread("cell.amount", _("This is no amount."), _("Write digits only, for example 32000."))


def read_whole(text: str) -> int:
    """Return a whole number."""
    written = _BLANKS.sub("", text)
    if re.fullmatch(r"-?\d{1,9}", written):
        return int(written)
    _refuse_letters(written)
    raise Misread("cell.whole", _("This is no whole number."), _("Write digits only."))


def _refuse_letters(written: str) -> None:
    if _LIKE_DIGITS.search(written) and re.fullmatch(r"[\d.,]*", _LIKE_DIGITS.sub("", written)):
        raise Misread(
            "cell.letters", _("There is a letter among the digits."), _("Type the digit 0, 1 or 3 in its place.")
        )


class AmountField(forms.DecimalField):
    """A field for an amount: "38 000" and "38000,50" are amounts."""

    def to_python(self, value: Any) -> Any:
        """Return the amount, None for an empty field; refuses in the words of `read_amount`."""
        return super().to_python(_read(read_amount, value))

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field: a whole amount has no ",00", as people write it."""
        if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
            return value.quantize(Decimal(1))
        return super().prepare_value(value)


class WholeField(forms.IntegerField):
    """A field for a whole number: "1 000" is one."""

    def to_python(self, value: Any) -> int | None:
        """Return the number, None for an empty field; refuses in the words of `read_whole`."""
        return super().to_python(_read(read_whole, value))


def _read(read: Any, value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return read(value)
    except Misread as wrong:
        raise ValidationError(f"{wrong.detail} {wrong.hint}", code=wrong.rule) from wrong
