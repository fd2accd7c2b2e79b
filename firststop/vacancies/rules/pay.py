"""Pay as it is compared: a monthly amount in one currency, None where it cannot be known."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from firststop.vacancies.enums import PayKind, PayPeriod, Schedule, TimeBand
from firststop.vacancies.rules.pay_reading import read_pay
from firststop.vacancies.schemas import VacancyIn

WEEKS_A_MONTH = Decimal(52) / 12
HOURS_A_WEEK = Decimal(40)
DAYS_A_WEEK = Decimal(5)
FULL_TIME = Decimal(100)
#: A maximum over twice the minimum tells people nothing (features V-11).
WIDEST_RANGE = 2

Rate = Callable[[str], Decimal | None]


@dataclass(frozen=True, slots=True)
class MonthlyPay:
    """Bounds of pay a month; None where not stated or not comparable."""

    low: Decimal | None
    high: Decimal | None


def share_of_week(record: VacancyIn) -> Decimal | None:
    """Return the share of a full week that a record states, in percent: the most of it, else the least.

    A week of which nothing is said is a full one; of one that is part of a week nobody knows how much it is.
    """
    if stated := record.hours_percent_max or record.hours_percent_min:
        return stated
    is_part = record.time_band is TimeBand.PART_TIME or (
        record.time_band is None and record.schedule is Schedule.PART_DAY
    )
    return None if is_part else FULL_TIME


def months_in(period: PayPeriod | None, hours_percent: Decimal | None) -> Decimal | None:
    """Return how many payments of `period` make a month; None for a piece or a shift, whose number is not known.

    An hour's and a day's pay count for the share of a full week, 40 hours on 5 days; None where that is not known.
    """
    if period in (PayPeriod.HOUR, PayPeriod.DAY) and hours_percent is None:
        return None
    share = (hours_percent or FULL_TIME) / 100
    return {
        PayPeriod.HOUR: HOURS_A_WEEK * WEEKS_A_MONTH * share,
        PayPeriod.DAY: DAYS_A_WEEK * WEEKS_A_MONTH * share,
        PayPeriod.WEEK: WEEKS_A_MONTH,
        PayPeriod.MONTH: Decimal(1),
        PayPeriod.YEAR: Decimal(1) / 12,
    }.get(period or PayPeriod.MONTH)


def monthly(
    low: Decimal | None,
    high: Decimal | None,
    *,
    currency: str | None,
    period: PayPeriod | None,
    hours_percent: Decimal | None,
    rate: Rate,
) -> MonthlyPay:
    """Return pay a month in the country's currency, in whole minor units; `rate` gives a currency's worth or None."""
    factor, worth = months_in(period, hours_percent), rate(currency) if currency else None
    if factor is None or worth is None:
        return MonthlyPay(None, None)
    step = Decimal("0.01")
    low_month, high_month = (
        None if bound is None else (bound * factor * worth).quantize(step, ROUND_HALF_UP) for bound in (low, high)
    )
    return MonthlyPay(low_month, high_month)


def kind_of(low: Decimal | None, high: Decimal | None, text: str | None) -> PayKind | None:
    """Return what is said about pay: numbers win over the sentence, and zero means not stated."""
    return read_pay(text, low, high).kind


def is_too_wide(low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a range is wider than twice its minimum."""
    return low is not None and high is not None and high > WIDEST_RANGE * low
