"""What a source says about pay, read from two numbers and a sentence (features V-12, V-13).

Numbers win over the sentence where both are given; the sentence says what numbers alone cannot: that equal bounds are
a minimum, that pay is negotiable. Zero is not given: unknown pay is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from firststop.vacancies.enums import PayKind

#: Larger amounts are slips of the keyboard; no column holds them.
LARGEST = Decimal(10) ** 10
_CENT = Decimal("0.01")

_NUMBER = r"(?P<{name}>\d{{1,3}}(?:[ \u00a0\u2009\u202f.,]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)"
_THOUSAND = r"(?:\s*(?P<{name}>тыс\w*\.?|т\.\s?р\.?|k\b|миң))?"
_MONEY = (
    r"(?:руб\w*|р|₽|сом\w*|тенге|тг|сум\w*|грн|долл\w*|евро|kgs|rub|rur|kzt|usd|eur|sek|kronor|kr|byn|br|soms?|[$€£₸])"
)
_CURRENCY = rf"(?:\s*{_MONEY})?\.?"
_FROM = r"от|начиная с|не менее|не ниже|минимум|from|at least|fr\.?\s?o\.?\s?m\.?|från|кеминде"
_TO = r"до|не более|максимум|up to|to|upp till|till|чейин"
#: Between two amounts; "30 000 сомдон 40 000 сомго чейин" has the word in the ending.
_BETWEEN = rf"(?:\s*(?:{_TO}|[-–—])\s*|(?<=сомдон)\s+)"
_SENTENCE = re.compile(
    r"^(?:(?:заработная плата|зарплата|з/п|оплата|оклад|salary|pay)\s*:?\s*)?"
    rf"(?:(?P<from>{_FROM})\s*)?(?:(?P<upto>{_TO})\s*)?"
    + _NUMBER.format(name="first")
    + _THOUSAND.format(name="first_thousand")
    + _CURRENCY
    + rf"(?:{_BETWEEN}"
    + _NUMBER.format(name="second")
    + _THOUSAND.format(name="second_thousand")
    + _CURRENCY
    + r")?(?:\s*(?:/|в|за|per|a|an|айына|күнүнө)\s*\w+\.?)?\s*[.!]?$",
    re.IGNORECASE,
)
#: An amount of money inside a text; what stands before and behind it says whether it is one.
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<from>{_FROM})\s+)?(?:(?P<upto>{_TO})\s+)?(?P<before>(?:sek|usd|eur|kgs|rub|[$€£])\s?)?"
    + _NUMBER.format(name="first")
    + _THOUSAND.format(name="first_thousand")
    + rf"(?:\s*(?P<behind_first>{_MONEY})(?!\w))?\.?(?:{_BETWEEN}[$€£]?"
    + _NUMBER.format(name="second")
    + _THOUSAND.format(name="second_thousand")
    + rf"(?:\s*(?P<behind>{_MONEY})(?!\w))?)?(?![\w%])",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(
    r"(?:з/?п|зарплат\w*|заработн\w+ плат\w+|оплат\w*|оклад\w*|доход\w*|айлы[кг]\w*|эмгек акы\w*|маяна\w*"
    r"|salary|wages?|pay|lön\w*|gehalt|lohn)\b[^.!?\d]{0,30}$",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(r"\s*(?:млн|млрд|миллион|million|billion|mill?j|mdr|%|процент)", re.IGNORECASE)
#: Less than this without a currency is a number of years, hours or people.
_LEAST_BARE = Decimal(1_000)
#: "30 000 сомдон": the ending is the word "from".
_KYRGYZ_FROM = re.compile(r"\d\s*(?:сомдон|дан|ден)\b", re.IGNORECASE)
_NEGOTIABLE = re.compile(r"договор|обсужда|собеседован|келишим|negotiab|by agreement|överenskommelse", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay as stated: bounds are None where not known. `doubts` are rule ids of what did not fit together."""

    kind: PayKind | None
    low: Decimal | None
    high: Decimal | None
    doubts: tuple[str, ...] = ()


def read_pay(text: str | None, low: Decimal | None, high: Decimal | None) -> StatedPay:
    """Return what is said about pay by a sentence and two numbers, each of which may be absent or zero.

    Doubts: ``pay.negative``, ``pay.too_large``, ``pay.order`` (minimum above maximum: neither is believed),
    ``pay.text_disagrees`` (the sentence names other amounts; the numbers stay).
    """
    doubts: list[str] = []
    low, high = _usable(low, doubts), _usable(high, doubts)
    if low is not None and high is not None and low > high:
        doubts.append("pay.order")
        low = high = None
    said = _read_sentence(" ".join((text or "").split()))
    if low is None and high is None:
        return StatedPay(said.kind, said.low, said.high, tuple(doubts))
    named = {amount for amount in (said.low, said.high) if amount is not None}
    if named and not named & {low, high}:
        doubts.append("pay.text_disagrees")
    return _of_numbers(low, high, said.kind, tuple(doubts))


@dataclass(frozen=True, slots=True)
class PayInText:
    """An amount of pay that stands in a text at ``text[start:end]``; `currency` as it is written, empty without one."""

    start: int
    end: int
    pay: StatedPay
    currency: str


def find_pay(text: str, *, is_pay: bool = False) -> Iterator[PayInText]:
    """Yield the amounts of money in a text: those with a currency, and large ones behind a word for pay.

    Of a text that `is_pay` and nothing else, every amount is one.
    """
    for match in _AMOUNT.finditer(text):
        currency = (match["behind"] or match["behind_first"] or match["before"] or "").strip()
        named = _WORD_BEFORE.search(text, max(0, match.start() - 60), match.start())
        if _TOO_MUCH.match(text, match.end()):
            continue
        said = _said(match, text[match.start() : match.end()])
        largest = said.high or said.low
        if largest is not None and (is_pay or currency or (named and largest >= _LEAST_BARE)):
            yield PayInText(match.start(), match.end(), said, currency)


def _of_numbers(low: Decimal | None, high: Decimal | None, said: PayKind | None, doubts: tuple[str, ...]) -> StatedPay:
    if low is None:
        return StatedPay(PayKind.TO, None, high, doubts)
    if high is None:
        return StatedPay(PayKind.FROM, low, None, doubts)
    if low != high:
        return StatedPay(PayKind.RANGE, low, high, doubts)
    if said is PayKind.FROM:
        return StatedPay(PayKind.FROM, low, None, doubts)
    if said is PayKind.TO:
        return StatedPay(PayKind.TO, None, high, doubts)
    return StatedPay(PayKind.EXACT, low, high, doubts)


def _usable(amount: Decimal | None, doubts: list[str]) -> Decimal | None:
    if amount is None or amount == 0:
        return None
    if amount < 0:
        doubts.append("pay.negative")
        return None
    if amount >= LARGEST:
        doubts.append("pay.too_large")
        return None
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _read_sentence(text: str) -> StatedPay:
    """Return what the sentence alone says; a sentence that is more than amounts keeps its words and gives none."""
    match = _SENTENCE.match(text)
    return _said(match, text) if match else StatedPay(_kind_of_words(text), None, None)


def _said(match: re.Match[str], text: str) -> StatedPay:
    first, second = _amount(match, "first"), _amount(match, "second")
    if first is None:
        return StatedPay(_kind_of_words(text), None, None)
    if match["second_thousand"] and not match["first_thousand"] and first < 1000:
        first *= 1000
    if match["second"]:
        ordered = second is not None and first < second
        return StatedPay(PayKind.RANGE, first, second) if ordered else StatedPay(_kind_of_words(text), None, None)
    if match["upto"]:
        return StatedPay(PayKind.TO, None, first)
    if match["from"] or _KYRGYZ_FROM.search(text):
        return StatedPay(PayKind.FROM, first, None)
    return StatedPay(PayKind.EXACT, first, first)


def _kind_of_words(text: str) -> PayKind | None:
    if not text:
        return None
    return PayKind.NEGOTIABLE if _NEGOTIABLE.search(text) else PayKind.BY_AGREEMENT_TEXT


def _amount(match: re.Match[str], name: str) -> Decimal | None:
    written = match[name]
    if written is None:
        return None
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))|[^\d.,]", "", written)
    amount = Decimal(digits.replace(",", "."))
    scaled = amount * 1000 if match[f"{name}_thousand"] else amount
    return _usable(scaled, [])
