"""Writing what the codes of other lists mean."""

from collections.abc import Iterable

from django.db import transaction

from firststop.core.changes import BATCH
from firststop.taxonomy.models import OutsideCode
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.reading import records


def write_codes(codes: Iterable[records.OutsideCode]) -> tuple[int, int, int]:
    """Write codes; returns how many there are, how many are unmapped, and how many were new or changed.

    A code that the files no longer name stays: what was written down with it must still be understood.
    """
    given = {(each.scheme, each.code): each for each in codes}
    wanted = {key: (each.title, concept_id(each.uri) if each.uri else None) for key, each in given.items()}
    stored = OutsideCode.objects.filter(scheme__in={scheme for scheme, _code in wanted})
    known = {(s, c): (t, u) for s, c, t, u in stored.values_list("scheme", "code", "title", "concept_id")}
    fresh = [key for key in wanted if known.get(key) != wanted[key]]
    for start in range(0, len(fresh), BATCH):
        batch = [(key, *wanted[key]) for key in fresh[start : start + BATCH]]
        with transaction.atomic():
            OutsideCode.objects.bulk_create(
                [OutsideCode(scheme=s, code=c, title=title, concept_id=to) for (s, c), title, to in batch],
                update_conflicts=True,
                unique_fields=["scheme", "code"],
                update_fields=["title", "concept"],
            )
    return len(wanted), sum(1 for _title, to in wanted.values() if to is None), len(fresh)
