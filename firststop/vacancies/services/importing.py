"""Importing a feed: fetch, map, decide, write; a dry run decides the same and writes nothing."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.db import transaction

from firststop.core.actor import Actor
from firststop.core.changes import BATCH
from firststop.core.folding import fold
from firststop.employers.services import name_from_feed
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import concepts_named
from firststop.vacancies.enums import AdStatus, IntakeResult, SourceType
from firststop.vacancies.feeds import (
    FEEDS,
    Decision,
    ExistingVersion,
    Expected,
    Mapped,
    Terms,
    decide,
    map_raw,
    read_records,
)
from firststop.vacancies.limits import life_at
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import is_in_review, last_decisions
from firststop.vacancies.rules.expiry import usual_life
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services.batches import Item, receive_batch
from firststop.vacancies.services.judging import findings_in
from firststop.vacancies.services.life import move

Known = Mapping[str, ExistingVersion]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its source, and whether it compares with the database (False: with an empty one) and writes."""

    provider: str
    by: Actor
    at: datetime
    compares: bool = True
    writes: bool = True


def import_feed(job: Import, paths: Iterable[Path]) -> Iterator[Decision]:
    """Yield what becomes of each record, in reading order; written in batches of 500 as it goes.

    KeyError for an unknown source. A dry run yields what the real run would.
    """
    feed = FEEDS[job.provider]
    mapped = (map_raw(feed, raw) for raw in read_records(feed, paths))
    expected = Expected({})
    terms = _terms(job)
    while batch := list(islice(mapped, BATCH)):
        known = _known(job.provider, batch) if job.compares else {}
        # What earlier batches of a dry run would have written counts as known, too.
        expected.known = {**known}
        decisions = []
        for one in batch:
            decision = decide(expected.get(one.reference), one, at=job.at, terms=terms)
            expected.add(decision)
            decisions.append(decision)
        if job.writes:
            _write(job, decisions)
        yield from decisions


def _terms(job: Import) -> Terms:
    """Return the terms of an import; without a database nobody has ordered or refused anything."""
    finds = partial(findings_in, at=job.at)
    return Terms(life_at, finds, is_in_review(job.provider, at=job.at)) if job.compares else Terms(usual_life, finds)


def _known(provider: str, batch: Sequence[Mapped]) -> dict[str, ExistingVersion]:
    references = [one.reference for one in batch if one.reference]
    mine = list(Vacancy.objects.filter(provider=provider, reference__in=references))
    earlier, decided = _earlier(mine), last_decisions(vacancy.id for vacancy in mine)
    return {
        vacancy.reference: ExistingVersion(
            digest=vacancy.digest,
            status=AdStatus(vacancy.status),
            version=vacancy.version,
            status_reason=vacancy.status_reason,
            moment=_moment(vacancy.record.get("modified_at") or vacancy.record.get("published_at")),
            ended_at=vacancy.ended_at,
            earlier=earlier[vacancy.id],
            was_refused=vacancy.id in decided and not decided[vacancy.id].accepted,
        )
        for vacancy in mine
    }


def _earlier(vacancies: Sequence[Vacancy]) -> Mapping[uuid.UUID, frozenset[str]]:
    """Return the digests that row history has of each ad at the moment of its present version."""
    now = {vacancy.id: vacancy.modified_at for vacancy in vacancies}
    rows = apps.get_model("vacancies", "VacancyEvent")._default_manager.filter(pgh_obj_id__in=now)
    found: dict[uuid.UUID, set[str]] = {key: set() for key in now}
    for key, digest, moment in rows.values_list("pgh_obj_id", "digest", "modified_at"):
        if moment == now[key]:
            found[key].add(digest)
    return {key: frozenset(digests) for key, digests in found.items()}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _write(job: Import, decisions: Sequence[Decision]) -> None:
    """Write the decisions in their order; a removal in between is written where it stands."""
    employers: dict[tuple[str, str | None], uuid.UUID] = {}
    titles = [d.mapped.vacancy.title for d in decisions if d.mapped.vacancy]
    linked = concepts_named([fold(title) for title in titles], ConceptKind.OCCUPATION, "en")
    items: list[Item] = []
    for decision in decisions:
        if decision.outcome not in (IntakeResult.CREATED, IntakeResult.UPDATED) or decision.status is None:
            continue
        record, reference = decision.mapped.vacancy, decision.mapped.reference
        if record is None or decision.mapped.kind == "removal":
            receive_batch(items, provider=job.provider, by=job.by, at=job.at)
            items = []
            _remove(job, decision)
            continue
        names = linked.get(fold(record.title), [])
        items.append(
            Item(
                reference or "",
                record,
                _employer(job.provider, record, employers),
                record.source_type or SourceType.PARTNER_BOARD,
                decision.status,
                decision.ends_at,
                names[0].id if len(names) == 1 else None,
                bool(decision.findings),
            )
        )
    receive_batch(items, provider=job.provider, by=job.by, at=job.at)


def _remove(job: Import, decision: Decision) -> None:
    with transaction.atomic():
        mine = Vacancy.objects.select_for_update().filter(provider=job.provider, reference=decision.mapped.reference)
        vacancy = mine.first()
        if vacancy is not None and not AdStatus(vacancy.status).has_ended:
            at = decision.mapped.removed_at or job.at
            move(vacancy, AdStatus.STOPPED, by=job.by, at=at, reason=decision.status_reason)


def _employer(provider: str, record: VacancyIn, known: dict[tuple[str, str | None], uuid.UUID]) -> uuid.UUID:
    key = (record.employer_name or "", record.employer_number)
    if key not in known:
        found = name_from_feed(
            name=record.employer_name or "",
            number=record.employer_number,
            scheme=record.employer_number_scheme,
            source=provider,
        )
        known[key] = found.id
    return known[key]
