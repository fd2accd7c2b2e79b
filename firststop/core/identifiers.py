"""Numbers of persons and enterprises as typed, checked values.

python-stdnum checks what it knows; a country pack checks its own numbers in `countries/<code>/numbers.py`.
A number without a published check digit is "format_only" at best: nobody may call it verified.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Literal, cast

from stdnum import exceptions
from stdnum.de import handelsregisternummer
from stdnum.de import vat as de_vat
from stdnum.fr import siren, siret
from stdnum.no import orgnr as no_orgnr
from stdnum.ru import inn
from stdnum.se import orgnr as se_orgnr
from stdnum.sg import uen

Verdict = Literal["verified", "format_only", "invalid"]


class Reason(StrEnum):
    """Why a number has its verdict; pages put it into words."""

    OK = "ok"
    NO_CHECK_DIGIT = "no_check_digit"
    UNKNOWN_SCHEME = "unknown_scheme"
    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"
    COMPONENT = "component"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True, slots=True)
class Checked:
    """A number after its check; `value_normalised` is how it is stored and compared."""

    scheme: str
    value_normalised: str
    verdict: Verdict
    reason: Reason


Check = Callable[[str], tuple[str, str]]

_REASONS = {
    exceptions.InvalidFormat: Reason.CHARACTERS,
    exceptions.InvalidLength: Reason.LENGTH,
    exceptions.InvalidComponent: Reason.COMPONENT,
    exceptions.InvalidChecksum: Reason.CHECK_DIGIT,
}


def check(scheme: str, value: str) -> Checked:
    """Check a number of a scheme such as ``ru-inn`` or ``kg-pin``.

    A scheme that nobody knows keeps the number as written, format_only: a foreign register is no obstacle.
    """
    keep_words = scheme in _SPACED
    written = _compact(value, keep_words=keep_words)
    if not written:
        return Checked(scheme, written, "invalid", Reason.EMPTY)
    known = _BUILT_IN.get(scheme) or _pack_checks(scheme.partition("-")[0]).get(scheme)
    if known is None:
        return Checked(scheme, _compact(value, keep_words=True), "format_only", Reason.UNKNOWN_SCHEME)
    verdict, reason = known(written)
    return Checked(scheme, written, cast("Verdict", verdict), Reason(reason))


def _compact(value: str, *, keep_words: bool) -> str:
    """Bring full-width forms to plain ones; drop the spaces and signs that people group digits with."""
    plain = " ".join(unicodedata.normalize("NFKC", value).split())
    return plain if keep_words else re.sub(r"[\s.\-\u2010-\u2015/]", "", plain).upper()


def _by_stdnum(module: ModuleType, passed: Verdict = "verified") -> Check:
    def run(value: str) -> tuple[str, str]:
        try:
            module.validate(value)
        except exceptions.ValidationError as wrong:
            return "invalid", _REASONS.get(type(wrong), Reason.CHARACTERS)
        return passed, Reason.OK if passed == "verified" else Reason.NO_CHECK_DIGIT

    return run


def _ogrn(value: str) -> tuple[str, str]:
    """Check a Russian state register number: OGRN of a firm (13 digits) or OGRNIP of an entrepreneur (15).

    The last digit is that of the rest when the others are divided by 11 or 13. Own code: stdnum 2.2 compares
    a rest of 10 to 12 as two digits, and so refuses good numbers of entrepreneurs.
    """
    if not (value.isascii() and value.isdigit()):
        return "invalid", Reason.CHARACTERS
    if len(value) not in {13, 15}:
        return "invalid", Reason.LENGTH
    if value[0] == "0" or (len(value) == 15 and value[0] not in "34"):
        return "invalid", Reason.COMPONENT
    good = int(value[:-1]) % (len(value) - 2) % 10 == int(value[-1])
    return ("verified", Reason.OK) if good else ("invalid", Reason.CHECK_DIGIT)


def _kpp(value: str) -> tuple[str, str]:
    """Check a Russian tax office code: 4 digits, 2 digits or capitals, 3 digits; it has no check digit."""
    if len(value) != 9:
        return "invalid", Reason.LENGTH
    good = re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", value)
    return ("format_only", Reason.NO_CHECK_DIGIT) if good else ("invalid", Reason.CHARACTERS)


_BUILT_IN: dict[str, Check] = {
    "de-hr": _by_stdnum(handelsregisternummer, passed="format_only"),
    "de-vat": _by_stdnum(de_vat),
    "fr-siren": _by_stdnum(siren),
    "fr-siret": _by_stdnum(siret),
    "no-orgnr": _by_stdnum(no_orgnr),
    "ru-inn": _by_stdnum(inn),
    "ru-kpp": _kpp,
    "ru-ogrn": _ogrn,
    "se-orgnr": _by_stdnum(se_orgnr),
    "sg-uen": _by_stdnum(uen),
}

#: A German register number begins with the name of its court.
_SPACED = {"de-hr"}


@cache
def _pack_checks(country: str) -> dict[str, Check]:
    if not re.fullmatch(r"[a-z]{2}", country):
        return {}
    name = f"firststop.countries.{country}"
    if find_spec(name) is None or find_spec(f"{name}.numbers") is None:
        return {}
    return cast("dict[str, Check]", import_module(f"{name}.numbers").CHECKS)
