"""Numbers of persons and enterprises in Kyrgyzstan.

No check digit of these numbers is published, so a number of the right form is never called verified.
Each check takes the number without spaces and signs and returns (verdict, reason), in the words of
`firststop.core.identifiers`.
"""

from collections.abc import Callable

FORMAT_ONLY = ("format_only", "no_check_digit")


def check_pin(value: str) -> tuple[str, str]:
    """Check the PIN of a person: 14 digits."""
    return _digits(value, 14)


def check_inn(value: str) -> tuple[str, str]:
    """Check the INN of an enterprise: 14 digits. An own-account worker has the PIN for it."""
    return _digits(value, 14)


def check_okpo(value: str) -> tuple[str, str]:
    """Check an OKPO number of the statistical register: 8 digits."""
    return _digits(value, 8)


def _digits(value: str, count: int) -> tuple[str, str]:
    if not (value.isascii() and value.isdigit()):
        return "invalid", "characters"
    if len(value) != count:
        return "invalid", "length"
    return ("invalid", "component") if len(set(value)) == 1 else FORMAT_ONLY


CHECKS: dict[str, Callable[[str], tuple[str, str]]] = {
    "kg-pin": check_pin,
    "kg-inn": check_inn,
    "kg-okpo": check_okpo,
}
