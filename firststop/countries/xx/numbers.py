"""Numbers of Exampleland: six digits, the last one a Luhn check digit."""

from collections.abc import Callable

from stdnum import luhn


def check_reg(value: str) -> tuple[str, str]:
    """Check a register number and return (verdict, reason)."""
    if not (value.isascii() and value.isdigit()):
        return "invalid", "characters"
    if len(value) != 6:
        return "invalid", "length"
    return ("verified", "ok") if luhn.is_valid(value) else ("invalid", "check_digit")


CHECKS: dict[str, Callable[[str], tuple[str, str]]] = {"xx-reg": check_reg}
