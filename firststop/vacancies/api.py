"""Vacancies over HTTP: search, read, send one or up to 100, stop, reopen, delete."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Body, Query, Router, Schema
from ninja.security import HttpBearer
from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from firststop.accounts.enums import KeyScope
from firststop.accounts.queries import KeyHolder, key_holder
from firststop.accounts.services import hold_key
from firststop.core.actor import Actor, ActorKind
from firststop.core.answers import problem_document
from firststop.core.history import name_actor
from firststop.core.idempotency import answer_once, digest_of
from firststop.core.refusals import Code, Problem, Refused, not_found, refuse
from firststop.employers.queries import establishments_of
from firststop.taxonomy.queries import places, suggest_places
from firststop.vacancies import changed, finding
from firststop.vacancies.enums import AdStatus, Contract, IntakeResult, Remote, Schedule
from firststop.vacancies.queries import (
    VacancyCard,
    ended_vacancy,
    is_test_vacancy,
    public_cards,
    public_vacancy,
    receipt_facts,
)
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.search import Circle, Group, SearchRefusedError, Sort
from firststop.vacancies.search import Query as Search
from firststop.vacancies.services import Receipt, delete_vacancy, post_vacancy, reopen_vacancy, stop_vacancy

router = Router(tags=["vacancies"])
MOST_AT_ONCE = 100


class ApiKey(HttpBearer):
    """The key of an organisation, sent as ``Authorization: Bearer <key>``."""

    def authenticate(self, request: HttpRequest, token: str) -> KeyHolder | None:
        """Return whose key it is, and let row history name it."""
        holder = key_holder(token)
        if holder is not None:
            name_actor(_actor(holder, request))
        return holder


class CardOut(Schema):
    """A vacancy in a list. Pay is a monthly amount in the country's currency: a decimal string, null if not known."""

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
    published_at: datetime | None
    apply_by: datetime | None
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
    """A vacancy with its whole record, contacts left out."""

    card: CardOut
    record: dict[str, Any]


class ReceiptOut(Schema):
    """What became of one vacancy; a refused one has its problems and no id."""

    index: int
    result: IntakeResult
    id: uuid.UUID | None
    reference: str | None
    version: int | None
    status: AdStatus | None
    digest: str | None
    problems: list[dict[str, Any]]


class BatchOut(Schema):
    """The receipts of a batch, in its order."""

    receipts: list[ReceiptOut]


def _said(value: Any, read: ValidatorFunctionWrapHandler) -> VacancyIn:
    """Refuse a record in the words of every other door; pydantic's own know no field for a rule over two of them."""
    try:
        record: VacancyIn = read(value)
    except ValidationError as wrong:
        raise Refused(problems_from(wrong)) from wrong
    return record


Record = Annotated[VacancyIn, WrapValidator(_said)]


@router.get("/vacancies", response=VacanciesOut, auth=None)
def search_vacancies(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=400, description="Words of any loaded language.")] = "",
    place: Annotated[str, Query(max_length=120, description="A place code or name.")] = "",
    km: Annotated[int, Query(ge=1, le=500)] = 30,
    occupation: uuid.UUID | None = None,
    skill: uuid.UUID | None = None,
    contract: Annotated[list[Contract], Query()] = [],  # noqa: B006 - ninja copies it
    schedule: Annotated[list[Schedule], Query()] = [],  # noqa: B006
    remote: Annotated[list[Remote], Query()] = [],  # noqa: B006
    pay_from: Annotated[Decimal | None, Query(ge=0, description="A month's pay in the country's currency.")] = None,
    unknown_pay: Literal["keep", "drop"] = "keep",
    days: Annotated[int | None, Query(ge=1, le=365, description="Posted within so many days.")] = None,
    sort: Sort = Sort.RELEVANCE,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
    after: Annotated[str, Query(max_length=400, description="The cursor of the page before.")] = "",
    modified_since: Annotated[
        datetime | None, Query(description="Changed at this moment or later; UTC unless it names its zone.")
    ] = None,
    modified_until: Annotated[datetime | None, Query(description="Changed before this moment.")] = None,
) -> dict[str, Any]:
    """Search the public vacancies, or read all that changed in a window of time, ended ones included."""
    if changed.is_window(request.GET.keys()):
        return _window_out(changed.changed_page(modified_since, modified_until, size=size, after=after))
    language = get_language() or "en"
    groups: dict[Group, list[str]] = {
        Group.CONTRACT: [str(value) for value in contract],
        Group.SCHEDULE: [str(value) for value in schedule],
        Group.REMOTE: [str(value) for value in remote],
        Group.OCCUPATION: [str(occupation)] if occupation else [],
        Group.SKILL: [str(skill)] if skill else [],
    }
    near = _near(place, km, groups, language)
    try:
        search = Search(
            text=q, filters={group: values for group, values in groups.items() if values}, near=near, pay_from=pay_from,
            keep_unknown_pay=unknown_pay == "keep", posted_within=timedelta(days=days) if days else None, sort=sort,
            size=size, cursor=after,
        )  # fmt: skip
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


def _window_out(page: changed.ChangedPage) -> dict[str, Any]:
    return {
        "total": page.total, "unknown_pay": None, "facets": {}, "vacancies": [card_out(card) for card in page.cards],
        "removed": [{"id": each.subject, "at": each.at.isoformat()} for each in page.removed],
        "until": page.until.isoformat(),
        "next": page.next or None,
    }  # fmt: skip


@router.get("/vacancies/{uuid:vacancy}", response=VacancyOut, auth=None)
def get_vacancy(request: HttpRequest, vacancy: uuid.UUID) -> dict[str, Any]:
    """Return a public vacancy; one that has ended answers 410 and says nothing of what it was."""
    card = public_vacancy(vacancy)
    if card is None and ended_vacancy(vacancy) is not None:
        raise refuse(Code.GONE, "vacancy.ended", _("This vacancy has ended."), hint=_("Search for others."))
    if card is None:
        raise not_found(_("There is no such vacancy."))
    return {"card": card_out(card), "record": card.record}


@router.post("/vacancies", response={200: ReceiptOut, 201: ReceiptOut}, auth=ApiKey())
def send_vacancy(request: HttpRequest, body: Annotated[Record, Body()]) -> HttpResponse:
    """Publish one vacancy, or a new version of it; the same `Idempotency-Key` gets the first answer again.

    With a key to try it out everything is answered the same way, and nobody sees the vacancy.
    """

    def act() -> HttpResponse:
        with _writing(request) as (holder, by):
            receipt = _post(body, holder, by)
        status = 201 if receipt.result is IntakeResult.CREATED else 200
        return JsonResponse(receipt_out(0, receipt), status=status)

    return _once(request, act)


@router.post("/vacancies/batch", response={200: BatchOut, 207: BatchOut}, auth=ApiKey())
def send_vacancies(
    request: HttpRequest, body: Annotated[list[dict[str, Any]], Body(min_length=1, max_length=MOST_AT_ONCE)]
) -> HttpResponse:
    """Publish up to 100 vacancies; each gets its receipt. 207 where some were refused: the others are in."""

    def act() -> HttpResponse:
        with _writing(request) as (holder, by):
            receipts = [_one(index, item, holder, by) for index, item in enumerate(body)]
        mixed = any(receipt["result"] == IntakeResult.REFUSED for receipt in receipts)
        return JsonResponse({"receipts": receipts}, status=207 if mixed else 200)

    return _once(request, act)


@router.post("/vacancies/{uuid:vacancy}/stop", response=ReceiptOut, auth=ApiKey())
def stop(request: HttpRequest, vacancy: uuid.UUID) -> dict[str, Any]:
    """Stop a vacancy; it can be opened again."""
    with _writing(request, vacancy) as (holder, by):
        stop_vacancy(vacancy, organisation=holder.organisation, reason="by_api", by=by, at=timezone.now())
    return _receipt_of(vacancy, IntakeResult.STOPPED)


@router.post("/vacancies/{uuid:vacancy}/reopen", response=ReceiptOut, auth=ApiKey())
def reopen(request: HttpRequest, vacancy: uuid.UUID) -> dict[str, Any]:
    """Open a stopped vacancy again."""
    with _writing(request, vacancy) as (holder, by):
        reopen_vacancy(vacancy, organisation=holder.organisation, by=by, at=timezone.now())
    return _receipt_of(vacancy, IntakeResult.UPDATED)


@router.delete("/vacancies/{uuid:vacancy}", response=ReceiptOut, auth=ApiKey())
def delete(request: HttpRequest, vacancy: uuid.UUID) -> dict[str, Any]:
    """Delete a vacancy for good; its reference cannot be used again."""
    with _writing(request, vacancy) as (holder, by):
        delete_vacancy(vacancy, organisation=holder.organisation, by=by, at=timezone.now())
    return _receipt_of(vacancy, IntakeResult.DELETED)


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
        "published_at": card.published_at,
        "apply_by": card.apply_by,
        "distance_km": distance_km,
    }


def receipt_out(index: int, receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as JSON values."""
    return {
        "index": index,
        "result": receipt.result.value,
        "id": str(receipt.id),
        "reference": receipt.reference,
        "version": receipt.version,
        "status": receipt.status.value,
        "digest": receipt.digest,
        "problems": [],
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _near(place: str, km: int, groups: dict[Group, list[str]], language: str) -> Circle | None:
    if not place:
        return None
    found = list(places([place], language).values()) or suggest_places(place, language, limit=1)
    if not found:
        raise refuse(Code.INVALID_VALUE, "place.unknown", _("We do not know this place."), pointer="/place")
    known = found[0]
    if known.lat is not None and known.lon is not None and known.kind == "settlement":
        return Circle(known.lat, known.lon, km)
    groups[Group.PLACE] = [known.code]
    return None


@contextmanager
def _writing(request: HttpRequest, vacancy: uuid.UUID | None = None) -> Iterator[tuple[KeyHolder, Actor]]:
    """Open a transaction in which the request's key stays valid for writing vacancies; refuses one that is not.

    For a key to try it out there are only vacancies that were sent with one, and the other way round.
    """
    holder: KeyHolder = request.auth  # type: ignore[attr-defined]
    scope = KeyScope.VACANCIES_TEST if _tries_out(holder) else KeyScope.VACANCIES_WRITE
    with transaction.atomic():
        hold_key(holder, scope, at=timezone.now())
        if vacancy is not None and is_test_vacancy(vacancy) is not _tries_out(holder):
            raise not_found(_("There is no such vacancy."))
        yield holder, _actor(holder, request)


def _tries_out(holder: KeyHolder) -> bool:
    return holder.may(KeyScope.VACANCIES_TEST)


def _actor(holder: KeyHolder, request: HttpRequest) -> Actor:
    return Actor(str(holder.key), ActorKind.API_KEY, str(holder.organisation), getattr(request, "id", None))


def _post(record: VacancyIn, holder: KeyHolder, by: Actor) -> Receipt:
    employers = establishments_of(holder.organisation)
    if not employers:
        raise refuse(Code.CONFLICT, "employer.missing", _("Register your enterprise first."))
    tries_out = _tries_out(holder)
    return post_vacancy(
        record, employer=employers[0].id, organisation=holder.organisation, by=by, at=timezone.now(),
        provider=f"{'test' if tries_out else 'api'}:{holder.organisation}", is_test=tries_out,
    )  # fmt: skip


def _one(index: int, item: dict[str, Any], holder: KeyHolder, by: Actor) -> dict[str, Any]:
    try:
        return receipt_out(index, _post(VacancyIn.model_validate(item), holder, by))
    except ValidationError as wrong:
        problems = problems_from(wrong)
    except Refused as no:
        problems = list(no.problems)
    said = [Problem(p.code, p.rule, p.detail, f"/{index}{p.pointer}", p.hint, p.value).as_json() for p in problems]
    reference = item.get("reference") if isinstance(item.get("reference"), str) else None
    return {"index": index, "result": "refused", "id": None, "reference": reference, "version": None, "status": None,
            "digest": None, "problems": said}  # fmt: skip


def _once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer once a key; a refusal is an answer too, and is kept with it."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return act()

    def answer() -> HttpResponse:
        try:
            return act()
        except Refused as no:
            body = problem_document(no, instance=getattr(request, "id", None))
            return JsonResponse(body, status=no.first.code.status, content_type="application/problem+json")

    digest = digest_of(request.method or "", request.path, request.body)
    holder: KeyHolder = request.auth  # type: ignore[attr-defined]
    return answer_once(str(holder.key), key, digest, answer, at=timezone.now())


def _receipt_of(vacancy: uuid.UUID, result: IntakeResult) -> dict[str, Any]:
    card = receipt_facts(vacancy)
    return {"index": 0, "result": result, "id": card.id, "reference": card.reference, "version": card.version,
            "status": card.status, "digest": card.digest, "problems": []}  # fmt: skip
