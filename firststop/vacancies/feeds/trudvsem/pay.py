"""Pay of Work in Russia: a sentence, two numbers where 0 is "not given", and a currency in quotation marks.

It is a month's by the portal's custom, unless the sentence says beside the amount what it is paid for.
"""

from pathlib import Path

from firststop.core.money import currencies
from firststop.core.refusals import Text
from firststop.core.words import _
from firststop.vacancies.enums import PayPeriod
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.source import Source
from firststop.vacancies.rules.pasted import period_of
from firststop.vacancies.rules.pay_reading import read_pay

LISTS = Path(__file__).with_name("lists.yaml")
#: The portal states pay in roubles where it names no currency.
USUAL_CURRENCY = "RUB"
_DOUBTS: dict[str, Text] = {
    "pay.negative": _("Pay is below zero."),
    "pay.too_large": _("Pay is too large to be right."),
    "pay.order": _("The lowest pay is above the highest."),
    "pay.text_disagrees": _("The sentence names other amounts than the numbers."),
}


def put_pay(draft: Draft, source: Source) -> None:
    """Keep the sentence and what it and the numbers say together; unknown pay is absent."""
    text = source.text("salary")
    stated = read_pay(text, source.amount("salary_min"), source.amount("salary_max"))
    for rule in stated.doubts:
        said = (text, source.value.get("salary_min"), source.value.get("salary_max"))
        value = " ".join(str(part) for part in said if part is not None)
        source.notes.warn(rule, ("salary",), value, _DOUBTS[rule], _("Ask the employer."))
    draft.put("pay_text", text, ("salary",))
    currency, numbers = _currency(source), stated.low is not None or stated.high is not None
    if stated.kind and (currency or not numbers):
        draft.put("pay_kind", stated.kind.value, ("salary",))
    if currency and numbers:
        draft.put("pay_min", stated.low, ("salary_min",))
        draft.put("pay_max", stated.high, ("salary_max",))
        draft.put("pay_currency", currency, ("currency",))
        period = period_of(text or "", stated) or PayPeriod.MONTH
        draft.put("pay_period", period.value, ("salary",))


def _currency(source: Source) -> str | None:
    word = source.text("currency")
    if word is None:
        return USUAL_CURRENCY
    if word in currencies():
        return word
    code: str | None = look_up(LISTS, "currency", word)
    if code is None:
        detail = _("We do not know this currency, so the amounts stay in the text only.")
        source.notes.warn("unmapped.pay_currency", ("currency",), word, detail)
    return code
