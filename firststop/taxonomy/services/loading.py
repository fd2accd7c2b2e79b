"""Loading a taxonomy: only what changed is written, in batches, and what left the files is retired."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from firststop.core.changes import BATCH, record_change
from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind
from firststop.taxonomy.events import ALL_OF_IT, CONCEPTS_LOADED, TOPIC
from firststop.taxonomy.models import BroaderConcept, Concept, Label, OccupationSkill, TaxonomyLoad
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.reading.esco import read_folder
from firststop.taxonomy.reading.records import ConceptRecord, TaxonomyFiles
from firststop.taxonomy.services.codes import write_codes
from firststop.taxonomy.words import fold_label

Thing = TypeVar("Thing")
Progress = Callable[[int, int], None]
#: The taxonomy that ships with Firststop.
STARTER = Path(__file__).parent.parent / "starter"
OWN_SOURCE = "firststop"
#: The columns of a word.
WORD = ("concept_id", "language", "kind", "text", "folded")


@dataclass(slots=True)
class LoadSummary:
    """What a load did. The first six count what the files hold, the rest what became of each concept.

    `codes` and `unmapped` count the codes of other lists, where the files bring any.
    """

    occupations: int = 0
    skills: int = 0
    groups: int = 0
    relations: int = 0
    labels: dict[str, int] = field(default_factory=dict)
    retired: dict[str, int] = field(default_factory=dict)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired_now: int = 0
    refused: int = 0
    by_reason: dict[str, int] = field(default_factory=dict)
    codes: int | None = None
    unmapped: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``taxonomy load --json`` prints."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def load_taxonomy(
    files: TaxonomyFiles, *, source: str, at: datetime, progress: Progress = lambda _done, _of: None
) -> LoadSummary:
    """Write what `files` say. A second load of the same files writes nothing.

    Each batch of 500 concepts is one transaction, so that readers of the change log never wait long; an interrupted
    load is finished by the next one. The change log is told once, at the end.
    """
    summary = _count(files)
    known = dict(Concept.objects.filter(source=source).values_list("id", "digest"))
    _refuse_reused(files, summary)
    digests = {concept_id(record.uri): record.digest() for record in files.concepts.values()}
    others = set(Concept.objects.filter(id__in=digests).exclude(source=source).values_list("id", flat=True))
    added = _add_languages([record for record in files.concepts.values() if concept_id(record.uri) in others])
    mine = [record for record in files.concepts.values() if concept_id(record.uri) not in others]
    summary.created = len(digests.keys() - known.keys() - others)
    fresh = [r for r in mine if known.get(concept_id(r.uri)) != digests[concept_id(r.uri)]]
    summary.updated = len(fresh) - summary.created
    summary.unchanged = len(digests) - len(fresh)
    done, steps = 0, 2 * len(fresh)
    writers = (
        partial(_write_concepts, source=source, at=at, summary=summary),
        partial(_write_relations, digests=digests),
    )
    for write in writers:
        for batch in _batches(fresh, BATCH):
            with transaction.atomic():
                write(batch)
            done += len(batch)
            progress(done, steps)
    summary.retired_now += _retire(known.keys() - digests.keys(), at)
    codes, unmapped, coded = write_codes(files.codes.values())
    if files.codes:
        summary.codes, summary.unmapped = codes, unmapped
    if fresh or added or summary.retired_now or coded:
        with transaction.atomic():
            TaxonomyLoad.objects.create(source=source, at=at, summary=summary.as_json())
            record_change(TOPIC, CONCEPTS_LOADED, ALL_OF_IT)
        _make_known()
    return summary


def load_starter(*, at: datetime, progress: Progress = lambda _done, _of: None) -> LoadSummary:
    """Load the starter taxonomy that ships with Firststop."""
    return load_taxonomy(read_folder(STARTER), source=OWN_SOURCE, at=at, progress=progress)


def _count(files: TaxonomyFiles) -> LoadSummary:
    active, retired = ConceptState.ACTIVE, ConceptState.RETIRED
    return LoadSummary(
        occupations=files.of_kind(ConceptKind.OCCUPATION, active),
        skills=files.of_kind(ConceptKind.SKILL, active),
        groups=files.of_kind(ConceptKind.GROUP, active),
        relations=files.relations,
        labels=dict(sorted(files.labels.items())),
        retired={
            "occupations": files.of_kind(ConceptKind.OCCUPATION, retired),
            "skills": files.of_kind(ConceptKind.SKILL, retired),
        },
        refused=files.by_reason.total(),
        by_reason=dict(files.by_reason),
    )


def _refuse_reused(files: TaxonomyFiles, summary: LoadSummary) -> None:
    """Leave out what would give the id of a known concept another meaning: an id is never used again."""
    kinds = dict(Concept.objects.values_list("id", "kind"))
    reused = [uri for uri, record in files.concepts.items() if kinds.get(concept_id(uri), record.kind) != record.kind]
    for uri in reused:
        del files.concepts[uri]
    gone = set(reused)
    for record in files.concepts.values() if gone else ():
        record.broader -= gone
        record.skills = {(skill, relation) for skill, relation in record.skills if skill not in gone}
        record.replaced_by = "" if record.replaced_by in gone else record.replaced_by
    if reused:
        summary.refused += len(reused)
        summary.by_reason["concept.reused"] = summary.by_reason.get("concept.reused", 0) + len(reused)


def _write_concepts(batch: Sequence[ConceptRecord], *, source: str, at: datetime, summary: LoadSummary) -> None:
    """Write concepts and their words. The digest is left empty until their relations are written too."""
    summary.retired_now += _keep_what_is_known([record for record in batch if record.state is ConceptState.RETIRED], at)
    concepts = [
        Concept(
            id=concept_id(r.uri),
            uri=r.uri,
            kind=r.kind,
            code=r.code,
            source=source,
            skill_type=r.skill_type,
            description=r.description,
            state=r.state,
            retired_on=r.retired_on,
            digest="",
        )
        for r in batch
    ]
    Concept.objects.bulk_create(
        concepts,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["kind", "code", "skill_type", "description", "state", "retired_on", "digest"],
    )
    Label.objects.filter(concept__in=[concept.id for concept in concepts]).delete()
    _copy(
        Label,
        WORD,
        (
            (concept.id, language, kind.value, text, fold_label(text))
            for concept, r in zip(concepts, batch, strict=True)
            for (language, text), kind in r.labels.items()
        ),
    )


def _keep_what_is_known(retired: Sequence[ConceptRecord], at: datetime) -> int:
    """Give retired concepts what files without them in use do not say: the day, and words of other languages.

    The day is that of the load that found them no longer in use; returns how many this one did.
    """
    ids = {concept_id(record.uri): record for record in retired}
    brought = {key: set(record.words) for key, record in ids.items()}
    in_use = 0
    for known in Concept.objects.filter(id__in=ids):
        record, was_in_use = ids[known.id], known.state == ConceptState.ACTIVE
        record.retired_on = record.retired_on or (at.date() if was_in_use else known.retired_on)
        record.description = record.description or known.description
        in_use += was_in_use
    for label in Label.objects.filter(concept__in=ids):
        if label.language not in brought[label.concept_id]:
            ids[label.concept_id].add_labels(label.language, [(label.text, LabelKind(label.kind))])
    return in_use


def _write_relations(batch: Sequence[ConceptRecord], *, digests: dict[UUID, str]) -> None:
    ids = [concept_id(record.uri) for record in batch]
    OccupationSkill.objects.filter(occupation__in=ids).delete()
    skills = ((concept_id(r.uri), concept_id(uri), relation.value) for r in batch for uri, relation in sorted(r.skills))
    _copy(OccupationSkill, ("occupation_id", "skill_id", "relation"), skills)
    BroaderConcept.objects.filter(concept__in=ids).delete()
    broader = ((concept_id(r.uri), concept_id(uri)) for r in batch for uri in sorted(r.broader))
    _copy(BroaderConcept, ("concept_id", "broader_id"), broader)
    written = [
        Concept(
            id=concept_id(r.uri),
            digest=digests[concept_id(r.uri)],
            replaced_by_id=concept_id(r.replaced_by) if r.replaced_by else None,
        )
        for r in batch
    ]
    Concept.objects.bulk_update(written, ["digest", "replaced_by"])


def _add_languages(records: Sequence[ConceptRecord]) -> int:
    """Give concepts that another source brought, such as ISCO groups, the words of languages that they lack."""
    added = 0
    for batch in _batches(records, BATCH):
        ids = {concept_id(record.uri): record for record in batch}
        has = set(Label.objects.filter(concept__in=ids).values_list("concept_id", "language").distinct())
        words = (
            (key, language, kind.value, text, fold_label(text))
            for key, record in ids.items()
            for (language, text), kind in record.labels.items()
            if (key, language) not in has
        )
        added += _copy(Label, WORD, words)
    return added


def _copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write rows of a table as the database takes many of them fastest; return how many."""
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)


def _retire(gone: Iterable[UUID], at: datetime) -> int:
    """Retire what the files no longer hold; the concept stays and answers."""
    retired = 0
    for batch in _batches(sorted(gone), BATCH):
        active = Concept.objects.active().filter(id__in=batch)
        retired += active.update(state=ConceptState.RETIRED, retired_on=at.date(), digest="")
    return retired


def _make_known() -> None:
    """Let the database count what was written and put its words in order: by itself it does so minutes later."""
    tables = ", ".join(model._meta.db_table for model in (Concept, Label, OccupationSkill, BroaderConcept))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
        cursor.execute("SELECT gin_clean_pending_list('taxonomy_label_similar')")


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
