"""What a payment is for: an hour, a shift, a month, where a text says so right beside the amount."""

from firststop.vacancies.enums import PayPeriod
from firststop.vacancies.rules.pasted.signs import read_signs
from firststop.vacancies.rules.pay_reading import StatedPay, find_pay

#: So much of a text is read on each side of an amount; what stands between the two is no word.
_BESIDE = 40
_BETWEEN = " \u00a0\n.,:;–—-()"


def period_beside(text: str, start: int, end: int) -> PayPeriod | None:
    """Return what the amount at ``text[start:end]`` is paid for, None where neither side of it says."""
    before = text[max(0, start - _BESIDE) : start].rstrip(_BETWEEN)
    behind = text[end : end + _BESIDE].lstrip(_BETWEEN)
    for name, sign in read_signs().periods:
        if sign.match(behind) or any(said.end() == len(before) for said in sign.finditer(before)):
            return PayPeriod(name)
    return None


def period_of(sentence: str, pay: StatedPay) -> PayPeriod | None:
    """Return what `pay` is paid for by the sentence about it, where that names an amount of it."""
    bounds = {pay.low, pay.high} - {None}
    named = (found for found in find_pay(sentence, is_pay=True) if bounds & {found.pay.low, found.pay.high})
    return next((period_beside(sentence, found.start, found.end) for found in named), None)
