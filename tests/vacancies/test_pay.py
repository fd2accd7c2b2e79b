"""Pay: numbers win over the sentence, unknown is nothing, and a month's worth is known only where it can be."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from firststop.vacancies.enums import PayKind, PayPeriod
from firststop.vacancies.rules.pay import is_too_wide, monthly
from firststop.vacancies.rules.pay_reading import StatedPay, read_pay
from firststop.vacancies.rules.wording import Verdict
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services import findings_in
from firststop.vacancies.services.judging import monthly_pay
from tests.counts import count

K = PayKind
NOON = datetime(2026, 11, 27, 6, tzinfo=UTC)
Number = int | None


def exact(value: Number) -> Decimal | None:
    return None if value is None else Decimal(value)


CASES: list[tuple[str | None, Number, Number, PayKind | None, Number, Number]] = [
    ("от 101900", 101900, 179800, K.RANGE, 101900, 179800),
    ("от 23000", 23000, 0, K.FROM, 23000, None),
    ("от 40000", 40000, 40000, K.FROM, 40000, None),
    ("От\u00a040 000", 40000, 40000, K.FROM, 40000, None),
    ("до 40000", 40000, 40000, K.TO, None, 40000),
    ("40000", 40000, 40000, K.EXACT, 40000, 40000),
    (None, 40000, 40000, K.EXACT, 40000, 40000),
    (None, 30000, None, K.FROM, 30000, None),
    (None, 0, 30000, K.TO, None, 30000),
    (None, 0, 0, None, None, None),
    ("", None, None, None, None, None),
    ("от 40000", 0, 0, K.FROM, 40000, None),
    ("до 50 000 руб.", 0, 0, K.TO, None, 50000),
    ("от 40 000 до 60 000 руб.", 0, 0, K.RANGE, 40000, 60000),
    ("40–50 тыс. руб.", 0, 0, K.RANGE, 40000, 50000),
    ("30 000 сом в месяц", None, None, K.EXACT, 30000, 30000),
    ("30 000 сомдон", None, None, K.FROM, 30000, None),
    ("from 30000 KGS", None, None, K.FROM, 30000, None),
    ("по договоренности", 0, 0, K.NEGOTIABLE, None, None),
    ("оклад 30000 + премия 20 %", 0, 0, K.BY_AGREEMENT_TEXT, None, None),
    ("60000 - 40000", 0, 0, K.BY_AGREEMENT_TEXT, None, None),
    ("сдельно", None, None, K.BY_AGREEMENT_TEXT, None, None),
]


@pytest.mark.row("V-12", "V-13")
@pytest.mark.parametrize(("text", "low", "high", "kind", "least", "most"), CASES)
def test_pay_is_read_from_numbers_and_a_sentence(
    text: str | None, low: Number, high: Number, kind: PayKind | None, least: Number, most: Number
) -> None:
    assert read_pay(text, exact(low), exact(high)) == StatedPay(kind, exact(least), exact(most))


@pytest.mark.row("V-12")
@pytest.mark.parametrize(
    ("text", "low", "high", "expected", "doubt"),
    [
        ("от 30000", 50000, 20000, StatedPay(K.FROM, exact(30000), None, ("pay.order",)), "pay.order"),
        (None, -5, 30000, StatedPay(K.TO, None, exact(30000), ("pay.negative",)), "pay.negative"),
        (None, 10**10, None, StatedPay(None, None, None, ("pay.too_large",)), "pay.too_large"),
        ("от 70000", 30000, 0, StatedPay(K.FROM, exact(30000), None, ("pay.text_disagrees",)), "pay.text_disagrees"),
    ],
)
def test_what_does_not_fit_together_is_doubted(
    text: str | None, low: Number, high: Number, expected: StatedPay, doubt: str
) -> None:
    read = read_pay(text, exact(low), exact(high))
    assert read == expected
    assert doubt in read.doubts


def spelled(amount: int, rng: random.Random) -> str:
    """Write an amount as people do."""
    grouped = f"{amount:,}"
    return rng.choice([str(amount), grouped.replace(",", " "), grouped.replace(",", "\u00a0"), f"{amount},00"])


def sample(rng: random.Random) -> tuple[str | None, Decimal | None, Decimal | None, StatedPay]:
    """Make pay of a known kind, and say it in numbers, in a sentence, or in both; the answer is known beforehand."""
    low = rng.randrange(10_000, 90_000, 50)
    high = low + rng.randrange(50, 90_000, 50)
    tail = rng.choice(["", " руб.", " руб. в месяц", " сом", " ₽", " KGS"])
    kind = rng.choice([K.FROM, K.TO, K.EXACT, K.RANGE])
    least, most = {K.FROM: (low, None), K.TO: (None, high), K.EXACT: (low, low), K.RANGE: (low, high)}[kind]
    sentence = {
        K.FROM: f"{rng.choice(['от', 'От', 'from', 'не менее'])} {spelled(low, rng)}{tail}",
        K.TO: f"{rng.choice(['до', 'До', 'up to', 'не более'])} {spelled(high, rng)}{tail}",
        K.EXACT: f"{spelled(low, rng)}{tail}",
        K.RANGE: rng.choice(
            [
                f"от {spelled(low, rng)} до {spelled(high, rng)}{tail}",
                f"{spelled(low, rng)} – {spelled(high, rng)}{tail}",
                f"{spelled(low, rng)}-{spelled(high, rng)}{tail}",
            ]
        ),
    }[kind]
    answer = StatedPay(kind, exact(least), exact(most))
    nothing = rng.choice([None, Decimal(0)])
    how = rng.choice(["sentence", "numbers", "both", "from with equal bounds", "range with from"])
    if how == "sentence":
        return sentence, nothing, nothing, answer
    if how == "from with equal bounds":
        return f"от {spelled(low, rng)}{tail}", exact(low), exact(low), StatedPay(K.FROM, exact(low), None)
    if how == "range with from":
        return f"от {spelled(low, rng)}{tail}", exact(low), exact(high), StatedPay(K.RANGE, exact(low), exact(high))
    numbers = (nothing if least is None else exact(least), nothing if most is None else exact(most))
    return (sentence if how == "both" else None), *numbers, answer


@pytest.mark.row("V-12")
def test_no_sample_is_read_wrong() -> None:
    """V-12: 1,000 samples, 0 wrong."""
    rng = random.Random(12)
    samples = [sample(rng) for _ in range(count(300, proof=1_000))]
    assert [(t, lo, hi) for t, lo, hi, answer in samples if read_pay(t, lo, hi) != answer] == []


@pytest.mark.parametrize(("low", "high", "wide"), [(100, 200, False), (100, 201, True), (None, 201, False)])
def test_twice_the_lowest_is_the_widest_range(low: Number, high: Number, wide: bool) -> None:
    assert is_too_wide(exact(low), exact(high)) is wide


RATES = {"KGS": Decimal(1), "RUB": Decimal("1.10")}


@pytest.mark.row("V-12")
@pytest.mark.parametrize(
    ("period", "currency", "percent", "low"),
    [
        (PayPeriod.MONTH, "KGS", None, "1000.00"),
        (PayPeriod.MONTH, "RUB", None, "1100.00"),
        (PayPeriod.YEAR, "KGS", None, "83.33"),
        (PayPeriod.WEEK, "KGS", None, "4333.33"),
        (PayPeriod.HOUR, "KGS", 100, "173333.33"),
        (PayPeriod.HOUR, "KGS", 50, "86666.67"),
        (PayPeriod.HOUR, "KGS", None, None),
        (PayPeriod.DAY, "KGS", 100, "21666.67"),
        (PayPeriod.DAY, "KGS", None, None),
        (PayPeriod.PIECE, "KGS", 100, None),
        (PayPeriod.MONTH, "XXX", None, None),
    ],
)
def test_a_months_worth_follows_period_hours_and_currency(
    period: PayPeriod, currency: str, percent: Number, low: str | None
) -> None:
    pay = monthly(exact(1000), None, currency=currency, period=period, hours_percent=exact(percent), rate=RATES.get)
    assert pay.high is None
    assert pay.low == (None if low is None else Decimal(low))


@pytest.mark.row("V-12")
@pytest.mark.parametrize(
    ("hours", "low"),
    [
        ({}, "17333.33"),
        ({"time_band": "full_time"}, "17333.33"),
        ({"hours_percent_min": 50, "hours_percent_max": 75}, "13000.00"),
        ({"time_band": "part_time", "hours_percent_max": 50}, "8666.67"),
        ({"time_band": "part_time", "hours_percent_min": 50}, "8666.67"),
        ({"hours_percent_min": 50}, "8666.67"),
        ({"hours_percent_min": 0, "hours_percent_max": 0, "time_band": "part_time"}, None),
        ({"time_band": "part_time"}, None),
        ({"schedule": "part_day"}, None),
        ({"schedule": "part_day", "time_band": "full_time"}, "17333.33"),
    ],
)
def test_an_hours_pay_counts_for_the_stated_hours_and_for_no_others(hours: dict[str, Any], low: str | None) -> None:
    pay = {"pay_min": "100", "pay_currency": "KGS"}
    record = VacancyIn.model_validate({"title": "Швея", **pay, "pay_period": "hour", **hours})
    assert monthly_pay(record, NOON).low == (None if low is None else Decimal(low))
    by_month = VacancyIn.model_validate({"title": "Швея", **pay, "pay_period": "month", **hours})
    assert monthly_pay(by_month, NOON).low == Decimal("100.00"), "a month's pay is a month's pay"


@pytest.mark.row("SR-20")
@pytest.mark.parametrize(
    ("hours", "verdicts"),
    [
        ({"time_band": "full_time"}, [Verdict.SURE]),
        ({"hours_percent_min": 50}, [Verdict.SURE]),
        ({"time_band": "part_time"}, [Verdict.DOUBT]),
        ({}, [Verdict.DOUBT]),
    ],
)
def test_an_hours_pay_below_the_minimum_is_found_whatever_is_said_of_hours(
    hours: dict[str, Any], verdicts: list[Verdict]
) -> None:
    pay = {"pay_min": "5", "pay_max": "5", "pay_currency": "KGS", "pay_period": "hour"}
    found = findings_in(VacancyIn.model_validate({"title": "Швея", "language": "ru", **pay, **hours}), NOON)
    assert [finding.verdict for finding in found] == verdicts
