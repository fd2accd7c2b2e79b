"""One country as the rest of Firststop asks it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import PhoneNumberFormat

from firststop import countries
from firststop.core.calendar import WorkingCalendar
from firststop.core.country.legal_days import DaysThat, LegalDaysOfYears
from firststop.core.country.reading import PackError, PlaceTable, read_list, read_places, read_yaml
from firststop.core.country.records import (
    Currency,
    Exchange,
    Facts,
    Holiday,
    Item,
    MinimumWage,
    NumberScheme,
    Office,
    Pay,
    PayBand,
    PlaceRow,
    named,
)
from firststop.core.money import Money

FOLDER = Path(countries.__file__).parent


@dataclass(frozen=True)
class CountryPack:
    """A country; every answer comes from its files. Amounts without a currency are in its own."""

    code: str
    folder: Path
    facts: Facts
    pay: Pay
    exchange: Exchange
    offices: tuple[Office, ...]
    legal_days: LegalDaysOfYears
    place_rows: tuple[PlaceRow, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes in the order in which they are offered."""
        return self.facts.languages.all

    @property
    def state_language(self) -> str:
        """The language that the law makes obligatory."""
        return self.facts.languages.state

    @property
    def currency(self) -> Currency:
        """Its currency."""
        return self.facts.currency

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone in which legal days begin and end."""
        return self.facts.time_zone.zone

    @property
    def number_schemes(self) -> tuple[NumberScheme, ...]:
        """The numbers of persons and enterprises here."""
        return self.facts.numbers

    @property
    def name_order(self) -> tuple[str, ...]:
        """The order of family, given and patronymic."""
        return self.facts.name_order.order

    def name(self, language: str) -> str:
        """Return the country's name in a language."""
        return named(self.facts.name.names, language)

    def places(self) -> Iterator[PlaceRow]:
        """Yield the places in the order of the file."""
        return iter(self.place_rows)

    def holidays(self, year: int) -> tuple[Holiday, ...]:
        """Return the public holidays of a year, and the weekend days worked instead, in order."""
        return self.legal_days.of(year)

    def calendar(self, closures: frozenset[date] = frozenset()) -> WorkingCalendar:
        """Return the working calendar, with the closures of an office."""
        weekend = frozenset(range(1, 8)) - self.facts.week.working_days
        return WorkingCalendar(
            DaysThat(self.legal_days, works=False), weekend, closures, DaysThat(self.legal_days, works=True)
        )

    def minimum_wage(self, on: date) -> MinimumWage | None:
        """Return the lowest pay per month that holds on a day; None where the pack does not know it."""
        return max((w for w in self.pay.minimum_wage if w.since <= on), key=lambda w: w.since, default=None)

    def pay_bands(self) -> Mapping[str, PayBand]:
        """Return usual pay per month by ISCO-08 major group."""
        return {band.isco: band for band in self.pay.bands}

    def rate(self, currency: str, on: date) -> Decimal | None:
        """Return what one unit of a currency is worth on a day; None where the pack does not know it."""
        if currency == self.currency.code:
            return Decimal(1)
        known = [t for t in self.exchange.tables if t.since <= on and currency in t.rates]
        return max(known, key=lambda t: t.since).rates[currency] if known else None

    def in_own_currency(self, money: Money, on: date) -> Money | None:
        """Return an amount in the country's currency, unrounded, to compare pay only; None without a rate."""
        rate = self.rate(money.currency, on)
        return None if rate is None else Money(money.amount * rate, self.currency.code)

    def format_name(self, *, family: str, given: str, patronymic: str = "") -> str:
        """Return a person's name as it is said here; a part that this country does not use is left out."""
        parts = {"family": family, "given": given, "patronymic": patronymic}
        return " ".join(parts[part].strip() for part in self.name_order if parts[part].strip())

    def normalise_phone(self, text: str) -> str | None:
        """Return a telephone number, as people write it here, in E.164; None when there is no such number."""
        number = self._parse_phone(text)
        return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None

    def display_phone(self, text: str) -> str:
        """Return a number grouped for reading, with its country code; what is no number stays as it is."""
        number = self._parse_phone(text)
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else text

    def marks(self, on: date) -> Iterator[tuple[str, Item]]:
        """Yield every item by name with kind and source, for the page that says where things come from.

        Of the minimum wage and of the rates, those of the day `on`.
        """
        for name, fact in vars(self.facts).items():
            if isinstance(fact, Item):
                yield name, fact
        yield from ((scheme.code, scheme) for scheme in self.facts.numbers)
        yield from self.facts.files.items()
        tables = [table for table in self.exchange.tables if table.since <= on]
        if tables:
            yield "rates", max(tables, key=lambda table: table.since)
        wage = self.minimum_wage(on)
        if wage:
            yield "minimum_wage", wage

    def attributions(self) -> tuple[str, ...]:
        """Return the words that licences of the pack's data want to be shown."""
        return tuple(file.attribution for file in self.facts.files.values() if file.attribution)

    def _parse_phone(self, text: str) -> phonenumbers.PhoneNumber | None:
        for written in (text, f"+{text.strip()}"):
            try:
                number = phonenumbers.parse(written, self.facts.phone.region)
            except phonenumbers.NumberParseException:
                continue
            own = written == text or number.country_code == self.facts.phone.calling_code
            if own and phonenumbers.is_valid_number(number) and not number.extension:
                return number
        return None


def available() -> tuple[str, ...]:
    """Return the codes of the packs that are installed."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/pack.yaml")))


@cache
def load_pack(code: str) -> CountryPack:
    """Return a country. LookupError names the nearest code when there is none; PackError what is wrong."""
    if code not in available():
        near = get_close_matches(code.lower(), available(), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(available())}"
        raise LookupError(f"there is no country pack {code!r}; {hint}")
    return read_pack(FOLDER / code)


def read_pack(folder: Path) -> CountryPack:
    """Read a pack from any folder. PackError names file, row and field of the first thing wrong."""
    facts = read_yaml(folder / "pack.yaml", Facts)
    places = read_places(folder / "places.csv")
    if places.errors:
        raise places.errors[0]
    own_days = read_list(folder / "calendar.csv", Holiday)
    return CountryPack(
        code=folder.name,
        folder=folder,
        facts=facts,
        pay=read_yaml(folder / "pay.yaml", Pay),
        exchange=read_yaml(folder / "exchange.yaml", Exchange),
        offices=_offices(folder, places),
        legal_days=LegalDaysOfYears(facts.calendar.library, own_days, facts.languages.all, facts.calendar),
        place_rows=places.rows,
    )


def _offices(folder: Path, places: PlaceTable) -> tuple[Office, ...]:
    offices = read_list(folder / "offices.csv", Office)
    codes = {place.code for place in places.rows}
    for number, office in enumerate(offices, start=2):
        if office.place not in codes:
            problem = f"there is no place {office.place!r}"
            raise PackError(f"{folder.name}/offices.csv", number, "place", problem)
    return offices
