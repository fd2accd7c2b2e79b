"""Loading places: the country pack's, or a longer national list in the same layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from firststop.core.changes import BATCH
from firststop.core.country import PlaceRow
from firststop.core.folding import fold
from firststop.taxonomy.models import Place, PlaceName


@dataclass(slots=True)
class PlaceSummary:
    """What became of each place of a list."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    names: int = field(default=0)


def load_places(rows: Iterable[PlaceRow]) -> PlaceSummary:
    """Write places, parents before children; a second load of the same list writes nothing.

    A place that the list does not name stays: a national list adds to the pack's. KeyError semantics do not arise:
    the reader has checked that each parent stands in the list.
    """
    by_code = {row.code: row for row in rows}
    known = {place.code: place for place in Place.objects.filter(code__in=by_code)}
    ordered = sorted(by_code.values(), key=lambda row: path_of(row.code, by_code).count("/"))
    summary = PlaceSummary()
    for start in range(0, len(ordered), BATCH):
        with transaction.atomic():
            _write(ordered[start : start + BATCH], by_code, known, summary)
    return summary


def path_of(code: str, by_code: Mapping[str, PlaceRow]) -> str:
    """Return the codes from the region down to the place, each closed by a slash."""
    row = by_code[code]
    return f"{path_of(row.parent, by_code) if row.parent else '/'}{code}/"


def _write(
    batch: Sequence[PlaceRow],
    by_code: Mapping[str, PlaceRow],
    known: Mapping[str, Place],
    summary: PlaceSummary,
) -> None:
    for row in batch:
        place = Place(
            code=row.code,
            parent_id=row.parent,
            path=path_of(row.code, by_code),
            kind=row.kind,
            iso3166_2=row.iso3166_2,
            national_code=row.national_code,
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            since=row.since,
            until=row.until,
            replaced_by_id=row.replaced_by,
            source=row.source,
        )
        names = _names(row)
        before = known.get(row.code)
        if before is None:
            summary.created += 1
        elif _facts(before) == _facts(place) and _known_names(row.code) == {(n.language, n.text) for n in names}:
            summary.unchanged += 1
            continue
        else:
            summary.updated += 1
            PlaceName.objects.filter(place=row.code).delete()
        place.save(force_insert=before is None)
        PlaceName.objects.bulk_create(names)
        summary.names += len(names)


def _facts(place: Place) -> dict[str, object]:
    return {field.attname: getattr(place, field.attname) for field in Place._meta.concrete_fields}


def _known_names(code: str) -> set[tuple[str, str]]:
    return set(PlaceName.objects.filter(place=code).values_list("language", "text"))


def _names(row: PlaceRow) -> list[PlaceName]:
    """Return the names of a place: one a language, and the others, which have no language (``und``)."""
    preferred = [(language, text, True) for language, text in row.names.items()]
    others = [("und", text, False) for text in row.alt_names if text not in row.names.values()]
    return [
        PlaceName(place_id=row.code, language=language, text=text, folded=fold(text), preferred=is_name)
        for language, text, is_name in [*preferred, *others]
    ]
