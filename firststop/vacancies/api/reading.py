"""Vacancies over HTTP, to read: a search with its counts, what changed in a window of time, one vacancy."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from firststop.accounts.enums import KeyScope
from firststop.core.api import also
from firststop.core.country import load_pack
from firststop.core.refusals import Code, not_found, refuse
from firststop.taxonomy.queries import names_of, places_meant
from firststop.vacancies import changed, finding
from firststop.vacancies.api.keys import ApiKey
from firststop.vacancies.api.router import router
from firststop.vacancies.completeness import Completeness, completeness
from firststop.vacancies.enums import (
    AdStatus,
    Contract,
    Housing,
    ProtectedGroup,
    Remote,
    Schedule,
    SourceType,
    TimeBand,
)
from firststop.vacancies.forms.finding import USUAL_KM
from firststop.vacancies.queries import VacancyCard, ended_vacancy, public_cards, public_vacancy, vacancy_card
from firststop.vacancies.schemas import record_json_schema
from firststop.vacancies.search import Circle, Group, SearchRefusedError, Sort
from firststop.vacancies.search import Query as Search
from firststop.vacancies.services import reasons_of

#: The ways into an operation that a key opens further, in the words of OpenAPI.
KEY_OR_NONE: list[dict[str, list[str]]] = [{ApiKey.__name__: []}, {}]
Word = Annotated[str, Field(min_length=1, max_length=60)]


class CardOut(Schema):
    """A vacancy in a list. Pay is a month's, a decimal string in `pay_currency`, the country's; null if not known."""

    id: uuid.UUID
    version: int
    title: str
    language: str
    employer_name: str
    establishment: uuid.UUID
    occupation: uuid.UUID | None
    places: list[str]
    openings: int
    pay_month_min: str | None
    pay_month_max: str | None
    pay_currency: str | None
    published_at: datetime | None
    apply_by: datetime | None
    source_type: SourceType
    original_url: str | None
    distance_km: float | None


class RemovedOut(Schema):
    """A vacancy that everybody could see and that nobody shall see any more: delete your copy."""

    id: uuid.UUID
    at: str


class VacanciesOut(Schema):
    """A page of a search or of a window; `next` is the cursor of the page behind it, null on the last one.

    Of a window nothing is counted but its `total`; `removed` belongs to it, and `until` is where it ends and the next
    one begins, to the microsecond.
    """

    total: int
    unknown_pay: int | None
    facets: dict[str, dict[str, int]]
    vacancies: list[CardOut]
    removed: list[RemovedOut] = []
    until: str | None = None
    next: str | None


class VacancyOut(Schema):
    """A vacancy with its whole record, contacts left out.

    Its owner's key is told more of it: where it is while nobody else sees it, and the `problems` that hold it back.
    """

    card: CardOut
    record: dict[str, Any]
    status: AdStatus
    problems: list[dict[str, Any]] = []


class SearchIn(Schema):
    """What a search may ask for. Several values of one name widen it, several names narrow it."""

    q: str = Field("", max_length=400, description="Words of any loaded language; -word leaves ads with it out.")
    exclude: list[Word] = Field([], max_length=10, description="Words that no ad may hold.")
    place: str = Field("", max_length=120, description="A place code or name.")
    km: int | None = Field(None, ge=1, le=500, description="Around a settlement; 30 where nothing is said.")
    occupation: uuid.UUID | None = None
    skill: list[uuid.UUID] = Field([], max_length=10, description="Any of these is asked for.")
    contract: list[Contract] = []
    schedule: list[Schedule] = []
    time_band: list[TimeBand] = []
    remote: list[Remote] = []
    housing: list[Housing] = []
    experience: Literal["none"] | None = Field(None, description="No experience needed.")
    group: list[ProtectedGroup] = Field([], description="Kept for one of these groups, by a quota or otherwise.")
    quota: bool = Field(False, description="Only places that are kept by a quota.")  # noqa: FBT003 - a default
    hours_from: int | None = Field(None, ge=0, le=100, description="Percent of full time.")
    hours_to: int | None = Field(None, ge=0, le=100, description="Percent of full time.")
    pay_from: Decimal | None = Field(None, ge=0, description="A month's pay in the country's currency.")
    unknown_pay: Literal["keep", "drop"] = "keep"
    days: int | None = Field(None, ge=1, le=365, description="Posted within so many days.")
    minutes: int | None = Field(None, ge=1, le=525_600, description="Posted within so many minutes.")
    sort: Sort = Sort.RELEVANCE
    size: int = Field(20, ge=1, le=100)
    after: str = Field("", max_length=400, description="The cursor of the page before.")
    modified_since: datetime | None = Field(
        None, description="Changed at this moment or later; UTC unless it names its zone. A window is read whole."
    )
    modified_until: datetime | None = Field(None, description="Changed before this moment.")


@router.get("/vacancies", response=VacanciesOut, auth=None)
def search_vacancies(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """Search the public vacancies, or read all that changed in a window of time, ended ones included."""
    if changed.is_window(request.GET.keys()):
        since, until = asked.modified_since, asked.modified_until
        return _window_out(changed.changed_page(since, until, size=asked.size, after=asked.after))
    language = get_language() or "en"
    try:
        search = _search_of(asked, language)
    except SearchRefusedError as no:
        raise finding.refusal(no) from no
    results = finding.search(search, language=language, now=timezone.now())
    cards = public_cards(uuid.UUID(hit.id) for hit in results.hits)
    shown = [(cards[uuid.UUID(hit.id)], hit) for hit in results.hits if uuid.UUID(hit.id) in cards]
    return {
        "total": results.total,
        "unknown_pay": results.unknown_pay,
        "facets": {str(group): dict(counts) for group, counts in results.facets.items()},
        "vacancies": [card_out(card, hit.distance_km) for card, hit in shown],
        "next": results.next_cursor or None,
    }


def _search_of(asked: SearchIn, language: str) -> Search:
    groups: dict[Group, list[str]] = {
        Group.CONTRACT: [str(value) for value in asked.contract],
        Group.SCHEDULE: [str(value) for value in asked.schedule],
        Group.TIME_BAND: [str(value) for value in asked.time_band],
        Group.REMOTE: [str(value) for value in asked.remote],
        Group.HOUSING: [str(value) for value in asked.housing],
        Group.EXPERIENCE: [asked.experience] if asked.experience else [],
        Group.QUOTA: ["yes"] if asked.quota else [],
        Group.OCCUPATION: [str(asked.occupation)] if asked.occupation else [],
        Group.SKILL: _skills(asked.skill, language),
        Group.PROTECTED: [str(value) for value in asked.group],
    }
    near = _near(asked.place, asked.km or USUAL_KM, groups, language)
    if asked.km is not None and near is None:
        sentence, hint = _("A distance needs a town to count it from."), _("Name a settlement as the place.")
        raise refuse(Code.INVALID_VALUE, "km.needs_town", sentence, pointer="/km", hint=hint)
    return Search(
        text=asked.q, filters={group: values for group, values in groups.items() if values}, near=near,
        pay_from=asked.pay_from, keep_unknown_pay=asked.unknown_pay == "keep", hours=_hours(asked),
        posted_within=_posted_within(asked), excluded=tuple(asked.exclude), sort=asked.sort, size=asked.size,
        cursor=asked.after,
    )  # fmt: skip


def _skills(asked: list[uuid.UUID], language: str) -> list[str]:
    if asked and set(asked) - names_of(asked, language).keys():
        hint = _("Take its identifier from /api/v1/skills.")
        raise refuse(Code.INVALID_VALUE, "skill.unknown", _("We do not know this skill."), pointer="/skill", hint=hint)
    return [str(key) for key in asked]


def _hours(asked: SearchIn) -> tuple[int, int] | None:
    if asked.hours_from is None and asked.hours_to is None:
        return None
    return asked.hours_from or 0, 100 if asked.hours_to is None else asked.hours_to


def _posted_within(asked: SearchIn) -> timedelta | None:
    spans = [timedelta(days=asked.days)] if asked.days else []
    spans += [timedelta(minutes=asked.minutes)] if asked.minutes else []
    return min(spans, default=None)


def _window_out(page: changed.ChangedPage) -> dict[str, Any]:
    return {
        "total": page.total, "unknown_pay": None, "facets": {}, "vacancies": [card_out(card) for card in page.cards],
        "removed": [{"id": each.subject, "at": each.at.isoformat()} for each in page.removed],
        "until": page.until.isoformat(),
        "next": page.next or None,
    }  # fmt: skip


class SourceOut(Schema):
    """A source's public vacancies, and how many of them have a text, a lowest pay, a highest pay, and skills."""

    source: str
    vacancies: int
    text: int
    pay_min: int
    pay_max: int
    skills: int


@router.get("/vacancies/sources", response=list[SourceOut], auth=None)
def get_sources(request: HttpRequest) -> list[Completeness]:
    """Return how complete the public vacancies of each source are; `firststop` is what was sent to this service."""
    return completeness()


@router.get(
    "/vacancies/{uuid:vacancy}", response=VacancyOut, auth=None, openapi_extra={"security": KEY_OR_NONE, **also(410)}
)
def get_vacancy(request: HttpRequest, vacancy: uuid.UUID) -> dict[str, Any]:
    """Return a public vacancy; one that has ended answers 410 and says nothing of what it was.

    A key of its firm that may read gets it in whatever state, with the problems that hold it back.
    """
    own = _own(request, vacancy)
    if own is not None:
        problems = [problem.as_json() for problem in reasons_of(own, timezone.now())]
        return {"card": card_out(own), "record": own.record, "status": own.status, "problems": problems}
    card = public_vacancy(vacancy)
    if card is None and ended_vacancy(vacancy) is not None:
        raise refuse(Code.GONE, "vacancy.ended", _("This vacancy has ended."), hint=_("Search for others."))
    if card is None:
        raise not_found(_("There is no such vacancy."))
    return {"card": card_out(card), "record": card.record, "status": card.status}


@router.get("/schemas/vacancy-record", response=dict[str, Any], auth=None)
def get_record_schema(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON Schema of the lines that an import writes with `--records`."""
    return record_json_schema()


def _own(request: HttpRequest, vacancy: uuid.UUID) -> VacancyCard | None:
    """Return a vacancy of the firm whose key came along; a key to try it out reads what was sent with one."""
    holder = ApiKey()(request)
    card = vacancy_card(vacancy) if holder else None
    if holder is None or card is None or card.organisation != holder.organisation:
        return None
    return card if holder.may(KeyScope.VACANCIES_TEST if card.is_test else KeyScope.VACANCIES_READ) else None


def card_out(card: VacancyCard, distance_km: float | None = None) -> dict[str, Any]:
    """Return a card as JSON values."""
    return {
        "id": str(card.id),
        "version": card.version,
        "title": card.title,
        "language": card.language,
        "employer_name": card.employer_name,
        "establishment": str(card.establishment),
        "occupation": str(card.occupation) if card.occupation else None,
        "places": list(card.places),
        "openings": card.openings,
        "pay_month_min": _money(card.pay_month_min),
        "pay_month_max": _money(card.pay_month_max),
        "pay_currency": _currency() if card.pay_month_min or card.pay_month_max else None,
        "published_at": card.published_at,
        "apply_by": card.apply_by,
        "source_type": card.source_type,
        "original_url": card.original_url,
        "distance_km": distance_km,
    }


def _currency() -> str:
    return load_pack(settings.COUNTRY).currency.code


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _near(place: str, km: int, groups: dict[Group, list[str]], language: str) -> Circle | None:
    if not place:
        return None
    found = places_meant(place, language)
    if len(found) > 1:
        offered = "; ".join(f"{it.code} ({it.full_name}, {it.kind})" for it in found)
        hint = _("Write the identifier of the one you mean: {offered}.").format(offered=offered)
        raise refuse(
            Code.INVALID_VALUE, "name.several", _("Several places have this name."), pointer="/place", hint=hint
        )
    if not found:
        raise refuse(Code.INVALID_VALUE, "place.unknown", _("We do not know this place."), pointer="/place")
    known = found[0]
    if known.lat is not None and known.lon is not None and known.kind == "settlement":
        return Circle(known.lat, known.lon, km)
    groups[Group.PLACE] = [known.code]
    return None
