"""Loading places: the country pack's, or a longer national list in the same layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from firststop.core.changes import BATCH, record_change
from firststop.core.country import PlaceRow
from firststop.core.folding import fold
from firststop.taxonomy.events import ALL_OF_IT, PLACES_LOADED, TOPIC
from firststop.taxonomy.models import Place, PlaceName


@dataclass(slots=True)
class PlaceSummary:
    """What became of each place of a list."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    names: int = field(default=0)


def load_places(rows: Iterable[PlaceRow]) -> PlaceSummary:
    """Write places, parents before children, and tell the change log once; a second load of a list writes nothing.

    Each batch of 500 is one transaction. What stands for a place that ended may be in a later batch, so that is written
    once all are there; an interrupted load is finished by the next one.

    A place that the list does not name stays: a national list adds to the pack's, and its rows may lie in places that
    were loaded before. The reader has checked that each parent is in the list or loaded (KeyError otherwise).
    """
    by_code = {row.code: row for row in rows}
    above = {row.parent for row in by_code.values() if row.parent} - by_code.keys()
    loaded = dict(Place.objects.filter(code__in=above).values_list("code", "path"))
    paths = {code: path_of(code, by_code, loaded) for code in by_code}
    ordered = sorted(by_code.values(), key=lambda row: paths[row.code].count("/"))
    summary = PlaceSummary()
    led: list[Place] = []
    for start in range(0, len(ordered), BATCH):
        with transaction.atomic():
            led += _write(ordered[start : start + BATCH], paths, summary)
    for start in range(0, len(led), BATCH):
        Place.objects.bulk_update(led[start : start + BATCH], ["replaced_by"])
    if summary.created or summary.updated:
        record_change(TOPIC, PLACES_LOADED, ALL_OF_IT)
    return summary


def path_of(code: str, by_code: Mapping[str, PlaceRow], loaded: Mapping[str, str]) -> str:
    """Return the codes from the region down to the place, each closed by a slash."""
    row = by_code.get(code)
    if row is None:
        return loaded[code]
    return f"{path_of(row.parent, by_code, loaded) if row.parent else '/'}{code}/"


def _write(batch: Sequence[PlaceRow], paths: Mapping[str, str], summary: PlaceSummary) -> list[Place]:
    """Write places without what stands for them; return those for which that is new."""
    codes = [row.code for row in batch]
    known = Place.objects.in_bulk(codes)
    said: dict[str, set[tuple[str, str, bool]]] = {}
    for name in PlaceName.objects.filter(place__in=codes):
        said.setdefault(name.place_id, set()).add((name.language, name.text, name.preferred))
    fresh, led = [], []
    for row in batch:
        before, place = known.get(row.code), _place(row, paths[row.code])
        names = {(name.language, name.text, name.preferred) for name in _names(row)}
        if before is not None and _facts(before) == _facts(place) and said.get(row.code) == names:
            summary.unchanged += 1
            continue
        summary.created += before is None
        summary.updated += before is not None
        fresh.append(row)
        if row.replaced_by != (before.replaced_by_id if before else None):
            led.append(place)
    _write_facts(fresh, paths)
    PlaceName.objects.filter(place__in=[row.code for row in fresh]).delete()
    summary.names += len(PlaceName.objects.bulk_create(name for row in fresh for name in _names(row)))
    return led


def _write_facts(rows: Sequence[PlaceRow], paths: Mapping[str, str]) -> None:
    later = {"code", "replaced_by"}
    columns = [column.name for column in Place._meta.concrete_fields if column.name not in later]
    Place.objects.bulk_create(
        [_place(replace(row, replaced_by=None), paths[row.code]) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=columns,
    )


def _place(row: PlaceRow, path: str) -> Place:
    return Place(
        code=row.code,
        parent_id=row.parent,
        path=path,
        kind=row.kind,
        iso3166_2=row.iso3166_2,
        nuts=row.nuts,
        national_code=row.national_code,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        since=row.since,
        until=row.until,
        replaced_by_id=row.replaced_by,
        source=row.source,
    )


def _facts(place: Place) -> dict[str, object]:
    return {field.attname: getattr(place, field.attname) for field in Place._meta.concrete_fields}


def _names(row: PlaceRow) -> list[PlaceName]:
    """Return the names of a place: one a language, and the others, which have no language (``und``)."""
    preferred = [(language, text, True) for language, text in row.names.items()]
    others = [("und", text, False) for text in dict.fromkeys(row.alt_names) if text not in row.names.values()]
    return [
        PlaceName(place_id=row.code, language=language, text=text, folded=fold(text), preferred=is_name)
        for language, text, is_name in [*preferred, *others]
    ]
