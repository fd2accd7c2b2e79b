"""Money: a decimal amount with its currency. Never binary floating point."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from babel.core import get_global

#: ISO 4217 minor-unit digits where they are not two.
DIGITS = {"BIF": 0, "CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "JOD": 3, "KWD": 3, "TND": 3}


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of the currencies that are legal tender somewhere today (Unicode CLDR)."""
    lands = get_global("territory_currencies").values()
    return frozenset(code for land in lands for code, _since, until, tender in land if tender and until is None)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount is finite")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError("a currency is three capital letters (ISO 4217)")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> "Money":
        """Return money from a decimal string, whole number or Decimal; ValueError for anything else."""
        try:
            return cls(Decimal(amount), currency)
        except InvalidOperation as wrong:
            raise ValueError(f"{amount!r} is not a decimal amount") from wrong

    def rounded(self) -> "Money":
        """Return the amount in whole minor units, exact halves away from zero."""
        step = Decimal(1).scaleb(-DIGITS.get(self.currency, 2))
        return Money(self.amount.quantize(step, rounding=ROUND_HALF_UP), self.currency)

    def as_text(self) -> str:
        """Return the amount as the decimal string that JSON and CSV carry, with the currency's digits."""
        return format(self.rounded().amount, "f")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def times(self, factor: int | Decimal) -> "Money":
        """Return the exact product; rounding is the caller's, by name."""
        return Money(self.amount * factor, self.currency)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other
