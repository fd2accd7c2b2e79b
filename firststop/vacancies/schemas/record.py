"""The fields of a vacancy. Absent means not known: never 0, never an empty text."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from firststop.core.money import currencies
from firststop.vacancies.enums import (
    ApplyKind,
    Bonus,
    Cefr,
    Contract,
    GroundKind,
    Housing,
    PayKind,
    PayPeriod,
    Remote,
    Schedule,
    SourceType,
    TimeBand,
)
from firststop.vacancies.schemas.texts import Formatted, Lines, Plain, Title

_BINARY = {float, bool}


def _decimal_text(value: Any) -> Any:
    """Let a decimal string through, or a Decimal of ours; a binary float never."""
    if type(value) in _BINARY:
        raise ValueError("money_is_text")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.port == 0:
        raise ValueError("web_address")
    return value


def _apply_link(value: str) -> None:
    try:
        _web_address(value)
    except ValueError as wrong:
        raise ValueError("apply_link") from wrong


def _in_utc(value: datetime) -> datetime:
    if not 1990 <= value.year <= 2100:
        raise ValueError("year")
    return value.astimezone(UTC)


def _known_currency(code: str) -> str:
    if code not in currencies():
        raise ValueError("currency")
    return code


def _without_blanks(given: Any, names: Iterable[str]) -> Any:
    """Take a blank text for what it is: nothing said."""
    if not isinstance(given, dict):
        return given
    return {name: value for name, value in given.items() if name not in names or not _is_blank(value)}


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal_text),
    Field(gt=0, max_digits=12, decimal_places=2),
    PlainSerializer(lambda amount: format(amount.quantize(Decimal("0.01")), "f"), return_type=str, when_used="json"),
]
Url = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True), AfterValidator(_web_address)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=rf"^{_EMAIL.pattern}$", strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(max_length=40, pattern=r"^[+(\d][\d\s()./-]{4,}$", strip_whitespace=True)]
#: A share of full time; a number in JSON, since it is no money.
Percent = Annotated[
    Decimal, Field(ge=0, le=100), PlainSerializer(_plain_number, return_type=int | float, when_used="json")
]
#: Years in which an ad can lie; beyond them a date is a slip, and some of them no database takes.
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Scheme = Annotated[str, StringConstraints(min_length=2, max_length=40)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3}|-[A-Z]{2})?$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, AfterValidator(_known_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]


class Part(BaseModel):
    """A part of the record: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def blank_is_absent(cls, given: Any) -> Any:
        """Take blank texts for absent."""
        return _without_blanks(given, cls.model_fields)


class PlaceIn(Part):
    """A place of work: our place code, or a name and the code of the source's list; degrees (WGS 84)."""

    scheme: Scheme | None = None
    code: Plain | None = None
    name: Plain | None = None
    region: Plain | None = None
    region_code: Plain | None = None
    municipality: Plain | None = None
    municipality_code: Plain | None = None
    address: Plain | None = None
    postcode: Plain | None = None
    country: Country | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    note: Plain | None = None

    @model_validator(mode="after")
    def names_a_place(self) -> Self:
        """Refuse an empty place, and half a coordinate."""
        if not (self.code or self.name or self.region or self.municipality or self.address or self.lat is not None):
            raise ValueError("place_empty")
        if (self.lat is None) != (self.lon is None):
            raise ValueError("place_half")
        return self


class SkillIn(Part):
    """A skill asked for: a concept id where it is known, else the words and the code of the source.

    `must` is null where nobody said whether it is a must.
    """

    id: uuid.UUID | None = None
    scheme: Scheme | None = None
    code: Plain | None = None
    name: Plain | None = None
    must: bool | None = None
    weight: Annotated[int, Field(ge=0, le=10)] | None = None

    @model_validator(mode="after")
    def names_a_skill(self) -> Self:
        """Refuse a skill without id and name."""
        if self.id is None and not self.name:
            raise ValueError("skill_empty")
        return self


class LanguageIn(Part):
    """A language asked for, with a CEFR level where one is stated; the words of the source where it is not mapped."""

    code: LanguageCode | None = None
    name: Plain | None = None
    cefr: Cefr | None = None
    must: bool | None = None
    weight: Annotated[int, Field(ge=0, le=10)] | None = None


class OccupationCode(Part):
    """An occupation in somebody's list, kept as it came."""

    scheme: Scheme
    code: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    label: Plain | None = None


class ApplyChannel(Part):
    """A way to apply; what `value` must look like follows from `kind`."""

    kind: ApplyKind
    value: Annotated[str, StringConstraints(max_length=2000)] | None = None
    label: Plain | None = None

    @model_validator(mode="after")
    def value_fits_kind(self) -> Self:
        """Refuse an address, number or link that cannot be one."""
        value = (self.value or "").strip()
        if self.kind is ApplyKind.URL:
            _apply_link(value)
        elif self.kind is ApplyKind.EMAIL and not _EMAIL.fullmatch(value):
            raise ValueError("email_address")
        elif self.kind is ApplyKind.PHONE and sum(letter.isdigit() for letter in value) < 5:
            raise ValueError("phone_number")
        elif self.kind in (ApplyKind.POST, ApplyKind.IN_PERSON) and not value:
            raise ValueError("apply_address")
        return self


class GroundIn(Part):
    """Why the law lets an ad say what a rule of wording asks about; a moderator reads it before anybody else."""

    rule: Annotated[str, StringConstraints(pattern=r"^wording\.[a-z_]{2,30}$")]
    kind: GroundKind
    text: Annotated[Lines, StringConstraints(min_length=15, max_length=1_000)]


class ContactIn(Part):
    """Whom to ask. Kept apart from the record, and only while the vacancy is open."""

    name: Plain | None = None
    role: Plain | None = None
    phone: Phone | None = None
    email: Email | None = None


class VacancyFields(BaseModel):
    """The fields of a vacancy's content, in the order of the record."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    reference: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None
    source_type: SourceType | None = None
    original_url: Url | None = None
    language: LanguageCode | None = None
    title: Title | None = None
    description: Formatted | None = None
    tasks: Lines | None = None
    requirements_text: Lines | None = None
    conditions: Lines | None = None
    benefits: Lines | None = None
    bonus: list[Bonus] | None = None
    employer_number: Plain | None = None
    employer_number_scheme: Plain | None = None
    employer_name: Plain | None = None
    unit: Plain | None = None
    employer_about: Lines | None = None
    employer_site: Url | None = None
    employer_logo: Url | None = None
    industry: Plain | None = None
    employer_size: Plain | None = None
    openings: Annotated[int, Field(ge=1, le=10_000)] | None = None
    occupation: uuid.UUID | None = None
    occupation_codes: Annotated[list[OccupationCode], Field(max_length=20)] | None = None
    occupation_field: Plain | None = None
    skills: Annotated[list[SkillIn], Field(max_length=100)] | None = None
    languages: Annotated[list[LanguageIn], Field(max_length=20)] | None = None
    working_language: LanguageCode | None = None
    experience_months: Annotated[int, Field(ge=0, le=720)] | None = None
    experience_required: bool | None = None
    experience_replaces_education: bool | None = None
    education: Annotated[int, Field(ge=0, le=8)] | None = None
    education_text: Plain | None = None
    licences: (
        Annotated[list[Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,6}$")]], Field(max_length=20)] | None
    ) = None
    own_car: bool | None = None
    other_demands: Annotated[list[Plain], Field(max_length=20)] | None = None
    contract: Contract | None = None
    duration: Plain | None = None
    schedule: Schedule | None = None
    time_band: TimeBand | None = None
    hours_percent_min: Percent | None = None
    hours_percent_max: Percent | None = None
    start_date: Day | None = None
    immediate: bool | None = None
    pay_kind: PayKind | None = None
    pay_text: Plain | None = None
    pay_min: Amount | None = None
    pay_max: Amount | None = None
    pay_currency: Currency | None = None
    pay_period: PayPeriod | None = None
    gross: bool | None = None
    places: Annotated[list[PlaceIn], Field(max_length=50)] | None = None
    remote: Remote | None = None
    applicant_area: Plain | None = None
    housing_type: Housing | None = None
    quota: bool | None = None
    lawful_grounds: Annotated[list[GroundIn], Field(max_length=12)] | None = None
    protected_groups: Annotated[list[Plain], Field(max_length=20)] | None = None
    apply_channels: Annotated[list[ApplyChannel], Field(max_length=10)] | None = None
    apply_reference: Plain | None = None
    contacts: Annotated[list[ContactIn], Field(max_length=10)] | None = None
    published_at: Moment | None = None
    modified_at: Moment | None = None
    apply_by: Moment | None = None
    expires_at: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def blank_is_absent(cls, given: Any) -> Any:
        """Take blank texts for absent."""
        return _without_blanks(given, cls.model_fields)

    @model_validator(mode="after")
    def bounds_in_order(self) -> Self:
        """Refuse swapped bounds and money without its currency."""
        if self.pay_min is not None and self.pay_max is not None and self.pay_min > self.pay_max:
            raise ValueError("pay_order")
        if (self.pay_min is not None or self.pay_max is not None) and self.pay_currency is None:
            raise ValueError("pay_currency")
        low, high = self.hours_percent_min, self.hours_percent_max
        if low is not None and high is not None and low > high:
            raise ValueError("hours_order")
        return self


class VacancyIn(VacancyFields):
    """A vacancy as it comes in by any door: nothing is one without a title."""

    title: Title

    def content(self) -> dict[str, Any]:
        """Return the record as it is kept: JSON values, what is absent left out, contacts apart."""
        return self.model_dump(mode="json", exclude_none=True, exclude={"contacts"})

    def digest(self) -> str:
        """Return what names this content, contacts included; times of intake do not count."""
        return digest_of(self.model_dump(mode="json", exclude_none=True))


def digest_of(said: dict[str, Any]) -> str:
    """Return what names a content that is given as JSON values."""
    kept = {name: value for name, value in said.items() if name != "modified_at"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def latest(*moments: datetime | None) -> datetime | None:
    """Return the latest of the moments that are known."""
    return max((moment for moment in moments if moment is not None), default=None)
