"""Taking many ads of one source at once: validated before, written in batches, one transaction each."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from firststop.core.actor import Actor
from firststop.core.changes import BATCH, record_changes
from firststop.core.locks import lock_until_commit
from firststop.core.models import Change
from firststop.taxonomy.queries import places_known
from firststop.vacancies import events
from firststop.vacancies.enums import AdStatus, IntakeResult, SourceType
from firststop.vacancies.models import Contact, Vacancy
from firststop.vacancies.queries import person_in
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services.life import dates_of, told_as
from firststop.vacancies.services.masking import mask_history, mask_vacancy
from firststop.vacancies.services.queues import DOUBTS, leave_queue, queue_for_moderation
from firststop.vacancies.services.receiving import Receipt, contacts_in, new_vacancy, put_content
from firststop.vacancies.services.settling import settle_open_appeals


@dataclass(frozen=True, slots=True)
class Item:
    """One ad of a source, validated: its name there, its content, its employer, and the status it gets.

    `ends_at` is when a public one ends, None for the usual time; `occupation` is what its words were linked to. Words
    `in_doubt` go before a moderator while everybody reads them.
    """

    reference: str
    record: VacancyIn
    employer: uuid.UUID
    source_type: SourceType
    status: AdStatus
    ends_at: datetime | None = None
    occupation: uuid.UUID | None = None
    in_doubt: bool = False


def receive_batch(items: Sequence[Item], *, provider: str, by: Actor, at: datetime) -> list[Receipt]:
    """Write ads of one source in batches of 500; receipts come in the order of the items.

    Equal content changes nothing. A reference that is named twice is written twice, in order. A reference that was
    deleted for good stays deleted and is answered `unchanged`.
    """
    receipts: list[Receipt] = []
    for batch in _without_twins(items):
        with transaction.atomic():
            lock_until_commit(f"vacancies.feed:{provider}")
            receipts.extend(_write(batch, provider, by, at))
    return receipts


def _without_twins(items: Sequence[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    named: set[str] = set()
    for item in items:
        if item.reference in named or len(batch) == BATCH:
            yield batch
            batch, named = [], set()
        batch.append(item)
        named.add(item.reference)
    if batch:
        yield batch


def _write(batch: Sequence[Item], provider: str, by: Actor, at: datetime) -> list[Receipt]:
    mine = Vacancy.objects.select_for_update().filter(provider=provider, reference__in=[it.reference for it in batch])
    known = {vacancy.reference: vacancy for vacancy in mine}
    codes = {place.code for item in batch for place in item.record.places or [] if place.code}
    existing = places_known(sorted(codes))
    fresh: list[tuple[Vacancy, Item]] = []
    changed: list[tuple[Vacancy, Item]] = []
    public: set[uuid.UUID] = set()
    receipts: list[Receipt] = []
    for item in batch:
        vacancy = known.get(item.reference)
        if vacancy is not None and _is_same(vacancy, item):
            receipts.append(_receipt(IntakeResult.UNCHANGED, vacancy))
            continue
        result = IntakeResult.CREATED if vacancy is None else IntakeResult.UPDATED
        vacancy = vacancy or new_vacancy(provider, item.reference, by)
        if vacancy.status == AdStatus.ACTIVE:
            public.add(vacancy.id)
        if vacancy.status == AdStatus.REJECTED:  # An appeal is about the version that was refused.
            settle_open_appeals(vacancy.id, outcome=item.status, at=at)
        put_content(vacancy, item.record, source_type=item.source_type, places=existing, at=at)
        vacancy.establishment_id = item.employer
        vacancy.status, vacancy.status_reason = item.status, None
        vacancy.occupation_id = vacancy.occupation_id or item.occupation
        vacancy.expires_at = item.ends_at or vacancy.expires_at
        dates_of(vacancy, item.status, at)
        if item.status.has_ended:
            mask_vacancy(vacancy, person_in(contacts_in(vacancy, item.record)))
        (fresh if result is IntakeResult.CREATED else changed).append((vacancy, item))
        receipts.append(_receipt(result, vacancy))
    _save(fresh, changed)
    _tell([*fresh, *changed], public, by, at)
    return receipts


def _is_same(vacancy: Vacancy, item: Item) -> bool:
    """Whether there is nothing to write: deleted for good, or equal content in a status that the source did not end."""
    if vacancy.status == AdStatus.DELETED:
        return True
    ours = vacancy.status in (AdStatus.REJECTED, AdStatus.EXPIRED)
    return vacancy.digest == item.record.digest() and (ours or vacancy.status == item.status)


def _save(fresh: Sequence[tuple[Vacancy, Item]], changed: Sequence[tuple[Vacancy, Item]]) -> None:
    Vacancy.objects.bulk_create([vacancy for vacancy, _item in fresh])
    fields = [field.name for field in Vacancy._meta.concrete_fields if not field.primary_key]
    if changed:
        Vacancy.objects.bulk_update([vacancy for vacancy, _item in changed], fields)
        Contact.objects.filter(vacancy__in=[vacancy.id for vacancy, _item in changed]).delete()
    written = [*fresh, *changed]
    ended = [(vacancy, item) for vacancy, item in written if item.status.has_ended]
    mask_history({vacancy.id: person_in(contacts_in(vacancy, item.record)) for vacancy, item in ended})
    Contact.objects.bulk_create(
        contact
        for vacancy, item in written
        if not item.status.has_ended
        for contact in contacts_in(vacancy, item.record)
    )


def _tell(written: Sequence[tuple[Vacancy, Item]], public: set[uuid.UUID], by: Actor, at: datetime) -> None:
    """Tell the change log what was written, and moderators what they are to read.

    `public` are those that everybody could read before: their new version is no new ad.
    """
    kept = {vacancy.id for vacancy, item in written if vacancy.id in public and item.status is AdStatus.ACTIVE}
    record_changes(
        [
            Change(
                topic=events.TOPIC,
                verb=events.VACANCY_CHANGED if vacancy.id in kept else told_as(item.status),
                subject=vacancy.id,
                version=vacancy.version,
                detail={"by": by.id},
            )
            for vacancy, item in written
        ]
    )
    doubtful = {vacancy.id for vacancy, item in written if item.status is AdStatus.ACTIVE and item.in_doubt}
    leave_queue(DOUBTS, public - doubtful, outcome="changed", at=at)
    for vacancy, item in written:
        if item.status is AdStatus.CHECKING:
            queue_for_moderation(vacancy, at=at)
        elif vacancy.id in doubtful:
            queue_for_moderation(vacancy, at=at, queue=DOUBTS)


def _receipt(result: IntakeResult, vacancy: Vacancy) -> Receipt:
    return Receipt(result, vacancy.id, vacancy.reference, vacancy.version, AdStatus(vacancy.status), vacancy.digest)
