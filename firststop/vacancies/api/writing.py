"""Vacancies over HTTP, to write: send one or up to 100, stop, reopen, delete."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Header, Query, Schema
from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from firststop.accounts.enums import KeyScope
from firststop.accounts.queries import KeyHolder
from firststop.accounts.services import hold_key
from firststop.core.actor import Actor
from firststop.core.answers import answer_refusal
from firststop.core.api import also
from firststop.core.idempotency import HEADER, answer_once, digest_of
from firststop.core.refusals import Code, Problem, Refused, not_found, refuse
from firststop.employers.queries import establishments_of
from firststop.vacancies.api.keys import ApiKey, actor_of_key
from firststop.vacancies.api.router import router
from firststop.vacancies.enums import AdStatus, IntakeResult
from firststop.vacancies.queries import (
    is_test_vacancy,
    receipt_facts,
)
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.services import (
    Receipt,
    delete_vacancy,
    post_vacancy,
    provider_of,
    reopen_vacancy,
    stop_vacancy,
)

MOST_AT_ONCE = 100


class ReceiptOut(Schema):
    """What became of one vacancy. A refused one has no id; `problems` say what is wrong, or what holds it back."""

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
Unit = Annotated[
    uuid.UUID | None, Query(description="For which branch of the enterprise; its id stands in its page's address.")
]
RetryKey = Annotated[
    str | None, Header(alias=HEADER, description="1 to 255 characters; a repetition gets the first answer again.")
]


# 404: the branch is not the firm's, or the reference is another's of its enterprises; 429: too many wait for its proof.
@router.post("/vacancies", response={200: ReceiptOut, 201: ReceiptOut}, auth=ApiKey(), openapi_extra=also(404, 429))
def send_vacancy(
    request: HttpRequest, body: Annotated[Record, Body()], employer: Unit = None, retry_key: RetryKey = None
) -> HttpResponse:
    """Publish one vacancy, or a new version of it; the same `Idempotency-Key` gets the first answer again.

    With a key to try it out everything is answered the same way, and nobody sees the vacancy.
    """

    def act() -> HttpResponse:
        with _writing(request) as (holder, by):
            receipt = _post(body, _employer(holder, employer), holder, by)
        status = 201 if receipt.result is IntakeResult.CREATED else 200
        return JsonResponse(receipt_out(0, receipt), status=status)

    return _once(request, retry_key, act)


# 404: the branch is not one of the firm's.
@router.post("/vacancies/batch", response={200: BatchOut, 207: BatchOut}, auth=ApiKey(), openapi_extra=also(404))
def send_vacancies(
    request: HttpRequest,
    body: Annotated[list[Any], Body(min_length=1, max_length=MOST_AT_ONCE)],
    employer: Unit = None,
    retry_key: RetryKey = None,
) -> HttpResponse:
    """Publish up to 100 vacancies; each gets its receipt. 207 where some were refused: the others are in."""

    def act() -> HttpResponse:
        with _writing(request) as (holder, by):
            whose = _employer(holder, employer)
            receipts = [_one(index, item, whose, holder, by) for index, item in enumerate(body)]
        mixed = any(receipt["result"] == IntakeResult.REFUSED for receipt in receipts)
        return JsonResponse({"receipts": receipts}, status=207 if mixed else 200)

    return _once(request, retry_key, act)


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
        "problems": [problem.as_json() for problem in receipt.problems],
    }


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
        yield holder, actor_of_key(holder, request)


def _tries_out(holder: KeyHolder) -> bool:
    return holder.may(KeyScope.VACANCIES_TEST)


def _employer(holder: KeyHolder, named: uuid.UUID | None) -> uuid.UUID:
    """Return for which of the organisation's enterprises vacancies are sent; its own one unless a branch is named."""
    employers = establishments_of(holder.organisation)
    if not employers:
        raise refuse(Code.CONFLICT, "employer.missing", _("Register your enterprise first."))
    if named is not None and named not in {each.id for each in employers}:
        raise not_found(_("There is no such employer."))
    return named or employers[0].id


def _post(record: VacancyIn, employer: uuid.UUID, holder: KeyHolder, by: Actor) -> Receipt:
    tries_out, organisation = _tries_out(holder), holder.organisation
    return post_vacancy(
        record, employer=employer, organisation=organisation, by=by, at=timezone.now(),
        provider=f"test:{organisation}" if tries_out else provider_of(organisation), is_test=tries_out,
    )  # fmt: skip


def _one(index: int, item: object, employer: uuid.UUID, holder: KeyHolder, by: Actor) -> dict[str, Any]:
    try:
        return receipt_out(index, _post(VacancyIn.model_validate(item), employer, holder, by))
    except ValidationError as wrong:
        problems = problems_from(wrong)
    except Refused as no:
        problems = list(no.problems)
    said = [Problem(p.code, p.rule, p.detail, f"/{index}{p.pointer}", p.hint, p.value).as_json() for p in problems]
    reference = item.get("reference") if isinstance(item, dict) else None
    reference = reference if isinstance(reference, str) else None
    return {"index": index, "result": "refused", "id": None, "reference": reference, "version": None, "status": None,
            "digest": None, "problems": said}  # fmt: skip


def _once(request: HttpRequest, key: str | None, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer once a key; a refusal is an answer too, and is kept with it unless it is one for now."""
    if key is None:
        return act()

    def answer() -> HttpResponse:
        try:
            return act()
        except Refused as no:
            return answer_refusal(request, no)

    # The branch stands behind the question mark: the same words for another branch are another request.
    digest = digest_of(request.method or "", request.get_full_path(), request.body)
    holder: KeyHolder = request.auth  # type: ignore[attr-defined]
    return answer_once(str(holder.key), key, digest, answer, at=timezone.now())


def _receipt_of(vacancy: uuid.UUID, result: IntakeResult) -> dict[str, Any]:
    card = receipt_facts(vacancy)
    return {"index": 0, "result": result, "id": card.id, "reference": card.reference, "version": card.version,
            "status": card.status, "digest": card.digest, "problems": []}  # fmt: skip
