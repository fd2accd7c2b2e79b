"""What stands in a country pack, as frozen records; pydantic validates them while reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, ConfigDict, Field

from firststop.core.folding import fold

Kind = Literal["real", "demonstration"]
PlaceKind = Literal["region", "district", "settlement"]
PayPeriod = Literal["hour", "day", "shift", "week", "month", "year", "piece"]
Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Names = Annotated[dict[str, Text], Field(min_length=1)]
Amount = Annotated[Decimal, Field(gt=0)]

#: From the widest to the narrowest; a place lies in a wider one.
PLACE_KINDS: tuple[PlaceKind, ...] = ("region", "district", "settlement")


def named(names: Mapping[str, str], language: str) -> str:
    """Return the name in a language, else in English, else in whatever the pack has."""
    return names.get(language) or names.get("en") or next(iter(names.values()))


@dataclass(frozen=True, kw_only=True)
class Item:
    """Anything in a pack: real with its source, or made for the demonstration. Unknown keys are refused."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    kind: Kind
    source: Text


@dataclass(frozen=True, kw_only=True)
class CountryName(Item):
    """What the country is called, by language."""

    names: Names


@dataclass(frozen=True, kw_only=True)
class Languages(Item):
    """Languages in the order in which they are offered; the law names the state and the official ones."""

    state: str
    official: tuple[str, ...]
    all: tuple[str, ...]

    def __post_init__(self) -> None:
        if not {self.state, *self.official} <= set(self.all):
            raise ValueError("`all` holds the state and the official languages too")


@dataclass(frozen=True, kw_only=True)
class Currency(Item):
    """ISO 4217 code, minor digits, and the word people say, by language."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    digits: Annotated[int, Field(ge=0, le=3)]
    words: Names


@dataclass(frozen=True, kw_only=True)
class TimeZone(Item):
    """The zone in which legal days begin and end."""

    name: str

    def __post_init__(self) -> None:
        if self.name not in available_timezones():
            raise ValueError("name is not a zone of the IANA database")

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.name)


@dataclass(frozen=True, kw_only=True)
class Phone(Item):
    """How local numbers are read: region as libphonenumber knows it, and calling code."""

    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    calling_code: int


@dataclass(frozen=True, kw_only=True)
class NameOrder(Item):
    """The order in which the parts of a name are said in public."""

    order: Annotated[tuple[Literal["family", "given", "patronymic"], ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class PayPeriods(Item):
    """Pay periods as advertised here, the most usual first."""

    usual: Annotated[tuple[PayPeriod, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class Week(Item):
    """ISO weekdays (1 = Monday) that are worked."""

    working_days: Annotated[frozenset[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class Telephone(Item):
    """The number of the service itself; None until it has one."""

    number: str | None


@dataclass(frozen=True, kw_only=True)
class LegalDays(Item):
    """The library calendar that public holidays come from; None when calendar.csv alone has them."""

    library: str | None


@dataclass(frozen=True, kw_only=True)
class NumberScheme(Item):
    """A number that persons or enterprises have here; `firststop.core.identifiers` checks it."""

    code: Code
    of: Literal["person", "enterprise"]
    names: Names


@dataclass(frozen=True, kw_only=True)
class DataFile(Item):
    """A file of the pack, and the words its licence wants to be shown."""

    attribution: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All of pack.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: CountryName
    languages: Languages
    currency: Currency
    time_zone: TimeZone
    phone: Phone
    name_order: NameOrder
    pay_periods: PayPeriods
    week: Week
    telephone: Telephone
    calendar: LegalDays
    numbers: tuple[NumberScheme, ...]
    files: dict[str, DataFile]


def _fits_folded(name: str) -> str:
    """Refuse a name that is too long as it is compared: folding makes some letters two, or eighteen."""
    if len(fold(name)) > LONGEST_NAME:
        raise ValueError("the name is too long")
    return name


#: How long the columns of the table of places are.
LONGEST_NAME = 120
PlaceCode = Annotated[Code, Field(max_length=40)]
PlaceText = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_fits_folded)]
PlaceLanguage = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRow:
    """One place of the tree. Unknown is None; a place that ended names what stands for it now."""

    code: PlaceCode
    kind: PlaceKind
    names: Annotated[dict[PlaceLanguage, PlaceText], Field(min_length=1)]
    source: Annotated[str, Field(min_length=1, max_length=120)]
    parent: PlaceCode | None = None
    alt_names: tuple[PlaceText, ...] = ()
    iso3166_2: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    nuts: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z0-9]{0,3}$")] | None = None
    national_code: Annotated[str, Field(max_length=20)] | None = None
    geonameid: int | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    population: Annotated[int, Field(ge=0, le=2_147_483_647)] | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: PlaceCode | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon are known together or not at all")
        if self.since and self.until and self.until <= self.since:
            raise ValueError("until is after since")


@dataclass(frozen=True, kw_only=True, slots=True)
class Holiday:
    """A day that the week does not tell: off, or worked by decree (then often nameless).

    Estimated until it is announced.
    """

    day: date
    works: bool
    names: dict[str, Text]
    estimated: bool
    kind: Kind
    source: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An employment office and the code of its place."""

    code: Code
    place: Code
    names: Names
    kind: Kind
    source: Text


@dataclass(frozen=True, kw_only=True)
class MinimumWage(Item):
    """The lowest pay per month from a day on, in the country's currency."""

    since: date
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class PayBand:
    """Usual pay per month of an ISCO-08 major group, in the country's currency."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    isco: Annotated[str, Field(pattern=r"^[0-9]$")]
    low: Amount
    high: Amount

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low is not above high")


@dataclass(frozen=True, kw_only=True)
class Pay:
    """All of pay.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    minimum_wage: tuple[MinimumWage, ...]
    bands: tuple[PayBand, ...]


@dataclass(frozen=True, kw_only=True)
class RateTable(Item):
    """What one unit of each currency is worth in the country's own, from a day on."""

    since: date
    rates: dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Amount]


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """All of exchange.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    tables: tuple[RateTable, ...]
